package dev.nabla.cli;

import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that describe an optimizer; null where they are not given. */
final class OptimizerOptions {
    private static final OptimizerKind USUAL = OptimizerKind.SGD;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            converter = Converters.Optimizers.class,
            description = "sgd, nesterov, adagrad, rmsprop, adam, adamw, nadam (default: sgd).")
    private @Nullable OptimizerKind kind;

    @Option(
            names = "--learning-rate",
            paramLabel = "NUMBER",
            converter = Converters.Positive.class,
            description =
                    "Of step 0 (default: sgd, nesterov 0.1; adagrad, rmsprop 0.01; adam, adamw 0.001; nadam 0.002).")
    private @Nullable Float learningRate;

    @Option(
            names = "--momentum",
            paramLabel = "NUMBER",
            converter = Converters.Fraction.class,
            description = "Of sgd (default: 0) and nesterov (default: 0.9), 0 to below 1.")
    private @Nullable Float momentum;

    @Option(
            names = "--decay",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Of sgd and adam: the rate of step t is the learning rate / (1 + NUMBER·t) (default: 0).")
    private @Nullable Float decay;

    @Option(
            names = "--weight-decay",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description =
                    "Of sgd, nesterov (default: 0) and adamw (default: 0.01): a step takes rate·NUMBER of each weight.")
    private @Nullable Float weightDecay;

    @Option(
            names = "--beta1",
            paramLabel = "NUMBER",
            converter = Converters.Fraction.class,
            description = "Of adam, adamw and nadam: how much of the mean gradient stays (default: 0.9).")
    private @Nullable Float beta1;

    @Option(
            names = "--beta2",
            paramLabel = "NUMBER",
            converter = Converters.Fraction.class,
            description = "Of adam, adamw and nadam: how much of the mean square stays (default: 0.999).")
    private @Nullable Float beta2;

    @Option(
            names = "--fade",
            paramLabel = "NUMBER",
            converter = Converters.Fraction.class,
            description = "Of rmsprop: how much of the mean square stays (default: 0.99).")
    private @Nullable Float fade;

    @Option(
            names = "--epsilon",
            paramLabel = "NUMBER",
            converter = Converters.Positive.class,
            description = "Of adam, adamw, nadam, rmsprop (default: 1e-8) and adagrad (default: 1e-10).")
    private @Nullable Float epsilon;

    /**
     * The optimizer that the flags describe.
     *
     * @throws CommandException if a flag is given that it does not have
     */
    Optimizer optimizer() {
        OptimizerKind chosen = kind == null ? USUAL : kind;
        float[] values = chosen.usualValues();
        given().forEach((name, value) -> {
            if (!chosen.has(name)) {
                throw CommandException.usage(flag(name) + " " + value + ": " + chosen.label() + " has none, only "
                        + chosen.parameters().stream()
                                .map(parameter -> flag(parameter.name()))
                                .collect(Collectors.joining(", ")));
            }
            values[chosen.position(name)] = value;
        });
        try {
            return chosen.of(values);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Checks that the flags given say the same as the optimizer of a file. */
    void requireSame(Optimizer saved, Agreement agreement) {
        agreement.require("--optimizer", kind == null ? null : kind.label(), saved.label());
        given().forEach((name, value) -> agreement.require(
                flag(name),
                value,
                saved.kind().has(name) ? (Object) saved.values()[saved.kind().position(name)] : "none"));
    }

    private Map<String, Float> given() {
        Map<String, Float> given = new LinkedHashMap<>();
        put(given, "learningRate", learningRate);
        put(given, "momentum", momentum);
        put(given, "decay", decay);
        put(given, "weightDecay", weightDecay);
        put(given, "beta1", beta1);
        put(given, "beta2", beta2);
        put(given, "fade", fade);
        put(given, "epsilon", epsilon);
        return given;
    }

    private static void put(Map<String, Float> given, String name, @Nullable Float value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    private static String flag(String name) {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
