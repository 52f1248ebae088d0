package dev.nabla.present;

import dev.nabla.protocol.Event;
import java.util.ArrayList;
import java.util.List;

/** The stage in words: what it shows now, a unit, and all its numbers as a table. */
public final class StageText {

    private final NetworkShape shape;
    private final List<String> names;

    /** Texts for a network with these names of classes. */
    public StageText(NetworkShape shape, List<String> names) {
        this.shape = shape;
        this.names = List.copyOf(names);
    }

    /** "validation example: 7 ✓", "training example: 7", "your drawing"; where classes have names, "your picture". */
    public String caption(Event.Snapshot snapshot) {
        String label = snapshot.label() < 0 ? "" : ": " + names.get(snapshot.label());
        return switch (snapshot.origin()) {
            case VALIDATION -> "validation example" + label + (label.isEmpty() ? "" : mark(snapshot));
            case TRAINING -> "training example" + label;
            case DRAWING -> names.get(0).length() > 1 ? "your picture" : "your drawing";
        };
    }

    private String mark(Event.Snapshot snapshot) {
        return snapshot.label() == winner(snapshot) ? " ✓" : " ✗";
    }

    private int winner(Event.Snapshot snapshot) {
        float[] p = snapshot.activations().get(shape.last());
        int best = 0;
        for (int i = 1; i < p.length; i++) {
            best = p[i] > p[best] ? i : best;
        }
        return best;
    }

    /** One sentence: "Step 2 040, validation example 7: answer 7, 96.2 %, 14 of 32 units of layer 1 active." */
    public String summary(Event.Snapshot snapshot) {
        int winner = winner(snapshot);
        StringBuilder text = new StringBuilder("Step " + NumberText.count(snapshot.step()) + ", ");
        text.append(caption(snapshot).replace(" ✓", "").replace(" ✗", ""));
        float share = snapshot.activations().get(shape.last())[winner];
        if (Float.isNaN(share)) {
            return text.append(". There is no answer: its numbers are not finite.")
                    .toString();
        }
        text.append(". The answer is ").append(names.get(winner)).append(" with ");
        text.append(NumberText.percent(share, 1));
        if (shape.last() > 0) {
            float[] first = snapshot.activations().get(0);
            int active = 0;
            for (float value : first) {
                active += value > 0 ? 1 : 0;
            }
            text.append("; ").append(active).append(" of ").append(first.length).append(" units of layer 1 are active");
        }
        return text.append('.').toString();
    }

    /** The index of a unit in formulas: the name of its class, or its number from 1. */
    public String index(int layer, int unit) {
        return layer == shape.last() ? names.get(unit) : Integer.toString(unit + 1);
    }

    /** "Unit 5 of layer 1, activation 1.72" or "Output 7, 96.2 %". */
    public String unit(Event.Snapshot snapshot, int layer, int unit) {
        float value = snapshot.activations().get(layer)[unit];
        return layer == shape.last()
                ? "Output " + names.get(unit) + ", " + NumberText.percent(value, 1)
                : "Unit " + (unit + 1) + " of layer " + (layer + 1) + ", activation " + NumberText.fixed(value, 2);
    }

    /** All units with z and a, outputs with p. */
    public List<List<String>> table(Event.Snapshot snapshot) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Unit", "Bias b", "Sum z", "Activation a, probability p"));
        for (int layer = shape.last(); layer >= 0; layer--) {
            for (int unit = 0; unit < shape.width(layer); unit++) {
                float a = snapshot.activations().get(layer)[unit];
                rows.add(List.of(
                        layer == shape.last()
                                ? "Output " + names.get(unit)
                                : "Layer " + (layer + 1) + ", unit " + (unit + 1),
                        NumberText.fixed(snapshot.biases().get(layer)[unit], 2),
                        NumberText.fixed(snapshot.sums().get(layer)[unit], 2),
                        layer == shape.last() ? NumberText.percent(a, 1) : NumberText.fixed(a, 2)));
            }
        }
        return rows;
    }
}
