package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Program;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits the functions that call the steps: training, evaluation, prediction. */
final class Orchestration {
    /** What a profile reports the time at barriers as. */
    static final int WAITING = 1023;

    /** Begins a lap that counts for what comes next. */
    private static final int BEGIN = -1;

    private static final int FLOAT_BYTES = 4;

    /** Rows that a product does at a time: threads get multiples, but of images, each of which is work enough. */
    private static final int ROWS = 5;

    private final Context context;
    private final ModuleBuilder module;
    private final Layout layout;
    private final Program program;
    private final Schedule schedule;
    private final Function barrier;
    private final boolean threaded;
    private final @Nullable Function lap;
    private final List<Step> profiled;
    private final Global rowFirst;
    private final Global rowEnd;

    /**
     * @param lap imported; called with a step's position in {@code profiled} when it has ended; null for no profile
     * @param profiled receives the steps that are profiled
     */
    Orchestration(
            Context context,
            Layout layout,
            Schedule schedule,
            Function barrier,
            boolean threaded,
            @Nullable Function lap,
            List<Step> profiled) {
        this.context = context;
        this.module = context.module();
        this.layout = layout;
        this.program = layout.program();
        this.schedule = schedule;
        this.barrier = barrier;
        this.threaded = threaded;
        this.lap = lap;
        this.profiled = profiled;
        rowFirst = module.global("rowFirst", ValueType.I32);
        rowEnd = module.global("rowEnd", ValueType.I32);
    }

    /** {@code run(from, to) → steps done, or −1}: what every thread does to train. */
    Function run() {
        Function divide = divideRows();
        Function slow = slowStep(divide);
        Function fast = schedule.fast() == null ? null : fastStep(divide, schedule.fast());
        Code code = module.function("run", FunctionType.ofInts(2).givingInt());
        Local step = code.parameter(0);
        Local to = code.parameter(1);
        Local first = code.local(ValueType.I32);
        Local status = code.local(ValueType.I32);
        Local found = code.local(ValueType.I32);
        lap(code, BEGIN);
        bindData(code);
        Label done = code.block();
        Label again = code.loop();
        code.get(step).get(to).op(I32_GE_S).brIf(done);
        code.get(step).i32(2).op(I32_SHL).memory(I32_LOAD, layout.firsts()).set(first);
        code.get(step).i32(2).op(I32_SHL).memory(I32_LOAD, layout.firsts() + FLOAT_BYTES);
        code.get(first).op(I32_SUB).set(context.batchRows());
        code.get(first).i32(2).op(I32_SHL).i32(layout.order()).op(I32_ADD).set(context.order());
        bindTables(code, step);
        code.i32(0).set(context.nonFinite());
        clearMetrics(code);
        if (fast == null) {
            code.call(slow).set(status);
        } else {
            code.get(context.batchRows()).i32(program.capacity()).op(I32_GT_S);
            code.i32(0).memory(I32_LOAD, Control.OBSERVED).op(I32_OR);
            Label large = code.when();
            code.call(slow).set(status);
            code.otherwise();
            code.call(fast).set(status);
            code.end(large);
        }
        giveUpIf(code, status);
        agree(code, status, found);
        code.get(found);
        Label diverged = code.when();
        code.get(context.thread()).op(I32_EQZ);
        Label coordinator = code.when();
        code.get(context.metrics()).get(found).op(F32_CONVERT_I32_S);
        code.memory(F32_STORE, program.nonFinite().column() * FLOAT_BYTES);
        code.end(coordinator);
        code.get(step).i32(1).op(I32_ADD).op(RETURN);
        code.end(diverged);
        Loops.add(code, step, 1);
        code.br(again);
        code.end(again);
        code.end(done);
        code.get(to);
        return code.function();
    }

    private static void giveUpIf(Code code, Local status) {
        code.get(status);
        Label lost = code.when();
        code.i32(-1).op(RETURN);
        code.end(lost);
    }

    private static void bindDataGlobals(Code code, Context context) {
        code.i32(0).memory(I32_LOAD, Control.INPUTS).set(context.inputs());
        code.i32(0).memory(I32_LOAD, Control.TARGETS).set(context.targets());
    }

    private void bindData(Code code) {
        bindDataGlobals(code, context);
    }

    private void bindTables(Code code, Local step) {
        code.get(step).i32(FLOAT_BYTES * program.scalars().size()).op(I32_MUL);
        code.i32(layout.scalars()).op(I32_ADD).set(context.scalars());
        code.get(step).i32(FLOAT_BYTES * program.metrics().size()).op(I32_MUL);
        code.i32(layout.metrics()).op(I32_ADD).set(context.metrics());
        code.get(step).i32(Layout.KEY_BYTES * program.keys().size()).op(I32_MUL);
        code.i32(layout.keys()).op(I32_ADD).set(context.keys());
    }

