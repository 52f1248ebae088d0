package dev.nabla.worker;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.optim.Schedule;
import dev.nabla.program.ElementType;
import dev.nabla.program.Maths;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Penalties;
import dev.nabla.protocol.Setup;
import dev.nabla.train.Settings;
import org.jspecify.annotations.Nullable;

/** What the engine needs, from what the page asks for; refuses in a sentence what cannot be. */
final class Networks {
    /** Rows and columns of a picture. */
    static final int SIDE = 28;

    /** Pixels of a picture. */
    static final int PIXELS = SIDE * SIDE;

    /** Outputs of a network. */
    static final int CLASSES = 10;

    private static final int MAX_BATCH = 60_000;
    private static final float HALF = 0.5f;
    private static final float LN_2 = 0.6931472f;

    /** The initializer that suits the activation. */
    private static final String USUAL = Choice.INITIALIZER.options().get(0);

    private Networks() {}

    /** Hidden dense layers and a dense output layer: with softmax for cross-entropy, else with the sigmoid. */
    static Network of(Setup setup) {
        if (setup.hidden().size() > Setup.MAX_HIDDEN) {
            throw new IllegalArgumentException(
                    "Network: " + setup.hidden().size() + " hidden layers, expected at most " + Setup.MAX_HIDDEN);
        }
        Network.Builder network = Network.builder().input(SIDE, SIDE, 1);
        for (Setup.Hidden hidden : setup.hidden()) {
            if (hidden.units() > Setup.MAX_UNITS) {
                throw new IllegalArgumentException(
                        "Dense: " + hidden.units() + " units, expected at most " + Setup.MAX_UNITS);
            }
            if (!Setup.ACTIVATIONS.contains(hidden.activation())) {
                throw new IllegalArgumentException("Dense: activation \"" + hidden.activation() + "\", expected one of "
                        + String.join(", ", Setup.ACTIVATIONS));
            }
            network.layer(dense(setup, hidden.units(), Activation.of(hidden.activation()), hidden.penalties()));
        }
        Loss loss = Loss.of(setup.choice(Choice.LOSS));
        boolean isCrossEntropy = loss == Loss.CROSS_ENTROPY;
        Activation output = isCrossEntropy ? Activation.SOFTMAX : Activation.SIGMOID;
        network.layer(dense(setup, CLASSES, output, setup.output())).loss(loss);
        if (isCrossEntropy) {
            network.lossDetails(new LossDetails(
                    setup.number(Knob.LABEL_SMOOTHING),
                    LossDetails.USUAL.classWeights(),
                    LossDetails.USUAL.huberDelta()));
        }
        return network.build();
    }

    private static Dense dense(Setup setup, int units, Activation activation, Penalties penalties) {
        String label = setup.choice(Choice.INITIALIZER);
        float scale = setup.number(Knob.SCALE);
        Initializer usual = Initializer.forActivation(activation);
        Initializer first = label.equals(USUAL) ? new Initializer(usual.scheme(), scale) : Initializer.of(label, scale);
        return Dense.of(units, activation)
                .withInitializers(first, Initializer.zeros())
                .withL2(penalties.l2(), penalties.biasL2())
                .withL1(penalties.l1(), penalties.biasL1());
    }

    /** How a run learns. */
    static Settings settings(Setup setup) {
        requireBatchSize(setup.batchSize());
        Limits limits =
                new Limits(setup.number(Knob.CLIP_VALUE), setup.number(Knob.CLIP_NORM), setup.number(Knob.MAX_NORM));
        return new Settings(optimizer(setup), schedule(setup), limits, setup.batchSize(), setup.seed());
    }

    private static Optimizer optimizer(Setup setup) {
        OptimizerKind kind = OptimizerKind.of(setup.choice(Choice.OPTIMIZER));
        float[] values = kind.usualValues();
        for (int i = 0; i < values.length; i++) {
            Knob knob = knob(kind.parameters().get(i).name());
            values[i] = knob == null ? values[i] : setup.number(knob);
        }
        return kind.of(values);
    }

