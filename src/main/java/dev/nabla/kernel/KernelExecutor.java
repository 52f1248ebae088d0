package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import dev.nabla.wasm.Disassembler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program as a module. The plan is made anew where it does not fit any more: other data, larger slices, another
 * memory; what the program remembers goes along.
 */
final class KernelExecutor implements Executor, CompiledProgram {
    /** From here on it does not pay to pass over zero pixels. */
    private static final double DENSE = 0.7;

    private static final int FIRST_STEPS = 64;
    private static final int FIRST_EXAMPLES = 8192;

    /** A state is kept for so many floating-point operations per value: copying it costs a twentieth of the time at most. */
    private static final long FLOPS_PER_KEPT_VALUE = 2400;

    private final Engine engine;
    private final Program program;
    private final boolean canSkipPixels;
    private Plan plan;
    private boolean closed;
    private @Nullable Examples measured;
    private @Nullable Map<Buffer, float[]> keptState;
    private final List<Done> sinceKept = new ArrayList<>();
    private long flopsSinceKept;

    /** A slice that can be done again. */
    private record Done(Examples examples, Slice slice) {}

    KernelExecutor(Engine engine, Program program) {
        this.engine = engine;
        this.program = program;
        this.canSkipPixels = Layout.sparseProduct(program) != null;
        this.plan = new Plan(engine, program, canSkipPixels, FIRST_STEPS, FIRST_EXAMPLES, false);
    }

    @Override
    public Program program() {
        return program;
    }

