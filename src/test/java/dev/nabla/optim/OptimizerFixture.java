package dev.nabla.optim;

import dev.nabla.EngineFixture;
import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import java.util.ArrayList;
import java.util.List;

/** One parameter whose gradient in each step is what the test says: that step's only example. */
final class OptimizerFixture {
    private final Optimizer optimizer;
    private final int size;
    private final Program program;

    OptimizerFixture(Optimizer optimizer, int size) {
        this.optimizer = optimizer;
        this.size = size;
        ProgramBuilder builder = new ProgramBuilder(1);
        Buffer data = builder.buffer("data", ElementType.F32, Shape.examples(size), Buffer.Role.INPUTS);
        Buffer rows = builder.value("x", Shape.rows(size));
        builder.input(rows);
        builder.output(rows);
        builder.losses(builder.value("losses", Shape.batch()));
        builder.add(Phase.GATHER, new DataOp.Gather(data, builder.order(), rows));
        Parameter parameter = builder.parameter("w", Shape.of(size));
        builder.add(Phase.BACKWARD, new LayerOp.SumRows(rows, parameter.gradient()));
        optimizer.describe(builder);
        program = builder.build();
    }

    Program program() {
        return program;
    }

    /** The parameter after each step of the run that begins at {@code initial}. */
    List<float[]> run(Executor executor, float[] initial, float[][] gradients) {
        return run(executor, initial, gradients, 1);
    }

    /** The same with the rate multiplied by a factor. */
    List<float[]> run(Executor executor, float[] initial, float[][] gradients, double factor) {
        Buffer value = program.parameters().get(0).value();
        executor.write(value, initial);
        float[] all = new float[gradients.length * size];
        for (int step = 0; step < gradients.length; step++) {
            System.arraycopy(gradients[step], 0, all, step * size, size);
        }
        Examples examples = Examples.of(gradients.length, all, new float[gradients.length]);
        List<float[]> values = new ArrayList<>();
        for (int step = 0; step < gradients.length; step++) {
            Slice slice = new Slice(program, 1);
            slice.add(new int[] {step}, 0, 1);
            optimizer.fill(program, slice, 0, step, factor);
            executor.train(examples, slice);
            values.add(EngineFixture.read(executor, value));
        }
        return values;
    }

    /** What the optimizer fills in for a step. */
    float scalar(String name, long step) {
        Slice slice = new Slice(program, 1);
        slice.add(new int[1], 0, 1);
        optimizer.fill(program, slice, 0, step);
        return slice.scalar(0, program.findScalar(name));
    }

    /** The optimizer's memory of that name. */
    float[] state(Executor executor, String name) {
        return EngineFixture.read(executor, EngineFixture.buffer(program, "w." + name));
    }
}
