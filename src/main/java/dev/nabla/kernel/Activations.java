package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Elementwise;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;

/**
 * Writes {@code program.Elementwise} on four lanes, with the same bits, for kernels to put where they have z, a or dA at
 * hand. All functions keep finite numbers finite, so that padding may pass through them.
 */
final class Activations {
    private Activations() {}

    /** Whether the derivative is computed from z; if not, z is not looked at. */
    static boolean derivativeReadsInput(Elementwise function) {
        return switch (function) {
            case RELU, SIGMOID, TANH -> false;
            default -> throw unknown(function);
        };
    }

    /** Whether the derivative at outputs of the function is never below 0 nor −0: then it takes +0 to +0. */
    static boolean derivativeKeepsZero(Elementwise function) {
        return switch (function) {
            case RELU, SIGMOID, TANH -> true;
            default -> throw unknown(function);
        };
    }

    /** Pops z, pushes a = f(z). */
    static void forward(Scratch scratch, Elementwise function) {
        switch (function) {
            case RELU -> {
                Local z = scratch.vector(0);
                scratch.code().tee(z).get(z).f32x4(0f).op(F32X4_LE).op(V128_ANDNOT);
            }
            case SIGMOID -> VectorFunction.SIGMOID.emit(scratch);
            case TANH -> VectorFunction.TANH.emit(scratch);
            default -> throw unknown(function);
        }
    }

    /**
     * Pops dA, pushes dZ = dA·f′(z).
     *
     * @param z the input; set only if {@link #derivativeReadsInput}
     * @param a the output
     */
    static void backward(Code code, Elementwise function, Local z, Local a) {
        switch (function) {
            // z ≤ 0 exactly where a ≤ 0, and a is NaN where z is.
            case RELU -> code.get(a).f32x4(0f).op(F32X4_LE).op(V128_ANDNOT);
            case SIGMOID ->
                code.get(a).f32x4(1f).get(a).op(F32X4_SUB).op(F32X4_MUL).op(F32X4_MUL);
            case TANH ->
                code.f32x4(1f).get(a).get(a).op(F32X4_MUL).op(F32X4_SUB).op(F32X4_MUL);
            default -> throw unknown(function);
        }
    }

    private static UnsupportedOperationException unknown(Elementwise function) {
        return new UnsupportedOperationException("Activation " + function + ": no vector code for it");
    }
}
