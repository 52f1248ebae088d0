package dev.nabla.cli;

import dev.nabla.nn.LossDetails;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags with the numbers in a loss's formula; null where they are not given. */
final class LossOptions {
    @Option(
            names = "--label-smoothing",
            paramLabel = "NUMBER",
            converter = Converters.Fraction.class,
            description = "Of cross-entropy: the share of a target that all classes get (default: 0).")
    private @Nullable Float labelSmoothing;

    @Option(
            names = "--class-weights",
            paramLabel = "LIST",
            split = ",",
            converter = Converters.NotNegative.class,
            description = "Of cross-entropy: factors of the loss, one for each class, such as 1,2.5 (default: 1).")
    private @Nullable List<Float> classWeights;

    @Option(
            names = "--huber-delta",
            paramLabel = "NUMBER",
            converter = Converters.Positive.class,
            description = "Of huber: where the parabola goes over into a line (default: 1).")
    private @Nullable Float huberDelta;

    /** Whether any of the flags is given. */
    boolean given() {
        return labelSmoothing != null || classWeights != null || huberDelta != null;
    }

    /** The numbers that the flags describe. */
    LossDetails details() {
        return new LossDetails(
                labelSmoothing == null ? LossDetails.USUAL.labelSmoothing() : labelSmoothing,
                classWeights == null ? new ArrayList<>() : classWeights,
                huberDelta == null ? LossDetails.USUAL.huberDelta() : huberDelta);
    }

    /** Checks that the flags given say the same as the loss of a file. */
    void requireSame(LossDetails saved, Agreement agreement) {
        agreement.require("--label-smoothing", labelSmoothing, saved.labelSmoothing());
        agreement.require("--class-weights", classWeights, saved.classWeights());
        agreement.require("--huber-delta", huberDelta, saved.huberDelta());
    }
}
