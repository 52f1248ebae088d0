package dev.nabla.program;

import java.util.Arrays;

/**
 * A program for tests of single operations. Its examples bring two rows of numbers, {@link #x} and {@link #y}; the test
 * declares what else there is and adds operations to {@link #builder}.
 */
final class OpFixture {
    final ProgramBuilder builder;
    final Buffer x;
    final Buffer y;
    final Buffer losses;

    /**
     * @param xWidth numbers of an example in x
     * @param yWidth numbers of an example in y
     */
    OpFixture(int capacity, int xWidth, int yWidth) {
        builder = new ProgramBuilder(capacity);
        x = gathered("x", xWidth, Buffer.Role.INPUTS);
        y = gathered("y", yWidth, Buffer.Role.TARGETS);
        losses = builder.value("losses", Shape.batch());
        builder.input(x);
        builder.output(x);
        builder.losses(losses);
    }

    private Buffer gathered(String name, int width, Buffer.Role role) {
        Buffer source = builder.buffer("data." + name, ElementType.F32, Shape.examples(width), role);
        Buffer rows = builder.value(name, Shape.rows(width));
        builder.add(Phase.GATHER, new DataOp.Gather(source, builder.order(), rows));
        return rows;
    }

    /** Declares [rows, width] numbers. */
    Buffer value(String name, int width) {
        return builder.value(name, Shape.rows(width));
    }

    /** Appends to the forward phase. */
    OpFixture forward(Op op) {
        builder.add(Phase.FORWARD, op);
        return this;
    }

    JavaExecutor executor() {
        return new JavaExecutor(builder.build());
    }

    /**
     * Runs one batch of all the examples given.
     *
     * @param xValues [rows, xWidth]
     * @param yValues [rows, yWidth]
     * @return the slice, for its metrics
     */
    Slice run(Executor executor, float[] xValues, float[] yValues) {
        int rows = xValues.length / x.shape().width();
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        Slice slice = new Slice(executor.program(), 1);
        slice.add(order, 0, rows);
        executor.train(Examples.of(rows, xValues, yValues), slice);
        return slice;
    }

    /** Runs a batch of as many NaNs as fit, so that every computed buffer holds NaNs when the next one begins. */
    void poison(Executor executor) {
        int rows = executor.program().capacity();
        run(
                executor,
                AwkwardFloats.nans(rows * x.shape().width()),
                AwkwardFloats.nans(rows * y.shape().width()));
    }

    /** The first {@code count} values of a buffer. */
    static float[] read(Executor executor, Buffer buffer, int count) {
        float[] values = new float[count];
        executor.read(buffer, values);
        return values;
    }
}
