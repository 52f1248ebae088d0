package dev.nabla.model;

import dev.nabla.nn.Layer;
import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.BestWeights;
import dev.nabla.train.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A saved model: a network, its weights, what its data are and, if it may be trained further, the state of its run.
 *
 * <p>The file is of the {@link Safetensors} format, so that others can read the weights: tensors named as in programs
 * ({@code layer1.weight} [units, inputs], {@code layer1.bias} …), behind them what was measured while training ({@code
 * layer2.runningMean}, {@code layer2.runningVariance} …), then the optimizer's state; where a run keeps its best weights,
 * these have the names, and the ones to go on from begin with {@code last.}. The metadata hold
 * {@code nabla.version} (1), {@code nabla.network} (see {@link NetworkJson}), {@code nabla.data}, for tables {@code
 * nabla.table} (see {@link TableJson}) and, with a run, {@code nabla.run} (see {@link RunJson}); names that do not begin with {@code nabla.} are left to others.
 */
public final class Checkpoint {
    private static final long VERSION = 1;
    private static final String PREFIX = "nabla.";
    private static final String VERSION_KEY = PREFIX + "version";
    private static final String NETWORK_KEY = PREFIX + "network";
    private static final String DATA_KEY = PREFIX + "data";
    private static final String TABLE_KEY = PREFIX + "table";
    /** Before the names of a run's own weights where the file's are the best ones. */
    private static final String LAST = "last.";

    private static final String RUN_KEY = PREFIX + "run";
    private static final List<String> KEYS = List.of(VERSION_KEY, NETWORK_KEY, DATA_KEY, TABLE_KEY, RUN_KEY);

    private final Network network;
    private final DataDescription data;
    private final List<Tensor> weights;
    private final @Nullable RunState run;

    private Checkpoint(Network network, DataDescription data, List<Tensor> weights, @Nullable RunState run) {
        this.network = network;
        this.data = data;
        this.weights = List.copyOf(weights);
        this.run = run;
    }

    /**
     * A model that only computes.
     *
     * @param weights as {@code network.initialize} gives them, in any order
     * @throws ModelException if weights or class names do not fit the network
     */
    public static Checkpoint ofModel(Network network, DataDescription data, List<Tensor> weights) {
        return assemble("Checkpoint", network, data, weights, null);
    }

    /**
     * A run that can be resumed.
     *
     * @throws ModelException if tensors or class names do not fit network and optimizer
     */
    public static Checkpoint ofRun(Network network, DataDescription data, RunState run) {
        return assemble("Checkpoint", network, data, stored(run), RunJson.write(run));
    }

    /** What computes. */
    public Network network() {
        return network;
    }

    /** What its data are. */
    public DataDescription data() {
        return data;
    }

    /** The learned tensors, layer by layer, weights before biases; behind them what was measured while training. */
    public List<Tensor> weights() {
        return weights;
    }

    /** The state of its run, the weights included; null for a model that only computes. */
    public @Nullable RunState run() {
        return run;
    }

