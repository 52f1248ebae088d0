package dev.nabla.kernel;

import dev.nabla.nn.Activation;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.LossDetails;
import dev.nabla.nn.Network;
import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A run to compare executors on: network, data, first values, and what happens to it, all drawn from a seed. It is the
 * same on the JVM and in the browser: only integers and exact products are computed.
 */
public final class GeneratedRun {
    private static final int MAX_WIDTH = 70;
    private static final int MAX_PARAMETERS = 6000;
    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 37, 61, 64, 67
    };
    private static final int[] CAPACITIES = {3, 5, 8, 16, 16, 33, 64, 256};
    private static final long FLOPS = 1_200_000;
    private static final int MAX_BATCH = 257;

    /** Every so many runs are on images. */
    private static final int IMAGES = 3;

    private final int seed;
    private final Draws draws;
    private final Draws extras;
    private final Limits limits;
    private final int capacity;
    private final Network network;
    private final boolean inputGradient;
    private final Examples examples;
    private final Examples validation;
    private final List<Tensor> initial;
    private final List<Stage> stages = new ArrayList<>();

    /**
     * A part of a run under the same settings.
     *
     * @param batches for each slice the sizes of its batches
     * @param observed whether the last slice keeps every buffer
     * @param resumed whether a new executor goes on with what the one before remembered
     */
    record Stage(Optimizer optimizer, List<int[]> batches, boolean observed, boolean resumed) {}

    /** The run of a seed. */
    public GeneratedRun(int seed) {
        this.seed = seed;
        draws = new Draws(seed);
        extras = new Draws(seed * 31 + 7);
        limits = new Limits(extras.oneIn(4) ? 0x1p-6f : 0, extras.oneIn(4) ? 0x1p-4f : 0, extras.oneIn(4) ? 0.75f : 0);
        capacity = draws.of(CAPACITIES);
        int inputs = width();
        Loss loss = draws.of(Loss.values());
        network = seed % IMAGES == 0 ? images(loss) : network(inputs, loss);
        inputGradient = draws.oneIn(6);
        GeneratedData data = new GeneratedData(draws, network.input().width(), network.outputs(), network.classes());
        boolean labels = loss == Loss.CROSS_ENTROPY || draws.oneIn(3);
        boolean bytes = !draws.oneIn(3);
        examples = data.examples(1 + draws.below(60), bytes, labels);
        validation = data.examples(1 + draws.below(2 * Math.min(capacity, 40)), bytes, labels);
        initial = initialValues();
        addStages();
    }

    private int width() {
        return draws.oneIn(3) ? 1 + draws.below(MAX_WIDTH) : draws.of(WIDTHS);
    }

    private Network network(int inputs, Loss loss) {
        int count = 1 + draws.below(3);
        List<Layer> layers = new ArrayList<>();
        int before = inputs;
        int room = MAX_PARAMETERS;
        for (int i = 0; i < count; i++) {
            int units = Math.max(1, Math.min(width(), room / (before + 1)));
            boolean last = i == count - 1;
            Activation activation = last ? output(loss) : draws.of(Activation.values());
            Dense dense = Dense.of(units, activation);
            if (draws.oneIn(3)) {
                dense = dense.withL2(draws.oneIn(3) ? 0 : 0x1p-9f, draws.oneIn(2) ? 0 : 0x1p-12f);
            }
            if (extras.oneIn(4)) {
                dense = dense.withL1(extras.oneIn(3) ? 0 : 0x1p-9f, extras.oneIn(2) ? 0 : 0x1p-12f);
            }
            layers.add(dense);
            room -= units * (before + 1);
            before = units;
        }
        return new Network(Shape.of(inputs), layers, loss, details(loss, before));
    }

    private Network images(Loss loss) {
        GeneratedImages images = new GeneratedImages(draws);
        List<Layer> layers = new ArrayList<>(images.layers());
        int classes = 1 + draws.below(9);
        layers.add(Dense.of(classes, output(loss)));
        return new Network(images.input(), layers, loss, details(loss, classes));
    }

    /** Whether a batch must fit one chunk. */
    private boolean isNormalized() {
        return network.layers().stream().anyMatch(BatchNorm.class::isInstance);
    }

    private LossDetails details(Loss loss, int classes) {
        boolean soft = loss == Loss.CROSS_ENTROPY && extras.oneIn(2);
        List<Float> weights = new ArrayList<>();
        boolean weighted = soft && extras.oneIn(2);
        for (int k = 0; weighted && k < classes; k++) {
            weights.add(extras.below(9) * 0.25f);
        }
        return new LossDetails(soft && extras.oneIn(2) ? 0.125f : 0, weights, loss == Loss.HUBER ? 0.5f : 1);
    }

    private Activation output(Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY -> Activation.SOFTMAX;
            case BINARY_CROSS_ENTROPY -> draws.oneIn(2) ? Activation.LINEAR : Activation.SIGMOID;
            default -> draws.of(Activation.values());
        };
    }

    /** Multiples of powers of two about as large as the usual ones, in some runs with zeros of both signs. */
    private List<Tensor> initialValues() {
        List<Tensor> tensors = new ArrayList<>();
        boolean awkward = draws.oneIn(4);
        boolean biased = draws.oneIn(2);
        for (Layer.ParameterSpec spec : network.parameterSpecs()) {
            float[] values = new float[spec.shape().width()];
            boolean weight = spec.shape().rank() > 1 || spec.name().endsWith("weight");
            int halvings = 10;
            for (int fan = spec.fanIn(); fan > 1; fan /= 4) {
                halvings++;
            }
            for (int i = 0; i < values.length && (weight || biased); i++) {
                values[i] = awkward && draws.oneIn(4)
                        ? draws.tiny()
                        : (draws.below(2049) - 1024) * GeneratedData.powerOfTwo(-halvings);
            }
            tensors.add(new Tensor(spec.name(), spec.shape(), values));
        }
        return tensors;
    }

    private void addStages() {
        Optimizer optimizer = optimizer(draws.of(OptimizerKind.values()));
        int count = 2 + draws.below(3);
        long room = Math.max(12, FLOPS / compile(optimizer).flops(1));
        boolean wild = draws.oneIn(6);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                optimizer = changed(optimizer);
            }
            if (wild && i == count - 1) {
                optimizer = optimizer.withLearningRate(draws.oneIn(2) ? 1e30f : 1e6f);
            }
            stages.add(stage(optimizer, (int) Math.max(4, room / count)));
        }
    }

    private Stage stage(Optimizer optimizer, int room) {
        List<int[]> batches = new ArrayList<>();
        int most = Math.min(MAX_BATCH, Math.max(1, room / 3));
        int usual = 1 + draws.below(draws.oneIn(2) ? most : Math.min(most, 2 * capacity));
        int slices = 1 + draws.below(3);
        int left = room;
        for (int i = 0; i < slices; i++) {
            int[] sizes = new int[1 + draws.below(Math.max(1, Math.min(9, left / usual / (slices - i))))];
            for (int k = 0; k < sizes.length; k++) {
                int size = draws.oneIn(4) ? 1 + draws.below(usual) : usual;
                sizes[k] = isNormalized() ? Math.max(2, Math.min(size, capacity)) : size;
                left -= sizes[k];
            }
            batches.add(sizes);
        }
        return new Stage(optimizer, batches, draws.oneIn(2), draws.oneIn(3));
    }

    /** Another rate, another momentum, or another optimizer. */
    private Optimizer changed(Optimizer before) {
        return switch (draws.below(4)) {
            case 0 -> before;
            case 1 -> before.withLearningRate(before.learningRate() / 2);
            case 2 -> before.kind().has("momentum") ? before.with("momentum", 0.75f) : optimizer(before.kind());
            default -> optimizer(draws.of(OptimizerKind.values()));
        };
    }

    private Optimizer optimizer(OptimizerKind kind) {
        float[] values = kind.usualValues();
        List<OptimizerKind.Parameter> parameters = kind.parameters();
        for (int i = 0; i < values.length; i++) {
            if (draws.oneIn(2)) {
                continue;
            }
            values[i] = switch (parameters.get(i).name()) {
                case "learningRate" -> values[i] / (1 << draws.below(5));
                case "momentum", "beta1" -> 0.875f;
                case "beta2", "fade" -> 0.9375f;
                case "decay" -> 0.125f;
                case "weightDecay" -> 0.25f;
                case "epsilon" -> 1e-5f;
                default -> values[i];
            };
        }
        return kind.of(values);
    }

    /** The program under an optimizer. */
    Program compile(Optimizer optimizer) {
        return compile(network, limits, optimizer, examplesType(), targetType(), capacity, inputGradient);
    }

    static Program compile(
            Network network,
            Optimizer optimizer,
            ElementType inputs,
            ElementType targets,
            int capacity,
            boolean inputGradient) {
        return compile(network, Limits.NONE, optimizer, inputs, targets, capacity, inputGradient);
    }

    private static Program compile(
            Network network,
            Limits limits,
            Optimizer optimizer,
            ElementType inputs,
            ElementType targets,
            int capacity,
            boolean inputGradient) {
        ProgramBuilder builder = new ProgramBuilder(capacity);
        network.describe(builder, inputs, targets, inputGradient);
        limits.describeGradients(builder);
        optimizer.describe(builder);
        limits.describeWeights(builder);
        Network.describeChecks(builder);
        return builder.build();
    }

    private ElementType examplesType() {
        return examples.inputType();
    }

    private ElementType targetType() {
        return examples.targetType();
    }

    public int seed() {
        return seed;
    }

    /** Draws what happens while it runs; the same sequence for each player. */
    Draws happenings() {
        return new Draws(~seed);
    }

    Network network() {
        return network;
    }

    /** To learn from. */
    Examples examples() {
        return examples;
    }

    /** To measure. */
    Examples validation() {
        return validation;
    }

    /** The first values of the parameters. */
    List<Tensor> initial() {
        return initial;
    }

    List<Stage> stages() {
        return stages;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + network + ", capacity " + capacity + ", " + examples.size() + " examples of "
                + examples.inputType() + " and " + examples.targetType() + ", "
                + stages.get(0).optimizer() + ", " + limits;
    }
}
