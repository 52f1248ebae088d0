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

    private static final int FIRST_STEPS = 1024;
    private static final int FIRST_EXAMPLES = 8192;

    /** A state is kept for so many floating-point operations per value: copying it costs a hundredth of the time or so. */
    private static final long FLOPS_PER_KEPT_VALUE = 10_000;

    private final Engine engine;
    private final Program program;
    private final boolean canSkipPixels;
    private Plan plan;
    private boolean closed;
    private @Nullable Examples measured;
    private @Nullable Plan keptOf;
    private float[][] keptState = new float[0][];
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

    /** Another plan, with the persistent values of the one before; if it is refused, one like that before. */
    private void replan(boolean sparse, int steps, int examples, boolean profiling) {
        Map<Buffer, float[]> values = persistent();
        Plan before = plan;
        before.dismissHelpers();
        before.release();
        try {
            plan = new Plan(engine, program, sparse, steps, examples, profiling);
        } catch (MachineException refused) {
            plan = new Plan(
                    engine, program, before.isSparse(), before.maxSteps(), before.maxExamples(), before.isProfiling());
            throw refused;
        } finally {
            values.forEach(plan::write);
        }
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
        if (canSkipPixels && measured != examples && examples.inputType() == ElementType.U8 && count > 1) {
            measured = examples;
            sparse = Feed.density(examples, order, from, count) < DENSE;
        }
        if (sparse != plan.isSparse() || steps > plan.maxSteps() || count > plan.maxExamples() || plan.isStale()) {
            replan(sparse, Math.max(steps, plan.maxSteps()), Math.max(count, plan.maxExamples()), plan.isProfiling());
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
        keptOf = null;
    }

    @Override
    public void read(Buffer buffer, float[] values) {
        requireOpen();
        plan.read(buffer, values);
    }

    @Override
    public int[] readInts(Buffer buffer, int count) {
        requireOpen();
        int[] values = new int[count];
        plan.readInts(buffer, values, 0, count);
        return values;
    }

    @Override
    public int train(Examples examples, Slice slice) {
        return train(examples, slice, false);
    }

    @Override
    public int observe(Examples examples, Slice slice) {
        return train(examples, slice, true);
    }

    private int train(Examples examples, Slice slice, boolean observed) {
        int count = slice.firsts()[slice.steps()];
        fit(examples, slice.order(), 0, count, slice.steps());
        // Helpers are not called from another plan for a single example.
        int threads = count > 1 ? plan.threads(engine.threads()) : 1;
        if (threads > 1) {
            keep(examples, slice);
        }
        Plan kept = keptOf;
        keptOf = null;
        if (count > 1) {
            engine.worksOn(threads);
        }
        int done = plan.train(examples, slice, threads, observed);
        if (done < 0) {
            engine.worksOn(1);
            keptOf = kept;
            return recover(examples, slice, observed);
        }
        if (threads > 1 && examples.isFixed()) {
            // The slice can be done again, unlike one of changing examples and one that has failed.
            keptOf = kept;
        }
        return done;
    }

    /** Sees to it that the slice can be done again if a helper is lost. */
    private void keep(Examples examples, Slice slice) {
        long values = 0;
        for (Buffer buffer : program.persistent()) {
            values += buffer.shape().width();
        }
        if (keptOf != plan || !examples.isFixed() || flopsSinceKept > FLOPS_PER_KEPT_VALUE * values) {
            keptState = plan.image(keptState);
            keptOf = plan;
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
        if (keptOf != plan) {
            throw new IllegalStateException("A helper was lost, and no state was kept");
        }
        List<Done> again = new ArrayList<>(sinceKept);
        if (!again.isEmpty()) {
            again.remove(again.size() - 1);
        }
        engine.abandon();
        engine.setThreads(1);
        plan = new Plan(engine, program, plan.isSparse(), plan.maxSteps(), plan.maxExamples(), plan.isProfiling());
        plan.restore(keptState);
        for (Done done : again) {
            plan.train(done.examples(), done.slice(), 1, false);
        }
        keptOf = null;
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
            replan(plan.isSparse(), plan.maxSteps(), plan.maxExamples(), plan.isProfiling());
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
        if (on != plan.isProfiling()) {
            replan(plan.isSparse(), plan.maxSteps(), plan.maxExamples(), on);
        }
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
