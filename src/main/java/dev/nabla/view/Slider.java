package dev.nabla.view;

import dev.nabla.browser.Numbers;
import dev.nabla.present.Stops;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.xml.Node;

/** A number by hand: the browser's own slider over a row of stops, its value written beside its name. */
public final class Slider {

    private final HTMLInputElement input = (HTMLInputElement) Dom.element("input", "");
    private final HTMLElement output = Dom.element("output", "value");
    private final Field field;
    private final Stops stops;
    private final DoubleFunction<String> text;
    private final DoubleConsumer onInput;
    private boolean settled;
    private double value;

    /**
     * A slider over stops: linear, logarithmic or doubling.
     *
     * @param text how a value is written, always in the same width
     * @param onInput told each value while a person moves the thumb
     */
    public Slider(String label, Stops stops, double value, DoubleFunction<String> text, DoubleConsumer onInput) {
        this.stops = stops;
        this.text = text;
        this.onInput = onInput;
        input.setType("range");
        input.setAttribute("min", "0");
        input.setAttribute("max", Integer.toString(stops.count() - 1));
        input.setAttribute("step", "1");
        field = new Field("stack", label, input, output, input);
        output.setAttribute("for", input.getId());
        output.setAttribute("aria-live", "off");
        Dom.on(input, "input", () -> {
            setValue(stops.value((int) Numbers.parse(input.getValue())));
            if (!settled) {
                onInput.accept(this.value);
            }
        });
        setValue(value);
    }

    /** Tells a value only when the thumb is let go. */
    public Slider whenSettled() {
        settled = true;
        Dom.on(input, "change", () -> onInput.accept(value));
        return this;
    }

    /** One sentence on demand. */
    public Slider help(String sentence) {
        field.setHelp(Field.sentence(sentence));
        return this;
    }

    /** A sentence and its formula on demand. */
    public Slider help(Node... content) {
        field.setHelp(content);
        return this;
    }

    public HTMLElement element() {
        return field.element();
    }

    public double value() {
        return value;
    }

    /** Shows a value; the thumb stands at the nearest stop, the value is kept as it is. */
    public void setValue(double shown) {
        value = shown;
        input.setValue(Integer.toString(stops.nearest(shown)));
        String words = text.apply(shown);
        Dom.setText(output, words);
        input.setAttribute("aria-valuetext", words);
    }

    public void setDisabled(boolean disabled) {
        input.setDisabled(disabled);
    }

    /** Says why it cannot be moved; an empty sentence lets it move. */
    public void lock(String why) {
        input.setDisabled(!why.isEmpty());
        field.setNote(why);
    }
}
