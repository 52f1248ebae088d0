package dev.nabla.cli;

import dev.nabla.optim.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that limit gradients and weights; null where they are not given. */
final class LimitOptions {
    @Option(
            names = "--clip-value",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Largest magnitude of a gradient's element (default: 0, no limit).")
    private @Nullable Float clipValue;

    @Option(
            names = "--clip-norm",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Largest length of the gradient of all parameters together (default: 0, no limit).")
    private @Nullable Float clipNorm;

    @Option(
            names = "--max-norm",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Largest length of the weights of a unit (default: 0, no limit).")
    private @Nullable Float maxNorm;

    /** The limits that the flags describe. */
    Limits limits() {
        return new Limits(
                clipValue == null ? 0 : clipValue, clipNorm == null ? 0 : clipNorm, maxNorm == null ? 0 : maxNorm);
    }

    /** Checks that the flags given say the same as the limits of a file. */
    void requireSame(Limits saved, Agreement agreement) {
        agreement.require("--clip-value", clipValue, saved.gradientValue());
        agreement.require("--clip-norm", clipNorm, saved.gradientNorm());
        agreement.require("--max-norm", maxNorm, saved.weightNorm());
    }
}
