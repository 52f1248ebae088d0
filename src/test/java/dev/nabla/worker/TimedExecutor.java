package dev.nabla.worker;

import dev.nabla.program.Buffer;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import org.jspecify.annotations.Nullable;

/** An executor that takes as much of the fake time as the test says. */
final class TimedExecutor implements Executor {
    private final Executor executor;
    private final FakeHost host;
    private final double millisPerStep;
    private final double millisPerMeasuredExample;

    TimedExecutor(Program program, FakeHost host, double millisPerStep, double millisPerMeasuredExample) {
        this.executor = new JavaExecutor(program);
        this.host = host;
        this.millisPerStep = millisPerStep;
        this.millisPerMeasuredExample = millisPerMeasuredExample;
    }

    @Override
    public Program program() {
        return executor.program();
    }

    @Override
    public void write(Buffer buffer, float[] values) {
        executor.write(buffer, values);
    }

    @Override
    public void read(Buffer buffer, float[] values) {
        executor.read(buffer, values);
    }

    @Override
    public int train(Examples examples, Slice slice) {
        host.pass(millisPerStep * slice.steps());
        return executor.train(examples, slice);
    }

    @Override
    public int observe(Examples examples, Slice slice) {
        return executor.observe(examples, slice);
    }

    @Override
    public int[] readInts(Buffer buffer, int count) {
        return executor.readInts(buffer, count);
    }

    @Override
    public @Nullable Buffer findNonFinite(Examples examples, Slice slice) {
        return executor.findNonFinite(examples, slice);
    }

    @Override
    public void evaluate(Examples examples, int[] order, int from, int count, float[] losses, int[] predictions) {
        host.pass(millisPerMeasuredExample * count);
        executor.evaluate(examples, order, from, count, losses, predictions);
    }

    @Override
    public void predict(float[] inputs, int count, float[] outputs) {
        executor.predict(inputs, count, outputs);
    }
}
