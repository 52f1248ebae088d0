package dev.nabla.analysis;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.train.ObservedStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one dense or convolutional layer did in a step. Norms are √Σx².
 *
 * @param layer counted from 1
 * @param activation f
 * @param hidden whether another layer follows
 * @param gradientNorm ‖∂L/∂W‖
 * @param deltaNorm of δ = ∂L/∂z over the whole batch: what backpropagation brought to this layer
 * @param weightNorm ‖W‖ before the step
 * @param updateRatio ‖ΔW‖ / ‖W‖; around 10⁻³ is usual (A. Karpathy, CS231n, 2015); 0 where W is 0
 * @param deadShare the share of units (or filters) whose ReLU gave 0 for every example (and place) of the batch; 0 for other activations
 * @param saturatedShare the share of outputs of a sigmoid or tanh where its slope is below a twentieth of its steepest; 0 for
 *     other activations
 */
public record LayerVitals(
        int layer,
        Activation activation,
        boolean hidden,
        double gradientNorm,
        double deltaNorm,
        double weightNorm,
        double updateRatio,
        double deadShare,
        double saturatedShare) {
    /** Of the steepest slope, ¼ for the sigmoid and 1 for tanh. */
    private static final double FLAT = 0.05;

    private static final double STEEPEST_SIGMOID = 0.25;

    /**
     * Of every dense or convolutional layer, in order. Where the activation is a layer of its own, behind batch normalization
     * or not, it counts as that of the layer before.
     */
    public static List<LayerVitals> of(Network network, ObservedStep step) {
        List<LayerVitals> vitals = new ArrayList<>();
        List<Layer> layers = network.layers();
        int last = layers.size() - 1;
        while (last > 0 && !learns(layers.get(last))) {
            last--;
        }
        for (int i = 0; i < layers.size(); i++) {
            Parameter weight = find(step.program(), "layer" + (i + 1) + ".weight");
            if (learns(layers.get(i)) && weight != null) {
                int activated = activated(layers, i);
                Activation activation = layers.get(activated).activation();
                Buffer a = buffer(step.program(), "layer" + (activated + 1) + ".a");
                vitals.add(of(
                        i + 1,
                        activation == null ? Activation.LINEAR : activation,
                        i < last,
                        weight,
                        a == null ? new float[0] : step.values(a),
                        step));
            }
        }
        return vitals;
    }

    private static boolean learns(Layer layer) {
        return layer instanceof Dense || layer instanceof Conv2d;
    }

    /** The layer whose activation follows the weighted sums of layer {@code i}. */
    private static int activated(List<Layer> layers, int i) {
        int next = i + 1;
        while (next < layers.size() && layers.get(next) instanceof BatchNorm) {
            next++;
        }
        return next < layers.size() && layers.get(next) instanceof ActivationLayer ? next : i;
    }

    private static LayerVitals of(
            int layer, Activation activation, boolean hidden, Parameter weight, float[] outputs, ObservedStep step) {
        float[] before = step.before(weight.value());
        float[] after = step.values(weight.value());
        float[] change = new float[before.length];
        for (int i = 0; i < before.length; i++) {
            change[i] = after[i] - before[i];
        }
        double size = norm(before);
        Buffer dZ = buffer(step.program(), "d:layer" + layer + ".z");
        int units = weight.value().shape().dimension(0);
        return new LayerVitals(
                layer,
                activation,
                hidden,
                norm(step.values(weight.gradient())),
                dZ == null ? 0 : norm(step.values(dZ)),
                size,
                size > 0 ? norm(change) / size : 0,
                activation == Activation.RELU ? dead(outputs, units) : 0,
                saturated(activation, outputs));
    }

    private static double dead(float[] outputs, int units) {
        int dead = 0;
        for (int j = 0; j < units; j++) {
            boolean alive = outputs.length == 0;
            for (int i = j; i < outputs.length; i += units) {
                alive |= outputs[i] != 0;
            }
            dead += alive ? 0 : 1;
        }
        return (double) dead / units;
    }

    private static double saturated(Activation activation, float[] outputs) {
        if ((activation != Activation.SIGMOID && activation != Activation.TANH) || outputs.length == 0) {
            return 0;
        }
        int flat = 0;
        for (float a : outputs) {
            double slope = activation == Activation.TANH ? 1 - (double) a * a : (a - (double) a * a) / STEEPEST_SIGMOID;
            flat += slope < FLAT ? 1 : 0;
        }
        return (double) flat / outputs.length;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static @Nullable Parameter find(Program program, String name) {
        for (Parameter parameter : program.parameters()) {
            if (parameter.value().name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private static @Nullable Buffer buffer(Program program, String name) {
        for (Buffer buffer : program.buffers()) {
            if (buffer.name().equals(name)) {
                return buffer;
            }
        }
        return null;
    }
}
