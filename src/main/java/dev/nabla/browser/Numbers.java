package dev.nabla.browser;

import org.teavm.jso.JSBody;

/**
 * Numbers from and to text by the browser's own conversion: Java's {@code Double.parseDouble} and {@code Double.toString}
 * would bring their tables of powers of ten into the page.
 */
public final class Numbers {

    private Numbers() {}

    /** The number that a text writes, NaN where it writes none. */
    @JSBody(params = "text", script = "return text.trim() === '' ? NaN : Number(text);")
    public static native double parse(String text);

    /** The shortest text that gives the number back, such as {@code 0.003}. */
    @JSBody(params = "number", script = "return String(number);")
    public static native String text(double number);
}
