package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Key;
import dev.nabla.program.Program;
import dev.nabla.program.Random;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Plays a {@link GeneratedRun}, slice by slice, and takes down everything that executors must agree about. */
public final class RunPlayer {
    private static final int MAX_STEPS = 16;

    private final GeneratedRun run;
    private final Function<Program, Executor> executors;
    private final Recorder recorder;
    private final Draws happenings;
    private Executor executor;
    private Slice slice;
    private int stage;
    private int next;
    private long step;

    /** At the beginning of a run. */
    public RunPlayer(GeneratedRun run, Function<Program, Executor> executors, Recorder recorder) {
        this.run = run;
        this.executors = executors;
        this.recorder = recorder;
        this.happenings = run.happenings();
        executor = executors.apply(run.compile(stage().optimizer()));
        slice = new Slice(executor.program(), MAX_STEPS);
        write(run.initial());
    }

    private GeneratedRun.Stage stage() {
        return run.stages().get(stage);
    }

    /** Whether so many threads will work on the next slice, if the plan stays. */
    public boolean isReady(int threads) {
        return !(executor instanceof KernelExecutor kernel) || kernel.plan().threads(threads) == threads;
    }

    /** Does the next slice and what belongs to it; false if that was the last. */
    public boolean advance() {
        boolean last = next == stage().batches().size() - 1;
        boolean observed = last && stage().observed();
        fillSlice();
        Examples examples = run.examples();
        int done = observed && executor instanceof KernelExecutor kernel
                ? kernel.observe(examples, slice)
                : executor.train(examples, slice);
        recordSlice(done);
        if (observed) {
            recordBuffers(executor, slice.rows(done - 1), recorder);
        }
        if (slice.metric(done - 1, executor.program().nonFinite()) != 0) {
            recordDiverged();
            restore();
        }
        if (happenings.oneIn(3)) {
            measure();
        }
        next++;
        return next < stage().batches().size() || beginStage();
    }

    /** Gives back the executor. */
    public void close() {
        executor.close();
    }

    private boolean beginStage() {
        recordTensors();
        if (stage == run.stages().size() - 1) {
            measure();
            return false;
        }
        stage++;
        next = 0;
        Program program = run.compile(stage().optimizer());
        if (stage().resumed() || !program.computesLike(executor.program())) {
            List<Tensor> kept = tensors();
            executor.close();
            executor = executors.apply(program);
            write(kept);
        }
        slice = new Slice(executor.program(), MAX_STEPS);
        return true;
    }

    private void fillSlice() {
        slice.clear();
        int size = run.examples().size();
        for (int rows : stage().batches().get(next)) {
            int[] order = new int[rows];
            for (int r = 0; r < rows; r++) {
                order[r] = happenings.below(size);
            }
            int index = slice.add(order, 0, rows);
            for (Key key : executor.program().keys()) {
                slice.setKey(index, key, Random.of(run.seed(), key.stream(), (int) step));
            }
            stage().optimizer().fill(executor.program(), slice, index, step++);
        }
    }

    /** After a parameter became infinite or NaN: the same executor goes on from the beginning. */
    private void restore() {
        write(run.initial());
        for (Buffer buffer : executor.program().persistent()) {
            if (buffer.role() == Buffer.Role.STATE || buffer.role() == Buffer.Role.STATISTIC) {
                executor.write(buffer, new float[buffer.shape().width()]);
            }
        }
    }

    private void measure() {
        Examples validation = run.validation();
        int from = happenings.below(3);
        int count = validation.size();
        int[] order = new int[from + count];
        for (int i = 0; i < order.length; i++) {
            order[i] = happenings.below(count);
        }
        float[] losses = new float[count];
        int[] predictions = new int[count];
        executor.evaluate(validation, order, from, count, losses, predictions);
        recorder.floats("evaluation losses", losses, count);
        recorder.ints("evaluation predictions", predictions, count);
        predict();
    }

    private void predict() {
        int rows = 1 + happenings.below(2 * Math.min(40, executor.program().capacity()));
        float[] inputs = new float[rows * executor.program().input().shape().width()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = happenings.oneIn(3)
                    ? happenings.tiny()
                    : (happenings.below(513) - 256) * GeneratedData.powerOfTwo(-8);
        }
        float[] outputs = new float[rows * executor.program().output().shape().width()];
        executor.predict(inputs, rows, outputs);
        recorder.floats("prediction", outputs, outputs.length);
    }

    private void recordSlice(int done) {
        Program program = executor.program();
        recorder.ints("steps done", new int[] {done}, 1);
        int columns = program.metrics().size();
        for (int i = 0; i < done; i++) {
            String name = "metrics of step " + (step - slice.steps() + i) + " (" + slice.rows(i) + " rows)";
            float[] metrics = new float[columns];
            System.arraycopy(slice.metrics(), i * columns, metrics, 0, columns);
            recorder.floats(name, metrics, columns);
        }
    }

    /** What is left of the last chunk of an observed step. */
    static void recordBuffers(Executor executor, int batch, Recorder recorder) {
        Program program = executor.program();
        int rows = (batch - 1) % program.capacity() + 1;
        for (Buffer buffer : program.buffers()) {
            if (buffer.role() != Buffer.Role.VALUE && buffer.role() != Buffer.Role.GRADIENT) {
                continue;
            }
            if (buffer.type() == ElementType.I32) {
                recorder.ints(buffer.toString(), readInts(executor, buffer, rows), rows);
                continue;
            }
            boolean isBatch = buffer.shape().extent() == Shape.Extent.BATCH;
            float[] values = new float[(int) buffer.shape().elements(isBatch ? batch : rows)];
            executor.read(buffer, values);
            recorder.floats(buffer.toString(), values, values.length);
        }
    }

    private static int[] readInts(Executor executor, Buffer buffer, int rows) {
        if (executor instanceof KernelExecutor kernel) {
            int[] values = new int[rows];
            kernel.plan().readInts(buffer, values, 0, rows);
            return values;
        }
        return ((JavaExecutor) executor).readInts(buffer, rows);
    }

    private List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        for (Buffer buffer : executor.program().persistent()) {
            float[] values = new float[buffer.shape().width()];
            executor.read(buffer, values);
            tensors.add(new Tensor(buffer.name(), buffer.shape(), values));
        }
        return tensors;
    }

    private void recordTensors() {
        for (Tensor tensor : tensors()) {
            recorder.floats(tensor.toString(), tensor.values(), tensor.values().length);
        }
    }

    /** Where a parameter became infinite or NaN, which of the two it is counts no more. */
    private void recordDiverged() {
        for (Tensor tensor : tensors()) {
            float[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]) <= Float.MAX_VALUE ? values[i] : Float.NaN;
            }
            recorder.floats("diverged " + tensor, values, values.length);
        }
    }

    private void write(List<Tensor> tensors) {
        for (Buffer buffer : executor.program().persistent()) {
            for (Tensor tensor : tensors) {
                if (tensor.name().equals(buffer.name())) {
                    executor.write(buffer, tensor.values());
                }
            }
        }
    }

    /** The executor at work. */
    Executor executor() {
        return executor;
    }

    @Override
    public String toString() {
        return run + ", stage " + stage + ", slice " + next + ", " + stage().optimizer();
    }
}
