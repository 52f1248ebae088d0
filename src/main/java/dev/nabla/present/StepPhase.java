package dev.nabla.present;

import dev.nabla.protocol.Event;
import java.util.List;

/** The parts of one slow step of learning, in their order. */
public enum StepPhase {
    FORWARD(0.36),
    LOSS(0.16),
    BACKWARD(0.34),
    UPDATE(0.14);

    private final double share;

    StepPhase(double share) {
        this.share = share;
    }

    /** A moment of a step: the phase, and how far it is, from 0 to 1. */
    public record Moment(StepPhase phase, double progress) {}

    /** The moment at a share of the step, from 0 to 1. */
    public static Moment at(double time) {
        double rest = Math.max(0, Math.min(1, time));
        for (StepPhase phase : values()) {
            if (rest < phase.share || phase == UPDATE) {
                return new Moment(phase, Math.min(1, rest / phase.share));
            }
            rest -= phase.share;
        }
        throw new IllegalStateException();
    }

    /** The share of the step at which this phase is over. */
    public double end() {
        double end = 0;
        for (StepPhase phase : values()) {
            end += phase.share;
            if (phase == this) {
                return end;
            }
        }
        return end;
    }

    /** What happens, with its formula: {@code Loss: −log p₇ = 2.31}. */
    public String caption(Event.Snapshot snapshot, List<String> names) {
        return switch (this) {
            case FORWARD -> "Forward: z = W·x + b";
            case LOSS -> {
                float[] p = snapshot.activations().get(snapshot.activations().size() - 1);
                int label = snapshot.label();
                MathText text = new MathText().add("Loss: \u2212log p").low(label < 0 ? "y" : names.get(label));
                yield label < 0 ? text.plain() : text.plain() + " = " + NumberText.fixed(Formulas.cost(p[label]), 2);
            }
            case BACKWARD -> "Backward: δ = p \u2212 y";
            case UPDATE -> "Update: w ← w \u2212 η·∂L/∂w";
        };
    }
}
