package dev.nabla.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.teavm.jso.dom.html.HTMLElement;

/** Several panels in one place, one of them in sight. */
public final class Tabs {

    private final List<HTMLElement> tabs = new ArrayList<>();
    private final List<HTMLElement> panels = new ArrayList<>();
    private final Roving roving = new Roving(tabs, this::choose);
    private final HTMLElement list = Dom.div("tablist");
    private final HTMLElement element = Dom.div("tabs", list);
    private IntConsumer onSelect = index -> {};
    private int selected;

    /** Tabs without panels; the first one added is in sight. */
    public Tabs(String name) {
        list.setAttribute("role", "tablist");
        list.setAttribute("aria-label", name);
    }

    /** Adds a tab and what it shows. */
    public Tabs add(String label, HTMLElement content) {
        int index = tabs.size();
        HTMLElement tab = Dom.text("button", "", label);
        HTMLElement panel = Dom.div("tabpanel", content);
        tab.setAttribute("type", "button");
        tab.setAttribute("role", "tab");
        tab.setId(Dom.newId("tab"));
        panel.setId(Dom.newId("panel"));
        tab.setAttribute("aria-controls", panel.getId());
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.getId());
        Dom.on(tab, "click", () -> choose(index));
        tabs.add(tab);
        panels.add(panel);
        roving.add(tab, index);
        list.appendChild(tab);
        element.appendChild(panel);
        select(selected);
        return this;
    }

    /** Told which tab a person chose. */
    public Tabs onSelect(IntConsumer listener) {
        onSelect = listener;
        return this;
    }

    public HTMLElement element() {
        return element;
    }

    public int selected() {
        return selected;
    }

    /** Brings a panel into sight. */
    public void select(int index) {
        selected = index;
        for (int i = 0; i < tabs.size(); i++) {
            tabs.get(i).setAttribute("aria-selected", Boolean.toString(i == index));
            panels.get(i).setHidden(i != index);
        }
        roving.setCurrent(index);
    }

    private void choose(int index) {
        if (index != selected) {
            select(index);
            onSelect.accept(index);
        }
    }
}
