package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;

/**
 * Emits how threads meet: a barrier, the helpers' loop, and the coordinator's calls to it. All through {@link Control}.
 *
 * <p>A thread at the barrier spins a little, since the others are mostly close, then sleeps. The coordinator wakes after a
 * while and gives up; helpers sleep until they are terminated.
 */
final class Threading {
    /** Status of a command that has been carried out. */
    static final int DONE = 0;
    /** Status of a command that was given up because a helper did not come to the barrier. */
    static final int LOST = 1;

    private static final int SPINS = 100_000;

    /** About what a turn of spinning takes. */
    static final double TURN_MILLIS = 1e-6;

    /** What a sleep counts as, in turns: it takes at least so long to wake. */
    private static final int SLEEP_TURNS = 100_000;

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long DISMISSAL_NANOS = 100_000_000L;

    private final Context context;
    private final ModuleBuilder module;
    private final boolean threaded;

    Threading(Context context, boolean threaded) {
        this.context = context;
        this.module = context.module();
        this.threaded = threaded;
    }

    /** {@code barrier() → status}. */
    Function barrier() {
        Code code = module.function("barrier", FunctionType.ofInts(0).givingInt());
        if (!threaded) {
            code.i32(DONE);
            return code.function();
        }
        Local turn = code.local(ValueType.I32);
        Local spins = code.local(ValueType.I32);
        code.get(context.threads()).i32(1).op(I32_EQ);
        Label alone = code.when();
        code.i32(DONE).op(RETURN);
        code.end(alone);
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.BARRIER_TURN).set(turn);
        code.i32(0).i32(1).memory(I32_ATOMIC_RMW_ADD, Control.BARRIER_COUNT);
        code.get(context.threads()).i32(1).op(I32_SUB).op(I32_EQ);
        Label last = code.when();
        code.i32(0).i32(0).memory(I32_ATOMIC_STORE, Control.BARRIER_COUNT);
        code.i32(0).get(turn).i32(1).op(I32_ADD).memory(I32_ATOMIC_STORE, Control.BARRIER_TURN);
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.BARRIER_SLEEPERS);
        Label sleepers = code.when();
        code.i32(0)
                .i32(Control.MAX_THREADS)
                .memory(MEMORY_ATOMIC_NOTIFY, Control.BARRIER_TURN)
                .op(DROP);
        code.end(sleepers);
        code.i32(DONE).op(RETURN);
        code.end(last);
        code.i32(SPINS).set(spins);
        Label spin = code.loop();
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.BARRIER_TURN).get(turn).op(I32_NE);
        Label open = code.when();
        code.i32(SPINS).get(spins).op(I32_SUB).set(spins);
        waited(code, spins);
        code.i32(DONE).op(RETURN);
        code.end(open);
        code.get(spins).i32(1).op(I32_SUB).tee(spins).brIf(spin);
        code.end(spin);
        code.i32(SPINS + SLEEP_TURNS).set(spins);
        waited(code, spins);
        sleep(code, turn);
        return code.function();
    }

    /** Adds turns to what the thread has waited. */
    private void waited(Code code, Local turns) {
        Local slot = code.local(ValueType.I32);
        code.get(context.thread()).i32(Control.THREAD_BYTES).op(I32_MUL).tee(slot);
        code.get(slot)
                .memory(I32_LOAD, Control.THREAD + Control.WAITED)
                .get(turns)
                .op(I32_ADD);
        code.memory(I32_STORE, Control.THREAD + Control.WAITED);
    }

    private void sleep(Code code, Local turn) {
        code.i32(0).i32(1).memory(I32_ATOMIC_RMW_ADD, Control.BARRIER_SLEEPERS).op(DROP);
        Label awake = code.block();
        Label again = code.loop();
        code.i32(0)
                .memory(I32_ATOMIC_LOAD, Control.BARRIER_TURN)
                .get(turn)
                .op(I32_NE)
                .brIf(awake);
        code.i32(0).get(turn).i64(PATIENCE_NANOS).memory(MEMORY_ATOMIC_WAIT32, Control.BARRIER_TURN);
        code.i32(2).op(I32_NE).brIf(again);
        code.get(context.thread()).brIf(again);
        code.i32(LOST).op(RETURN);
        code.end(again);
        code.end(awake);
        code.i32(0).i32(1).memory(I32_ATOMIC_RMW_SUB, Control.BARRIER_SLEEPERS).op(DROP);
        code.i32(DONE);
    }

    /**
     * {@code train(from, to, threads, observed) → steps done, or −1 if a helper was lost}: the coordinator's.
     *
     * @param run what all threads do: {@code run(from, to) → steps done or −1}
     */
    Function train(Function run) {
        Code code = module.function("train", FunctionType.ofInts(4).givingInt());
        Local from = code.parameter(0);
        Local to = code.parameter(1);
        Local threads = code.parameter(2);
        Local helper = code.local(ValueType.I32);
        code.i32(0).set(context.thread()).get(threads).set(context.threads());
        code.i32(0).get(code.parameter(3)).memory(I32_STORE, Control.OBSERVED);
        if (threaded) {
            code.i32(0).get(threads).memory(I32_STORE, Control.THREADS);
            code.i32(0).get(from).memory(I32_STORE, Control.FROM);
            code.i32(0).get(to).memory(I32_STORE, Control.TO);
            code.i32(0).i32(0).memory(I32_ATOMIC_STORE, Control.BARRIER_COUNT);
            code.i32(Control.THREAD_BYTES).set(helper);
            code.get(threads).i32(Control.THREAD_BYTES).op(I32_MUL).set(threads);
            Loops.upTo(code, helper, threads, Control.THREAD_BYTES, () -> go(code, helper));
        }
        code.get(from).get(to).call(run);
        return code.function();
    }

    private static void go(Code code, Local helper) {
        code.get(helper)
                .i32(1)
                .memory(I32_ATOMIC_RMW_ADD, Control.THREAD + Control.GO)
                .op(DROP);
        code.get(helper)
                .i32(1)
                .memory(MEMORY_ATOMIC_NOTIFY, Control.THREAD + Control.GO)
                .op(DROP);
    }

    /** {@code help(index)}: a helper's loop; returns when it is sent away, or at once if the plan has gone by. */
    Function help(Function run, int plan) {
        Code code = module.function("help", FunctionType.ofInts(1).givingInt());
        Local index = code.parameter(0);
        Local slot = code.local(ValueType.I32);
        Local seen = code.local(ValueType.I32);
        Local now = code.local(ValueType.I32);
        Local spins = code.local(ValueType.I32);
        code.get(index).set(context.thread());
        code.get(index).i32(Control.THREAD_BYTES).op(I32_MUL).set(slot);
        requirePlan(code, plan);
        code.get(slot).memory(I32_ATOMIC_LOAD, Control.THREAD + Control.GO).set(seen);
        code.i32(0)
                .i32(1)
                .get(index)
                .op(I32_SHL)
                .memory(I32_ATOMIC_RMW_OR, Control.READY)
                .op(DROP);
        Label leave = code.block();
        Label again = code.loop();
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.PLAN).i32(plan).op(I32_NE).brIf(leave);
        code.i32(SPINS).set(spins);
        Label called = code.block();
        Label spin = code.loop();
        code.get(slot).memory(I32_ATOMIC_LOAD, Control.THREAD + Control.GO).tee(now);
        code.get(seen).op(I32_NE).brIf(called);
        code.get(spins).i32(1).op(I32_SUB).tee(spins).brIf(spin);
        code.end(spin);
        code.get(slot)
                .get(seen)
                .i64(-1)
                .memory(MEMORY_ATOMIC_WAIT32, Control.THREAD + Control.GO)
                .op(DROP);
        code.br(again);
        code.end(called);
        code.get(now).set(seen);
        code.i32(0).memory(I32_LOAD, Control.THREADS).set(context.threads());
        code.get(context.threads()).op(I32_EQZ).brIf(leave);
        code.i32(0).memory(I32_LOAD, Control.FROM);
        code.i32(0).memory(I32_LOAD, Control.TO);
        code.call(run).op(DROP);
        code.br(again);
        code.end(again);
        code.end(leave);
        code.i32(0).i32(1).get(index).op(I32_SHL).memory(I32_ATOMIC_RMW_SUB, Control.READY);
        return code.function();
    }

    private static void requirePlan(Code code, int plan) {
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.PLAN).i32(plan).op(I32_NE);
        Label late = code.when();
        code.i32(0).op(RETURN);
        code.end(late);
    }

    /** {@code ready() → mask of the helpers that wait}. */
    Function ready() {
        Code code = module.function("ready", FunctionType.ofInts(0).givingInt());
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.READY);
        return code.function();
    }

    /** {@code dismiss() → mask of the helpers that have not gone}: sends all helpers away and waits a little. */
    Function dismiss() {
        Code code = module.function("dismiss", FunctionType.ofInts(0).givingInt());
        Local helper = code.local(ValueType.I32);
        Local end = code.local(ValueType.I32);
        Local mask = code.local(ValueType.I32);
        Local turns = code.local(ValueType.I32);
        code.i32(0).i32(0).memory(I32_STORE, Control.THREADS);
        code.i32(0).i32(0).memory(I32_ATOMIC_STORE, Control.PLAN);
        code.i32(Control.MAX_THREADS * Control.THREAD_BYTES).set(end);
        code.i32(Control.THREAD_BYTES).set(helper);
        Loops.upTo(code, helper, end, Control.THREAD_BYTES, () -> go(code, helper));
        code.i32(100).set(turns);
        Label gone = code.block();
        Label again = code.loop();
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.READY).tee(mask).op(I32_EQZ).brIf(gone);
        code.i32(0)
                .get(mask)
                .i64(DISMISSAL_NANOS / 100)
                .memory(MEMORY_ATOMIC_WAIT32, Control.READY)
                .op(DROP);
        code.get(turns).i32(1).op(I32_SUB).tee(turns).brIf(again);
        code.end(again);
        code.end(gone);
        code.i32(0).memory(I32_ATOMIC_LOAD, Control.READY);
        return code.function();
    }
}