    /** The file; the same bytes on every platform. */
    public byte[] toBytes() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(VERSION_KEY, Long.toString(VERSION));
        metadata.put(NETWORK_KEY, NetworkJson.write(network));
        metadata.put(DATA_KEY, data.toJson());
        if (data.table() != null) {
            metadata.put(TABLE_KEY, data.table());
        }
        if (run == null) {
            return new Safetensors(metadata, weights).write();
        }
        metadata.put(RUN_KEY, RunJson.write(run));
        return new Safetensors(metadata, stored(run)).write();
    }

    /** The tensors of a file: where a run keeps its best weights, these are the model's, and its own stand behind them. */
    private static List<Tensor> stored(RunState run) {
        BestWeights best = run.best();
        if (best == null || !best.isThere()) {
            return run.tensors();
        }
        Map<String, Tensor> byName = new LinkedHashMap<>();
        best.weights().forEach(tensor -> byName.put(tensor.name(), tensor));
        List<Tensor> models = new ArrayList<>();
        List<Tensor> own = new ArrayList<>();
        for (Tensor tensor : run.tensors()) {
            models.add(byName.getOrDefault(tensor.name(), tensor));
            if (byName.containsKey(tensor.name())) {
                own.add(new Tensor(LAST + tensor.name(), tensor.shape(), tensor.values()));
            }
        }
        models.addAll(own);
        return models;
    }

    /**
     * Reads a file of any version so far.
     *
     * @param name of the file, for messages
     * @throws ModelException if it is damaged, was not saved by Nabla, or its parts do not fit each other
     */
    public static Checkpoint read(String name, byte[] bytes) {
        Safetensors file = Safetensors.read(name, bytes);
        Map<String, String> metadata = file.metadata();
        String version = metadata.get(VERSION_KEY);
        if (version == null) {
            throw new ModelException(name + ": a safetensors file without " + VERSION_KEY
                    + " in its metadata, expected a model saved by Nabla");
        }
        if (!version.equals(Long.toString(VERSION))) {
            throw new ModelException(name + ": " + VERSION_KEY + " " + Json.quote(version) + ", expected \"" + VERSION
                    + "\"; a newer Nabla may have written it");
        }
        for (String key : metadata.keySet()) {
            if (key.startsWith(PREFIX) && !KEYS.contains(key)) {
                throw new ModelException(
                        name + ": unknown metadata " + Json.quote(key) + ", expected only " + String.join(", ", KEYS));
            }
        }
        Network network = NetworkJson.read(name + ": " + NETWORK_KEY, require(name, metadata, NETWORK_KEY));
        DataDescription data = DataDescription.fromJson(
                name + ": " + DATA_KEY, require(name, metadata, DATA_KEY), metadata.get(TABLE_KEY));
        return assemble(name, network, data, file.tensors(), metadata.get(RUN_KEY));
    }

    private static String require(String name, Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw new ModelException(name + ": no " + key + " in the metadata, expected that of a model");
        }
        return text;
    }

    /** Puts the parts together and sees that they fit; the tensors may come in any order. */
    private static Checkpoint assemble(
            String name, Network network, DataDescription data, List<Tensor> tensors, @Nullable String runText) {
        int classes = data.classNames().size();
        if (classes != 0 && classes != network.classes()) {
            throw new ModelException(name + ": " + classes + " class names, expected " + network.classes()
                    + ", one for each class that the network tells apart");
        }
        Map<String, Tensor> left = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            left.put(tensor.name(), tensor);
        }
        List<Tensor> ordered = new ArrayList<>();
        for (Layer.ParameterSpec spec : network.parameterSpecs()) {
            ordered.add(take(name, left, spec.name(), spec.shape(), "network"));
        }
        for (Layer.StatisticSpec spec : network.statisticSpecs()) {
            ordered.add(take(name, left, spec.name(), spec.shape(), "network"));
        }
        List<Tensor> weights = List.copyOf(ordered);
        RunState run = null;
        if (runText != null) {
            RunState bare = RunJson.read(name + ": " + RUN_KEY, runText, List.of());
            BestWeights best = bare.best();
            if (best != null && best.isThere()) {
                best = best.withWeights(weights);
                ordered.replaceAll(tensor -> {
                    Tensor last = take(name, left, LAST + tensor.name(), tensor.shape(), "run");
                    return new Tensor(tensor.name(), tensor.shape(), last.values());
                });
            }
            for (Buffer state : optimizerState(network, bare)) {
                ordered.add(take(name, left, state.name(), state.shape(), "optimizer"));
            }
            run = new RunState(bare.settings(), bare.events(), bare.step(), bare.position(), ordered, best);
        }
        for (Tensor tensor : left.values()) {
            throw new ModelException(name + ": tensor " + tensor + ", expected none of that name");
        }
        return new Checkpoint(network, data, weights, run);
    }

    private static Tensor take(String name, Map<String, Tensor> left, String tensorName, Shape shape, String owner) {
        Tensor tensor = left.remove(tensorName);
        if (tensor == null) {
            throw new ModelException(
                    name + ": tensor " + tensorName + " is missing, the " + owner + " expects " + shape);
        }
        if (!tensor.shape().equals(shape)) {
            throw new ModelException(name + ": tensor " + tensor + ", the " + owner + " expects " + shape);
        }
        return tensor;
    }

    /** The buffers in which the optimizer of a run remembers, as the run's program declares them. */
    private static List<Buffer> optimizerState(Network network, RunState run) {
        ProgramBuilder program = new ProgramBuilder(1);
        // Which types the data have makes no difference to what is remembered; every loss takes these.
        network.describe(program, ElementType.F32, ElementType.I32, false);
        RunJson.current(run).optimizer().describe(program);
        List<Buffer> states = new ArrayList<>();
        for (Buffer buffer : program.build().persistent()) {
            if (buffer.role() == Buffer.Role.STATE) {
                states.add(buffer);
            }
        }
        return states;
    }
}
