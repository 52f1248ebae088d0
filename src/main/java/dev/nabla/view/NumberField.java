package dev.nabla.view;

import dev.nabla.browser.Numbers;
import java.util.function.DoubleConsumer;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/**
 * A number typed in, or changed by the arrow keys and Page Up and Down. What is out of range becomes the nearest number
 * in it, what is no number the one before.
 */
public final class NumberField {

    private static final double PAGE = 10;

    private final HTMLInputElement input = (HTMLInputElement) Dom.element("input", "number");
    private final HTMLElement unit = Dom.element("span", "unit");
    private final Field field;
    private final double low;
    private final double high;
    private final double step;
    private final DoubleConsumer onChange;
    private double value;

    /**
     * A field for {@code low, low + step … high}; a step of 1 makes the numbers whole.
     *
     * @param onChange told each number that a person settles on
     */
    public NumberField(String label, double low, double high, double step, double value, DoubleConsumer onChange) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.onChange = onChange;
        input.setType("text");
        input.setAttribute("inputmode", step < 1 ? "decimal" : "numeric");
        input.setAttribute("role", "spinbutton");
        input.setAttribute("autocomplete", "off");
        input.setAttribute("aria-valuemin", plain(low));
        input.setAttribute("aria-valuemax", plain(high));
        field = new Field("row", label, input, Dom.element("span", "entry", input, unit));
        Dom.on(input, "change", this::settle);
        Dom.on(input, "blur", this::show);
        Dom.onKey(input, this::press);
        setValue(value);
    }

    /** A unit behind the number. */
    public NumberField unit(String text) {
        unit.setTextContent(text);
        return this;
    }

    /** Without its label in sight. */
    public NumberField bare() {
        field.hideLabel();
        return this;
    }

    /** One sentence on demand. */
    public NumberField help(String sentence) {
        field.setHelp(Field.sentence(sentence));
        return this;
    }

    public HTMLElement element() {
        return field.element();
    }

    public double value() {
        return value;
    }

    /** Shows a number, brought into range. */
    public void setValue(double number) {
        value = clamp(number);
        show();
    }

    public void focus() {
        input.focus();
    }

    public void setDisabled(boolean disabled) {
        input.setDisabled(disabled);
    }

    private boolean press(String key, boolean shift) {
        switch (key) {
            case "ArrowUp" -> change(value + step);
            case "ArrowDown" -> change(value - step);
            case "PageUp" -> change(value + PAGE * step);
            case "PageDown" -> change(value - PAGE * step);
            case "Enter" -> settle();
            case "Escape" -> show();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void settle() {
        String typed =
                input.getValue().trim().replace('\u2212', '-').replace(',', '.').replace("\u202f", "");
        change(Numbers.parse(typed));
    }

    private void change(double number) {
        double before = value;
        setValue(number);
        if (value != before) {
            onChange.accept(value);
        }
    }

    private double clamp(double number) {
        if (Double.isNaN(number)) {
            return value;
        }
        double steps = Math.round((number - low) / step);
        return Math.max(low, Math.min(high, step >= 1 ? low + steps * step : number));
    }

    private void show() {
        String text = plain(value);
        if (!text.equals(input.getValue())) {
            input.setValue(text);
        }
        input.setAttribute("aria-valuenow", text);
    }

    /** Without spaces between the thousands: people edit it. */
    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Numbers.text(number);
    }
}