    /** The number of a set-up that an optimizer's parameter is; null if it is none. */
    private static @Nullable Knob knob(String parameter) {
        return switch (parameter) {
            case "learningRate" -> Knob.LEARNING_RATE;
            case "momentum" -> Knob.MOMENTUM;
            case "weightDecay" -> Knob.WEIGHT_DECAY;
            case "fade" -> Knob.FADE;
            case "beta1" -> Knob.BETA1;
            case "beta2" -> Knob.BETA2;
            case "epsilon" -> Knob.EPSILON;
            default -> null;
        };
    }

    /** The rate halves in the steps that the set-up names, or has come to its end behind them. */
    private static Schedule schedule(Setup setup) {
        float steps = setup.number(Knob.SCHEDULE_STEPS);
        String label = setup.choice(Choice.SCHEDULE);
        Schedule schedule = switch (label) {
            case "constant" -> Schedule.CONSTANT;
            case "inverse-time" -> new Schedule.InverseTime(1 / steps);
            case "step" -> new Schedule.Steps((long) steps, setup.number(Knob.SCHEDULE_FACTOR));
            case "exponential" -> new Schedule.Exponential(Maths.exp(-LN_2 / steps));
            case "cosine" -> new Schedule.Cosine((long) steps, 0);
            case "one-cycle" -> new Schedule.OneCycle((long) steps);
            default ->
                throw new IllegalArgumentException(
                        "Schedule: \"" + label + "\", expected one of " + String.join(", ", Choice.SCHEDULE.options()));
        };
        long warmUp = (long) setup.number(Knob.WARM_UP);
        return warmUp == 0 ? schedule : new Schedule.Warmup(warmUp, schedule);
    }

    /** The page's view of settings. */
    static Setup withSettings(Setup setup, Settings settings) {
        OptimizerKind kind = settings.optimizer().kind();
        float[] values = settings.optimizer().values();
        Setup shown = setup.with(Choice.OPTIMIZER, kind.label())
                .with(Knob.CLIP_VALUE, settings.limits().gradientValue())
                .with(Knob.CLIP_NORM, settings.limits().gradientNorm())
                .with(Knob.MAX_NORM, settings.limits().weightNorm())
                .withBatchSize(settings.batchSize())
                .withSeed(settings.seed());
        for (int i = 0; i < values.length; i++) {
            Knob knob = knob(kind.parameters().get(i).name());
            shown = knob == null ? shown : shown.with(knob, values[i]);
        }
        return withSchedule(shown.with(Knob.WARM_UP, 0), settings.schedule());
    }

    private static Setup withSchedule(Setup setup, Schedule schedule) {
        if (schedule instanceof Schedule.Warmup warmUp) {
            return withSchedule(setup, warmUp.then()).with(Knob.WARM_UP, (float) warmUp.steps());
        } else if (schedule instanceof Schedule.InverseTime decay) {
            return withSchedule(setup, "inverse-time", 1 / decay.decay());
        } else if (schedule instanceof Schedule.Steps steps) {
            return withSchedule(setup, "step", (float) steps.every()).with(Knob.SCHEDULE_FACTOR, steps.factor());
        } else if (schedule instanceof Schedule.Exponential power) {
            return withSchedule(setup, "exponential", -LN_2 / Maths.log(power.factor()));
        } else if (schedule instanceof Schedule.Cosine cosine) {
            return withSchedule(setup, "cosine", (float) cosine.steps());
        } else if (schedule instanceof Schedule.OneCycle cycle) {
            return withSchedule(setup, "one-cycle", (float) cycle.steps());
        }
        return setup.with(Choice.SCHEDULE, "constant");
    }

    private static Setup withSchedule(Setup setup, String label, float steps) {
        return setup.with(Choice.SCHEDULE, label).with(Knob.SCHEDULE_STEPS, (float) Math.floor(steps + HALF));
    }

    static void requireBatchSize(int batchSize) {
        if (batchSize < 1 || batchSize > MAX_BATCH) {
            throw new IllegalArgumentException("Training: batch size " + batchSize + ", expected 1 to " + MAX_BATCH);
        }
    }

    /** A program on pictures and labels without updates: it measures, and changes nothing. */
    static Program measuring(Network network, int capacity) {
        ProgramBuilder builder = new ProgramBuilder(capacity);
        network.describe(builder, ElementType.U8, ElementType.I32, false);
        return builder.build();
    }

    /** The shape of a picture. */
    static Shape shape() {
        return Shape.of(SIDE, SIDE, 1);
    }
}
