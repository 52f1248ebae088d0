package dev.nabla;

import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Optimizer;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Parameter;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;
import java.util.Random;
import java.util.stream.IntStream;

/** What tests of the engine share: programs of networks, random data, slices with explicit batches. */
public final class EngineFixture {
    private EngineFixture() {}

    /** A program that learns, with the gradient by its inputs. */
    public static Program compile(
            Network network, ElementType input, ElementType target, Optimizer optimizer, int capacity) {
        ProgramBuilder builder = new ProgramBuilder(capacity);
        network.describe(builder, input, target, true);
        optimizer.describe(builder);
        Network.describeChecks(builder);
        return builder.build();
    }

    /** A program that learns from those examples, with the gradient by its inputs. */
    public static Program compile(Network network, Examples examples, Optimizer optimizer, int capacity) {
        return compile(network, examples.inputType(), examples.targetType(), optimizer, capacity);
    }

    /** One step for each batch, with the optimizer's scalars of steps 0, 1, …. */
    public static Slice slice(Program program, Optimizer optimizer, int[]... batches) {
        Slice slice = new Slice(program, batches.length);
        for (int[] batch : batches) {
            int index = slice.add(batch, 0, batch.length);
            optimizer.fill(program, slice, index, index);
        }
        return slice;
    }

    /** The buffer of that name. */
    public static Buffer buffer(Program program, String name) {
        return program.buffers().stream()
                .filter(buffer -> buffer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No buffer " + name + " in " + program.buffers()));
    }

    /** The first values of a buffer. */
    public static float[] read(Executor executor, Buffer buffer, int count) {
        float[] values = new float[count];
        executor.read(buffer, values);
        return values;
    }

    /** All values of a buffer of a fixed shape. */
    public static float[] read(Executor executor, Buffer buffer) {
        return read(executor, buffer, buffer.shape().width());
    }

    /** Writes weights drawn at random, of a size that keeps activations moderate, to every parameter. */
    public static void writeRandomParameters(Executor executor, Random random) {
        for (Parameter parameter : executor.program().parameters()) {
            Buffer value = parameter.value();
            int inputs = value.shape().rank() > 1 ? value.shape().dimension(1) : 4;
            executor.write(value, normals(random, value.shape().width(), 1.2 / Math.sqrt(inputs)));
        }
    }

    /** Copies every parameter and state from one executor to another. */
    public static void copyPersistent(Executor from, Executor to) {
        for (Buffer buffer : from.program().persistent()) {
            to.write(buffer, read(from, buffer));
        }
    }

    /** Normal numbers with mean 0. */
    public static float[] normals(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Labels below {@code classes}. */
    public static int[] labels(Random random, int count, int classes) {
        return random.ints(count, 0, classes).toArray();
    }

    /** Numbers with labels. */
    public static Examples labelled(Random random, int size, int width, int classes) {
        return Examples.of(size, normals(random, size * width, 1), labels(random, size, classes));
    }

    /** Numbers with numbers to predict. */
    public static Examples targeted(Random random, int size, int width, int outputs) {
        return Examples.of(size, normals(random, size * width, 1), normals(random, size * outputs, 0.7));
    }

    /** 0, 1, … count − 1. */
    public static int[] range(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** A network of dense layers. */
    public static Network network(int inputs, Loss loss, Dense... layers) {
        Network.Builder builder = Network.builder().input(inputs).loss(loss);
        for (Dense layer : layers) {
            builder.layer(layer);
        }
        return builder.build();
    }
}
