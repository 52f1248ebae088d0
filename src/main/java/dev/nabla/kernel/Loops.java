package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import java.util.function.IntConsumer;

/** Loops that kernels write often. */
final class Loops {
    private Loops() {}

    /** {@code for (; counter < end; counter += step) body}, signed. */
    static void upTo(Code code, Local counter, Local end, int step, Runnable body) {
        Label done = code.block();
        code.get(counter).get(end).op(I32_GE_S).brIf(done);
        Label again = code.loop();
        body.run();
        add(code, counter, step);
        code.get(counter).get(end).op(I32_LT_S).brIf(again);
        code.end(again);
        code.end(done);
    }

    /** {@code for (counter = 0; counter < end; counter += step) body} for an end above 0. */
    static void times(Code code, Local counter, int end, int step, Runnable body) {
        code.i32(0).set(counter);
        Label again = code.loop();
        body.run();
        add(code, counter, step);
        code.get(counter).i32(end).op(I32_LT_S).brIf(again);
        code.end(again);
    }

    /** {@code local += value}. */
    static void add(Code code, Local local, int value) {
        code.get(local).i32(value).op(I32_ADD).set(local);
    }

    /**
     * {@code for (; counter < end; counter += step) body}, two turns at a time; the body takes how many bytes it is ahead of the
     * counter.
     */
    static void byTwo(Code code, Local counter, Local end, int step, IntConsumer body) {
        Label few = code.block();
        code.get(counter).i32(step).op(I32_ADD).get(end).op(I32_GE_S).brIf(few);
        Label again = code.loop();
        body.accept(0);
        body.accept(step);
        code.get(counter).i32(2 * step).op(I32_ADD).tee(counter);
        code.i32(step).op(I32_ADD).get(end).op(I32_LT_S).brIf(again);
        code.end(again);
        code.end(few);
        code.get(counter).get(end).op(I32_LT_S);
        Label one = code.when();
        body.accept(0);
        code.end(one);
    }
}
