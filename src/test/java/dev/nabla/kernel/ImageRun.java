package dev.nabla.kernel;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Key;
import dev.nabla.program.Program;
import dev.nabla.program.Random;
import dev.nabla.program.Slice;
import java.util.function.Function;

/**
 * A run of a convolutional network on images of 12×12: convolutions, batch normalization and dropout, 200 steps of 8 examples
 * in slices of twenty.
 */
public final class ImageRun {
    private static final int SIDE = 12;
    private static final int SIZE = 60;
    private static final int CLASSES = 4;
    private static final int BATCH = 8;
    private static final int STEPS = 20;
    private static final int SLICES = 10;
    private static final int SEED = 11;
    private static final Sgd SGD = Sgd.of(0.0625f).withMomentum(0.875f);

    private final Examples examples;
    private final Executor executor;
    private final Slice slice;
    private final Recorder recorder;
    private final Draws order = new Draws(2);
    private int done;

    /** At the beginning. */
    public ImageRun(Function<Program, Executor> executors, Recorder recorder) {
        this.recorder = recorder;
        examples = images();
        Program program = GeneratedRun.compile(network(), SGD, ElementType.U8, ElementType.I32, BATCH, false);
        executor = executors.apply(program);
        slice = new Slice(program, STEPS);
        Draws draws = new Draws(3);
        for (Buffer buffer : program.persistent()) {
            float[] values = new float[buffer.shape().width()];
            boolean factor =
                    buffer.name().endsWith("Variance") || buffer.shape().rank() == 1;
            for (int i = 0; i < values.length && buffer.role() != Buffer.Role.STATE; i++) {
                values[i] = factor ? 1 : (draws.below(2049) - 1024) * GeneratedData.powerOfTwo(-12);
            }
            executor.write(buffer, values);
        }
    }

    private static Network network() {
        return Network.builder()
                .input(SIDE, SIDE, 1)
                .layer(Conv2d.of(6, 3, Activation.RELU).withPadding(Padding.SAME))
                .layer(MaxPool2d.of(2))
                .layer(Conv2d.of(8, 3, Activation.LINEAR).withPadding(Padding.SAME))
                .layer(BatchNorm.of())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(MaxPool2d.of(2))
                .layer(new Dropout(0.25f))
                .dense(CLASSES, Activation.SOFTMAX)
                .build();
    }

    /** A bright square in the quarter that the label says, and noise. */
    private static Examples images() {
        Draws draws = new Draws(1);
        byte[] pixels = new byte[SIZE * SIDE * SIDE];
        int[] labels = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            labels[i] = draws.below(CLASSES);
            int top = labels[i] / 2 * (SIDE / 2) + draws.below(3);
            int left = labels[i] % 2 * (SIDE / 2) + draws.below(3);
            for (int at = 0; at < SIDE * SIDE; at++) {
                int y = at / SIDE - top;
                int x = at % SIDE - left;
                boolean inside = y >= 0 && y < 4 && x >= 0 && x < 4;
                pixels[i * SIDE * SIDE + at] = (byte) (inside || draws.oneIn(6) ? 64 + draws.below(192) : 0);
            }
        }
        return Examples.of(SIZE, pixels, labels);
    }

    /** Whether so many threads will work on the next slice. */
    public boolean isReady(int threads) {
        return !(executor instanceof KernelExecutor kernel) || kernel.plan().threads(threads) == threads;
    }

    /** Does the next slice; false if that was the last. */
    public boolean advance() {
        slice.clear();
        for (int i = 0; i < STEPS; i++) {
            int[] batch = new int[BATCH];
            for (int r = 0; r < BATCH; r++) {
                batch[r] = order.below(SIZE);
            }
            int index = slice.add(batch, 0, BATCH);
            for (Key key : executor.program().keys()) {
                slice.setKey(index, key, Random.of(SEED, key.stream(), done * STEPS + i));
            }
            SGD.fill(executor.program(), slice, index, done * STEPS + i);
        }
        recorder.ints("steps of slice " + done, new int[] {executor.train(examples, slice)}, 1);
        recorder.floats("metrics of slice " + done, slice.metrics(), slice.metrics().length);
        if (++done < SLICES) {
            return true;
        }
        for (Buffer buffer : executor.program().persistent()) {
            float[] values = new float[buffer.shape().width()];
            executor.read(buffer, values);
            recorder.floats(buffer.toString(), values, values.length);
        }
        int[] all = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            all[i] = i;
        }
        float[] losses = new float[SIZE];
        int[] predictions = new int[SIZE];
        executor.evaluate(examples, all, 0, SIZE, losses, predictions);
        recorder.floats("losses", losses, SIZE);
        recorder.ints("predictions", predictions, SIZE);
        executor.close();
        return false;
    }
}
