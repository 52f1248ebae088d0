package dev.nabla.view;

import dev.nabla.present.NumberText;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** Shares of one whole, such as output probabilities: a bar and a number for each name, the largest one in ink. */
public final class Bars {

    private final List<HTMLElement> rows = new ArrayList<>();
    private final List<HTMLElement> bars = new ArrayList<>();
    private final List<HTMLElement> values = new ArrayList<>();
    private final HTMLElement element = Dom.element("ol", "bars");

    /** Bars without values yet. */
    public Bars(String name, List<String> labels) {
        element.setAttribute("aria-label", name);
        int longest = 0;
        for (String label : labels) {
            longest = Math.max(longest, label.length());
        }
        Dom.mark(element, "long", longest > 2);
        for (String label : labels) {
            HTMLElement bar = Dom.element("i", "");
            HTMLElement value = Dom.element("span", "value");
            HTMLElement row =
                    Dom.element("li", "", Dom.text("span", "", label), Dom.element("span", "track", bar), value);
            rows.add(row);
            bars.add(bar);
            values.add(value);
            element.appendChild(row);
        }
        clear();
    }

    public HTMLElement element() {
        return element;
    }

    /**
     * Shows shares from 0 to 1; what is beyond the names is left out.
     *
     * @param shares [names]
     */
    public void set(float[] shares) {
        int top = 0;
        for (int i = 1; i < shares.length; i++) {
            top = shares[i] > shares[top] ? i : top;
        }
        for (int i = 0; i < rows.size() && i < shares.length; i++) {
            boolean number = !Float.isNaN(shares[i]);
            Dom.style(bars.get(i), "width", number ? shares[i] * 100 + "%" : "0");
            Dom.setText(values.get(i), number ? NumberText.percent(shares[i], 1) : "NaN");
            Dom.mark(rows.get(i), "top", number && i == top);
        }
    }

    /** Shows that there is nothing to answer. */
    public void clear() {
        for (int i = 0; i < rows.size(); i++) {
            Dom.style(bars.get(i), "width", "0");
            Dom.setText(values.get(i), "–");
            Dom.mark(rows.get(i), "top", false);
        }
    }
}
