package dev.nabla.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.teavm.jso.dom.html.HTMLElement;

/** One of a few, all in sight: a group of radio buttons that looks like one control. */
public final class SegmentedControl {

    private final List<HTMLElement> items = new ArrayList<>();
    private final Roving roving = new Roving(items, this::choose);
    private final HTMLElement element = Dom.div("segments");
    private final IntConsumer onSelect;
    private int selected;

    /** {@code onSelect} is told the index that a person chose, never one set by {@link #setSelected}. */
    public SegmentedControl(String name, List<String> labels, int selected, IntConsumer onSelect) {
        this.onSelect = onSelect;
        element.setAttribute("role", "radiogroup");
        element.setAttribute("aria-label", name);
        for (String label : labels) {
            int index = items.size();
            HTMLElement item = Dom.text("button", "", label);
            item.setAttribute("type", "button");
            item.setAttribute("role", "radio");
            Dom.on(item, "click", () -> choose(index));
            items.add(item);
            roving.add(item, index);
            element.appendChild(item);
        }
        setSelected(selected);
    }

    /** Lays the choices out as separate buttons in two columns: for names too long to stand in a row. */
    public SegmentedControl grid() {
        element.setClassName("choices");
        return this;
    }

    public HTMLElement element() {
        return element;
    }

    public int selected() {
        return selected;
    }

    public void setSelected(int index) {
        selected = index;
        for (int i = 0; i < items.size(); i++) {
            items.get(i).setAttribute("aria-checked", Boolean.toString(i == index));
        }
        roving.setCurrent(index);
    }

    /** Takes a choice out of reach, or gives it back. */
    public void setDisabled(int index, boolean disabled) {
        Dom.flag(items.get(index), "disabled", disabled);
    }

    private void choose(int index) {
        if (index != selected) {
            setSelected(index);
            onSelect.accept(index);
        }
    }
}
