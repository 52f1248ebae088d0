package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.ErrorFunction;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;

/** Writes {@code program.ErrorFunction} on four lanes, with the same bits. */
final class ErrorFunctions {
    private static final float HALF = 0.5f;

    /** The scratch vector that holds a difference; those before it are for {@link VectorFunction}. */
    private static final int OWN = 7;

    private ErrorFunctions() {}

    /** Pushes the term of a loss; uses scratch vectors up to 7. */
    static void term(Scratch scratch, ErrorFunction function, float delta, Local output, Local target) {
        Code code = scratch.code();
        switch (function) {
            case HUBER -> {
                Local d = scratch.vector(OWN);
                code.get(output).get(target).op(F32X4_SUB).tee(d);
                code.f32x4(HALF).op(F32X4_MUL).get(d).op(F32X4_MUL);
                code.get(d).op(F32X4_ABS).tee(d).f32x4(HALF * delta).op(F32X4_SUB);
                code.f32x4(delta).op(F32X4_MUL);
                code.get(d).f32x4(delta).op(F32X4_LE).op(V128_BITSELECT);
            }
            case ABSOLUTE -> code.get(output).get(target).op(F32X4_SUB).op(F32X4_ABS);
            case BINARY_CROSS_ENTROPY -> {
                code.get(output).get(output).f32x4(0f).op(F32X4_GT).op(V128_AND);
                code.get(output).get(target).op(F32X4_MUL).op(F32X4_SUB);
                code.get(output).op(F32X4_ABS).op(F32X4_NEG);
                VectorFunction.EXP.emit(scratch);
                code.f32x4(1f).op(F32X4_ADD);
                VectorFunction.LOG.emit(scratch);
                code.op(F32X4_ADD);
            }
        }
    }

    /** Pushes the derivative of the term by the output; uses scratch vectors up to 7. */
    static void slope(Scratch scratch, ErrorFunction function, float delta, Local output, Local target) {
        Code code = scratch.code();
        switch (function) {
            case HUBER -> {
                code.get(output).get(target).op(F32X4_SUB);
                code.f32x4(delta).op(F32X4_PMIN).f32x4(-delta).op(F32X4_PMAX);
            }
            case ABSOLUTE -> {
                Local d = scratch.vector(OWN);
                code.f32x4(-1f).f32x4(1f);
                code.get(output).get(target).op(F32X4_SUB).tee(d);
                code.get(d).f32x4(0f).op(F32X4_GT).op(V128_BITSELECT).tee(d);
                code.get(d).f32x4(0f).op(F32X4_LT).op(V128_BITSELECT);
            }
            case BINARY_CROSS_ENTROPY -> {
                code.get(output);
                VectorFunction.SIGMOID.emit(scratch);
                code.get(target).op(F32X4_SUB);
            }
        }
    }
}