    private void clearMetrics(Code code) {
        code.get(context.thread()).op(I32_EQZ);
        Label coordinator = code.when();
        for (int i = 0; i < program.metrics().size(); i++) {
            code.get(context.metrics()).i32(0).memory(I32_STORE, i * FLOAT_BYTES);
        }
        code.end(coordinator);
    }

    /** All threads learn what any of them has found non-finite. */
    private void agree(Code code, Local status, Local found) {
        if (!threaded) {
            code.get(context.nonFinite()).set(found);
            return;
        }
        Local slot = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local other = code.local(ValueType.I32);
        code.get(context.thread()).i32(Control.THREAD_BYTES).op(I32_MUL);
        code.get(context.nonFinite()).memory(I32_STORE, Control.THREAD + Control.NON_FINITE);
        code.call(barrier).set(status);
        lapWaited(code);
        giveUpIf(code, status);
        code.i32(0).set(found).i32(0).set(slot);
        code.get(context.threads()).i32(Control.THREAD_BYTES).op(I32_MUL).set(end);
        Loops.upTo(code, slot, end, Control.THREAD_BYTES, () -> {
            code.get(slot).memory(I32_LOAD, Control.THREAD + Control.NON_FINITE).set(other);
            // The smaller of the codes, of which 0 is none: as unsigned numbers less 1.
            code.get(other).get(found);
            code.get(other).i32(1).op(I32_SUB).get(found).i32(1).op(I32_SUB).op(I32_LT_U);
            code.op(SELECT).set(found);
        });
    }

    /** Sets the rows of this thread, for so many rows of the chunk. */
    private Function divideRows() {
        Code code = module.function("divideRows", FunctionType.ofInts(0));
        int grain = layout.hasImages() ? 1 : ROWS;
        Local tiles = code.local(ValueType.I32);
        code.get(context.rows())
                .i32(grain - 1)
                .op(I32_ADD)
                .i32(grain)
                .op(I32_DIV_U)
                .set(tiles);
        code.get(tiles).get(context.thread()).op(I32_MUL).get(context.threads()).op(I32_DIV_U);
        code.i32(grain).op(I32_MUL).set(rowFirst);
        code.get(tiles).get(context.thread()).i32(1).op(I32_ADD).op(I32_MUL);
        code.get(context.threads()).op(I32_DIV_U).i32(grain).op(I32_MUL).set(rowEnd);
        clamp(code, rowFirst);
        clamp(code, rowEnd);
        return code.function();
    }

    private void clamp(Code code, Global row) {
        code.get(row)
                .get(context.rows())
                .get(row)
                .get(context.rows())
                .op(I32_LT_S)
                .op(SELECT)
                .set(row);
    }

    /** A training step of one chunk: rows, barrier, parameters. */
    private Function fastStep(Function divide, Schedule.Fast fast) {
        Code code = module.function("fastStep", FunctionType.ofInts(0).givingInt());
        Local status = code.local(ValueType.I32);
        code.get(context.batchRows())
                .set(context.rows())
                .i32(0)
                .set(context.chunkStart())
                .call(divide);
        Step.Division before = Step.Division.EVERY;
        for (Step step : fast.rows()) {
            if (step.division() == Step.Division.EVERY && before != Step.Division.EVERY) {
                meet(code, status);
            }
            call(code, step);
            before = step.division();
        }
        meet(code, status);
        fast.parts().forEach(step -> call(code, step));
        if (!fast.last().isEmpty()) {
            meet(code, status);
            fast.last().forEach(step -> call(code, step));
        }
        code.i32(Threading.DONE);
        return code.function();
    }

    /** A training step of any number of chunks, each operation for itself. */
    private Function slowStep(Function divide) {
        Code code = module.function("slowStep", FunctionType.ofInts(0).givingInt());
        Local status = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        sequence(code, schedule.clear(), status);
        code.i32(0).set(context.chunkStart());
        Label again = code.loop();
        code.get(context.batchRows()).get(context.chunkStart()).op(I32_SUB).set(context.rows());
        code.i32(program.capacity()).get(context.rows());
        code.get(context.rows()).i32(program.capacity()).op(I32_GT_S).op(SELECT).set(context.rows());
        code.call(divide);
        sequence(code, schedule.chunk(), status);
        code.get(context.order())
                .get(context.rows())
                .i32(2)
                .op(I32_SHL)
                .op(I32_ADD)
                .set(context.order());
        code.get(context.chunkStart()).get(context.rows()).op(I32_ADD).tee(end).set(context.chunkStart());
        code.get(end).get(context.batchRows()).op(I32_LT_S).brIf(again);
        code.end(again);
        code.i32(0).set(context.chunkStart());
        sequence(code, schedule.update(), status);
        code.i32(Threading.DONE);
        return code.function();
    }

