package dev.nabla.kernel;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import java.util.function.Function;

/** A run of real size, 784-128-10 on images with strokes, in slices of ten steps. */
public final class LargeRun {
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    private static final int SIZE = 2000;
    private static final int BATCH = 100;
    private static final int STEPS = 10;
    private static final int SLICES = 10;

    private static final Sgd SGD = Sgd.of(0.125f).withMomentum(0.5f);

    private final Examples examples;
    private final Executor executor;
    private final Slice slice;
    private final Recorder recorder;
    private final Draws order = new Draws(2);
    private int done;

    /** At the beginning. */
    public LargeRun(Function<Program, Executor> executors, Recorder recorder) {
        this.recorder = recorder;
        Network network = Network.builder()
                .input(SIDE, SIDE, 1)
                .dense(128, Activation.RELU)
                .dense(10, Activation.SOFTMAX)
                .build();
        examples = images();
        Program program =
                GeneratedRun.compile(network, SGD, ElementType.U8, ElementType.I32, Program.MAX_CAPACITY, false);
        executor = executors.apply(program);
        slice = new Slice(program, STEPS);
        Draws draws = new Draws(3);
        for (Buffer buffer : program.persistent()) {
            float[] values = new float[buffer.shape().width()];
            for (int i = 0; i < values.length && buffer.role() == Buffer.Role.PARAMETER; i++) {
                values[i] = (draws.below(2049) - 1024) * GeneratedData.powerOfTwo(-14);
            }
            executor.write(buffer, values);
        }
    }

    /** Three strokes, each a walk that goes its label's way. */
    private static Examples images() {
        Draws draws = new Draws(1);
        byte[] pixels = new byte[SIZE * PIXELS];
        int[] labels = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            labels[i] = draws.below(10);
            for (int stroke = 0; stroke < 3; stroke++) {
                int x = 5 + draws.below(18);
                int y = 5 + draws.below(18);
                for (int step = 0; step < 30; step++) {
                    x = Math.max(1, Math.min(SIDE - 2, x + draws.below(3) - (labels[i] & 1)));
                    y = Math.max(1, Math.min(SIDE - 2, y + draws.below(3) - (labels[i] >> 2)));
                    int at = i * PIXELS + y * SIDE + x;
                    pixels[at] = (byte) 255;
                    pixels[at + 1] = (byte) (128 + draws.below(128));
                    pixels[at + SIDE] = (byte) (64 + draws.below(128));
                }
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
            SGD.fill(executor.program(), slice, slice.add(batch, 0, BATCH), 0);
        }
        executor.train(examples, slice);
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
