package dev.nabla.cli;

import dev.nabla.nn.Network;
import dev.nabla.train.EarlyStopping;
import dev.nabla.train.EarlyStopping.Criterion;
import dev.nabla.train.Metrics;
import dev.nabla.train.RegressionMetrics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags that keep a run's best weights; null where they are not given. */
final class EarlyStoppingOptions {
    private static final String FLAG = "--early-stopping";
    private static final String BEST_FLAG = "--best";

    @Option(
            names = FLAG,
            paramLabel = "PATIENCE[:METRIC[:NUMBER]]",
            converter = Converter.class,
            description = {
                "End when the METRIC of the validation set, loss or accuracy (default: loss), has not become better",
                "by more than NUMBER (default: 0) in PATIENCE epochs, and keep the weights of the best epoch."
            })
    private @Nullable EarlyStopping earlyStopping;

    @Option(
            names = BEST_FLAG,
            paramLabel = "METRIC",
            converter = BestConverter.class,
            description = {
                "Keep the weights of the epoch with the best loss or accuracy of the validation set, to the end.",
                "Kept weights are what --save writes as the model; --resume goes on from the last ones all the same."
            })
    private @Nullable EarlyStopping best;

    /** Reads {@code 5:accuracy:0.001}. */
    static final class Converter implements ITypeConverter<EarlyStopping> {
        private static final String EXPECTED = "PATIENCE[:METRIC[:NUMBER]] such as 5:loss, PATIENCE from 1 to "
                + Integer.MAX_VALUE + ", NUMBER finite and not negative";

        @Override
        public EarlyStopping convert(String value) {
            String[] parts = value.split(":", -1);
            try {
                int patience = Integer.parseInt(parts[0]);
                if (patience >= 1 && parts.length <= 3) {
                    return new EarlyStopping(
                            parts.length > 1 ? metric(value, parts[1]) : Criterion.LOSS,
                            patience,
                            parts.length > 2 ? Float.parseFloat(parts[2]) : 0);
                }
            } catch (IllegalArgumentException e) {
                throw refusal(value);
            }
            throw refusal(value);
        }

        private static TypeConversionException refusal(String value) {
            return new TypeConversionException("\"" + value + "\", expected " + EXPECTED);
        }
    }

    /** Reads {@code accuracy}. */
    static final class BestConverter implements ITypeConverter<EarlyStopping> {
        @Override
        public EarlyStopping convert(String value) {
            return new EarlyStopping(metric(value, value), EarlyStopping.NEVER, 0);
        }
    }

    private static Criterion metric(String value, String label) {
        try {
            return Criterion.of(label);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + value + "\": " + e.getMessage());
        }
    }

    /**
     * The rule that the flags give, if any.
     *
     * @throws CommandException if they contradict each other, or there is nothing to measure
     */
    @Nullable
    EarlyStopping rule(Network network, TrainingSet set) {
        if (earlyStopping != null && best != null) {
            throw CommandException.usage(
                    FLAG + " with " + BEST_FLAG + ": expected one of them, the former keeps the best weights as well");
        }
        EarlyStopping rule = earlyStopping != null ? earlyStopping : best;
        if (rule == null) {
            return null;
        }
        String flag = flag(rule);
        if (set.validation().length == 0) {
            throw CommandException.usage(flag + ": no examples to validate on, expected at least 1; see --validation");
        }
        if (rule.criterion() == Criterion.ACCURACY
                && Metrics.of(network, set.validationExamples()) instanceof RegressionMetrics) {
            throw CommandException.usage(
                    flag + " by accuracy: " + set.source() + " has numbers to predict, expected loss");
        }
        return rule;
    }

    /** Checks that the flags given say the same as the rule of a file. */
    void requireSame(@Nullable EarlyStopping saved, String file) {
        Agreement agreement = new Agreement(file);
        String none = "neither " + FLAG + " nor " + BEST_FLAG;
        String text = saved == null ? none : flag(saved) + " " + text(saved);
        if (earlyStopping != null && !earlyStopping.equals(saved)) {
            agreement.require(FLAG, text(earlyStopping), text);
        }
        if (best != null && !best.equals(saved)) {
            agreement.require(BEST_FLAG, text(best), text);
        }
    }

    private static String flag(EarlyStopping rule) {
        return rule.patience() == EarlyStopping.NEVER ? BEST_FLAG : FLAG;
    }

    private static String text(EarlyStopping rule) {
        String metric = rule.criterion().label();
        return rule.patience() == EarlyStopping.NEVER
                ? metric
                : rule.patience() + ":" + metric + ":" + rule.minImprovement();
    }
}
