package dev.nabla.view;

import java.util.List;
import java.util.function.IntConsumer;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** One of several, the browser's own list. */
public final class Select {

    private final HTMLSelectElement select = (HTMLSelectElement) Dom.element("select", "");
    private final Field field;

    /** {@code onSelect} is told the index that a person chose. */
    public Select(String label, List<String> options, int selected, IntConsumer onSelect) {
        field = new Field("row", label, select, Dom.element("span", "select", select));
        setOptions(options, selected);
        Dom.on(select, "change", () -> onSelect.accept(select.getSelectedIndex()));
    }

    /** Without its label in sight, as between the words of a line. */
    public Select bare() {
        field.hideLabel();
        return this;
    }

    /** One sentence on demand. */
    public Select help(String sentence) {
        field.setHelp(Field.sentence(sentence));
        return this;
    }

    public HTMLElement element() {
        return field.element();
    }

    public int selected() {
        return select.getSelectedIndex();
    }

    public void setSelected(int index) {
        select.setSelectedIndex(index);
    }

    /** Offers other options. */
    public void setOptions(List<String> options, int selected) {
        select.setTextContent("");
        for (String option : options) {
            select.appendChild(Dom.text("option", "", option));
        }
        select.setSelectedIndex(selected);
    }

    /** A sentence that is always in sight; empty for none. */
    public void setNote(String sentence) {
        field.setNote(sentence);
    }

    public void setDisabled(boolean disabled) {
        select.setDisabled(disabled);
    }
}