    /** The plan that is in force. */
    Plan plan() {
        return plan;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The executor is closed");
        }
    }

    /** Another plan, with the persistent values of the one before. */
    private void replan(boolean sparse, int steps, int examples) {
        Map<Buffer, float[]> values = persistent();
        Plan before = plan;
        before.dismissHelpers();
        before.release();
        plan = new Plan(engine, program, sparse, steps, examples, before.isProfiling());
        values.forEach(plan::write);
    }

    private Map<Buffer, float[]> persistent() {
        Map<Buffer, float[]> values = new HashMap<>();
        for (Buffer buffer : program.persistent()) {
            float[] copy = new float[buffer.shape().width()];
            plan.read(buffer, copy);
            values.put(buffer, copy);
        }
        return values;
    }

    /** Makes the plan fit. */
    private void fit(Examples examples, int[] order, int from, int count, int steps) {
        requireOpen();
        boolean sparse = plan.isSparse();
        if (canSkipPixels && measured != examples && examples.inputType() == ElementType.U8 && count > 0) {
            measured = examples;
            sparse = Feed.density(examples, order, from, count) < DENSE;
        }
        if (sparse != plan.isSparse() || steps > plan.maxSteps() || count > plan.maxExamples() || plan.isStale()) {
            replan(sparse, Math.max(steps, plan.maxSteps()), Math.max(count, plan.maxExamples()));
        }
    }

    @Override
    public void write(Buffer buffer, float[] values) {
        requireOpen();
        if (buffer.type() != ElementType.F32 || buffer.shape().extent() != Shape.Extent.FIXED) {
            throw new IllegalArgumentException("write: " + buffer + ", expected a float32 buffer of a fixed shape");
        }
        if (values.length != buffer.shape().width()) {
            throw new IllegalArgumentException("write: " + values.length + " values for " + buffer + ", expected "
                    + buffer.shape().width());
        }
        plan.write(buffer, values);
        keptState = null;
    }

    @Override
    public void read(Buffer buffer, float[] values) {
        requireOpen();
        plan.read(buffer, values);
    }

    @Override
    public int train(Examples examples, Slice slice) {
        return train(examples, slice, false);
    }

    /** Trains with every buffer kept, so that {@link #read} gives those of the last step. */
    int observe(Examples examples, Slice slice) {
        return train(examples, slice, true);
    }

    private int train(Examples examples, Slice slice, boolean observed) {
        int count = slice.firsts()[slice.steps()];
        fit(examples, slice.order(), 0, count, slice.steps());
        int threads = plan.threads(engine.threads());
        if (threads > 1) {
            keep(examples, slice);
        }
        int done = plan.train(examples, slice, threads, observed);
        if (done < 0) {
            return recover(examples, slice, observed);
        }
        if (threads == 1) {
            keptState = null;
        }
        return done;
    }

    /** Sees to it that the slice can be done again if a helper is lost. */
    private void keep(Examples examples, Slice slice) {
        long values = 0;
        for (Buffer buffer : program.persistent()) {
            values += buffer.shape().width();
        }
        if (keptState == null || !examples.isFixed() || flopsSinceKept > FLOPS_PER_KEPT_VALUE * values) {
            keptState = persistent();
            sinceKept.clear();
            flopsSinceKept = 0;
        }
        if (examples.isFixed()) {
            sinceKept.add(new Done(examples, slice.copy()));
        }
        flopsSinceKept += program.flops(1) * slice.firsts()[slice.steps()];
    }

    /** A helper was lost: in a new memory, everything since the kept state is done again by this thread. */
    private int recover(Examples examples, Slice slice, boolean observed) {
        Map<Buffer, float[]> state = keptState;
        if (state == null) {
            throw new IllegalStateException("A helper was lost, and no state was kept");
        }
        List<Done> again = new ArrayList<>(sinceKept);
        if (!again.isEmpty()) {
            again.remove(again.size() - 1);
        }
        engine.abandon();
        engine.setThreads(1);
        plan = new Plan(engine, program, plan.isSparse(), plan.maxSteps(), plan.maxExamples(), plan.isProfiling());
        state.forEach(plan::write);
        for (Done done : again) {
            plan.train(done.examples(), done.slice(), 1, false);
        }
        keptState = null;
        sinceKept.clear();
        return plan.train(examples, slice, 1, observed);
    }

    @Override
    public void evaluate(Examples examples, int[] order, int from, int count, float[] losses, int[] predictions) {
        int capacity = program.capacity();
        for (int done = 0; done < count; done += capacity) {
            int rows = Math.min(capacity, count - done);
            fit(examples, order, from + done, rows, 1);
            plan.evaluate(examples, order, from + done, rows);
            plan.readLosses(losses, done, rows);
            Buffer predicted = program.predictions();
            if (predicted != null) {
                plan.readInts(predicted, predictions, done, rows);
            }
        }
    }

    @Override
    public void predict(float[] inputs, int count, float[] outputs) {
        requireOpen();
        if (plan.isStale()) {
            replan(plan.isSparse(), plan.maxSteps(), plan.maxExamples());
        }
        int capacity = program.capacity();
        for (int done = 0; done < count; done += capacity) {
            int rows = Math.min(capacity, count - done);
            plan.predict(inputs, done, rows, outputs);
        }
    }

    @Override
    public int version() {
        return plan.number();
    }

    @Override
    public List<CompiledStep> steps(int batch) {
        Buffer skipped = plan.isSparse() ? program.input() : null;
        List<CompiledStep> steps = new ArrayList<>();
        for (Step step : plan.schedule().training(batch <= program.capacity())) {
            boolean skips = step.ops().stream()
                    .anyMatch(op -> op instanceof LayerOp.MatMul
                            && skipped != null
                            && op.reads().contains(skipped));
            steps.add(new CompiledStep(plan.number(), plan.profiled().indexOf(step), step.name(), step.ops(), skips));
        }
        return steps;
    }

    @Override
    public int moduleBytes() {
        return plan.module().length;
    }

    @Override
    public long memoryBytes() {
        return (long) engine.memory().pages() * Machine.PAGE_BYTES;
    }

    @Override
    public int threads() {
        return plan.threadsUsed();
    }

    @Override
    public String text(CompiledStep step, int maxLines) {
        return Disassembler.function(plan.module(), step.function(), maxLines);
    }

    @Override
    public void profile(boolean on) {
        requireOpen();
        if (on == plan.isProfiling()) {
            return;
        }
        Map<Buffer, float[]> values = persistent();
        Plan before = plan;
        before.dismissHelpers();
        before.release();
        try {
            plan = new Plan(engine, program, before.isSparse(), before.maxSteps(), before.maxExamples(), on);
        } catch (MachineException refused) {
            // The room of the plan before is free, and was enough for it.
            plan = new Plan(engine, program, before.isSparse(), before.maxSteps(), before.maxExamples(), !on);
            values.forEach(plan::write);
            throw refused;
        }
        values.forEach(plan::write);
    }

    @Override
    public double millis(CompiledStep step) {
        return step.version() == plan.number() ? plan.lapMillis(step.lap()) : 0;
    }

    @Override
    public double waitMillis() {
        return plan.lapMillis(Orchestration.WAITING);
    }

    /** All operations of the program. */
    static List<Op> ops(Program program) {
        List<Op> ops = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            ops.addAll(program.ops(phase));
        }
        return ops;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            plan.dismissHelpers();
            plan.release();
        }
    }
}