    /** Steps that may depend on each other: a barrier behind each that is not divided by rows, and behind the last. */
    private void sequence(Code code, List<Step> steps, Local status) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            call(code, step);
            boolean rowsGoOn = step.division() == Step.Division.ROWS
                    && i + 1 < steps.size()
                    && steps.get(i + 1).division() == Step.Division.ROWS;
            if (threaded && !rowsGoOn) {
                meet(code, status);
            }
        }
    }

    /** Waits for all threads; leaves the function if one is lost. */
    private void meet(Code code, Local status) {
        code.call(barrier).set(status);
        lapWaited(code);
        code.get(status);
        Label lost = code.when();
        code.get(status).op(RETURN);
        code.end(lost);
    }

    private void call(Code code, Step step) {
        switch (step.division()) {
            case ROWS -> code.get(rowFirst).get(rowEnd).call(step.function());
            case PARTS -> {
                part(code, step, 0);
                part(code, step, 1);
                code.call(step.function());
            }
            case EVERY -> code.i32(0).get(context.rows()).call(step.function());
            case SINGLE -> {
                code.get(context.thread()).op(I32_EQZ);
                Label coordinator = code.when();
                code.i32(0);
                if (step.units() > 0) {
                    code.i32(step.units());
                } else {
                    code.get(context.rows());
                }
                code.call(step.function());
                code.end(coordinator);
            }
        }
        if (lap != null) {
            int index = profiled.indexOf(step);
            if (index < 0) {
                index = profiled.size();
                profiled.add(step);
            }
            lap(code, index);
        }
    }

    /** Ends a lap, if there is a profile: only the coordinator has a clock. */
    private void lap(Code code, int index) {
        if (lap != null) {
            code.get(context.thread()).op(I32_EQZ);
            Label coordinator = code.when();
            code.i32(index).call(lap);
            code.end(coordinator);
        }
    }

    private void lapWaited(Code code) {
        if (threaded) {
            lap(code, WAITING);
        }
    }

    /** Pushes where this thread's part begins, or with {@code more} 1 where it ends. */
    private void part(Code code, Step step, int more) {
        int grains = (step.units() + step.granularity() - 1) / step.granularity();
        Local bound = code.local(ValueType.I32);
        code.get(context.thread()).i32(more).op(I32_ADD).i32(grains).op(I32_MUL);
        code.get(context.threads())
                .op(I32_DIV_U)
                .i32(step.granularity())
                .op(I32_MUL)
                .set(bound);
        code.get(bound)
                .i32(step.units())
                .get(bound)
                .i32(step.units())
                .op(I32_LT_S)
                .op(SELECT);
    }

    /** {@code evaluate(rows)}: measures the chunk whose order has been written; on this thread. */
    Function evaluate() {
        Code code = alone("evaluate");
        code.i32(layout.order()).set(context.order());
        schedule.gather().forEach(step -> call(code, step));
        schedule.forward().forEach(step -> call(code, step));
        schedule.loss().forEach(step -> call(code, step));
        code.i32(Threading.DONE);
        return code.function();
    }

    /** {@code predict(rows)}: computes the output of the input that has been written; on this thread. */
    Function predict() {
        Code code = alone("predict");
        schedule.predict().forEach(step -> call(code, step));
        code.i32(Threading.DONE);
        return code.function();
    }

    /** {@code prepare(rows)}: after parameters have been written; on this thread. */
    Function prepare() {
        Code code = alone("prepare");
        schedule.prepare().forEach(step -> call(code, step));
        code.i32(Threading.DONE);
        return code.function();
    }

    private Code alone(String name) {
        Code code = module.function(name, FunctionType.ofInts(1).givingInt());
        bindData(code);
        code.i32(0).set(context.thread()).i32(1).set(context.threads());
        lap(code, BEGIN);
        code.i32(0).set(context.chunkStart());
        code.i32(layout.scalars()).set(context.scalars()).i32(layout.metrics()).set(context.metrics());
        code.i32(layout.keys()).set(context.keys());
        code.get(code.parameter(0)).set(context.rows());
        code.i32(0).set(rowFirst).get(code.parameter(0)).set(rowEnd);
        return code;
    }
}
