package dev.nabla.view;

import dev.nabla.present.Formulas;
import dev.nabla.present.LossText;
import dev.nabla.present.MathText;
import dev.nabla.present.NetworkShape;
import dev.nabla.present.StageText;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** One line of mathematics under the stage: the network, its numbers, or the unit in focus. */
public final class MathsLine {

    private final HTMLElement shown = Dom.div("formula");
    private final HTMLElement spoken = Dom.element("span", "unseen");
    private final Button toggle = new Button("Numbers", this::toggle).quiet();
    private final HTMLElement element = Dom.div("maths-line", shown, spoken, toggle.element());
    private NetworkShape shape;
    private LossText loss;
    private List<String> names;
    private Event.@Nullable Snapshot snapshot;
    private boolean numbers;
    private int layer = -1;
    private int unit = -1;
    private String text = "";

    /** A line for the network of a run. */
    public MathsLine(Setup setup, List<String> classNames) {
        shape = NetworkShape.of(setup, classNames.size());
        loss = LossText.of(setup);
        names = List.copyOf(classNames);
        shown.setAttribute("aria-hidden", "true");
        toggle.setPressed(false);
        update();
    }

    public HTMLElement element() {
        return element;
    }

    /** Writes another network. */
    public void setNetwork(Setup setup, List<String> classNames) {
        shape = NetworkShape.of(setup, classNames.size());
        loss = LossText.of(setup);
        names = List.copyOf(classNames);
        snapshot = null;
        update();
    }

    /** Writes the numbers of a moment. */
    public void show(Event.Snapshot next) {
        if (next.activations().size() == shape.layers()
                && next.activations().get(shape.last()).length == names.size()) {
            snapshot = next;
            update();
        }
    }

    /** Writes the sum of one unit; −1 for the network. */
    public void setUnit(int newLayer, int newUnit) {
        layer = newLayer;
        unit = newUnit;
        update();
    }

    private void toggle() {
        numbers = !numbers;
        toggle.setPressed(numbers);
        update();
    }

    private void update() {
        List<MathText> parts = new ArrayList<>();
        Event.Snapshot now = snapshot;
        if (now != null && unit >= 0 && layer >= 0 && layer < shape.layers() && unit < shape.width(layer)) {
            unit(now, parts);
        } else if (now != null && numbers) {
            float[] p = now.activations().get(shape.last());
            parts.add(Formulas.probabilities(names, p, topTwo(p)));
            addLoss(now, parts);
        } else {
            parts.add(Formulas.network(shape));
            if (now != null) {
                addLoss(now, parts);
            }
        }
        write(parts);
    }

    private void unit(Event.Snapshot now, List<MathText> parts) {
        String name = new StageText(shape, names).index(layer, unit);
        float bias = now.biases().get(layer)[unit];
        float sum = now.sums().get(layer)[unit];
        float a = now.activations().get(layer)[unit];
        parts.add(Formulas.unit(name, bias, sum, a, layer == shape.last()));
        parts.add(Formulas.unitSymbols(name, layer, shape));
    }

    private void addLoss(Event.Snapshot now, List<MathText> parts) {
        if (now.label() >= 0 && now.label() < names.size()) {
            parts.add(loss.of(
                    names.get(now.label()), now.label(), now.activations().get(shape.last())));
        }
    }

    private static List<Integer> topTwo(float[] p) {
        int first = 0;
        int second = -1;
        for (int i = 1; i < p.length; i++) {
            if (p[i] > p[first]) {
                second = first;
                first = i;
            } else if (second < 0 || p[i] > p[second]) {
                second = i;
            }
        }
        return second < 0 ? List.of(first) : List.of(first, second);
    }

    private void write(List<MathText> parts) {
        StringBuilder plain = new StringBuilder();
        for (MathText part : parts) {
            plain.append(part.plain()).append('\n');
        }
        if (plain.toString().equals(text)) {
            return;
        }
        text = plain.toString();
        shown.setTextContent("");
        StringBuilder words = new StringBuilder();
        for (MathText part : parts) {
            HTMLElement line = Dom.element("span", "");
            for (MathText.Run run : part.runs()) {
                line.appendChild(Dom.text(run.low() ? "sub" : "span", "", run.text()));
            }
            shown.appendChild(line);
            words.append(part.spoken()).append(". ");
        }
        Dom.setText(spoken, words.toString());
    }
}
