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

    /** The scratch vector that holds z or its sigmoid; those before it are for {@link VectorFunction}. */
    private static final int OWN = 7;

    /** Whether the function is a few operations, so that it is cheaper to apply it where z is than to fetch z again. */
    static boolean isShort(Elementwise function) {
        return switch (function) {
            case RELU, LEAKY_RELU -> true;
            case SIGMOID, TANH, ELU, GELU, SILU -> false;
        };
    }

    /** Whether the derivative is computed from z; if not, z is not looked at. */
    static boolean derivativeReadsInput(Elementwise function) {
        return switch (function) {
            case RELU, SIGMOID, TANH, LEAKY_RELU, ELU -> false;
            case GELU, SILU -> true;
        };
    }

    /** Whether the derivative at outputs of the function is never below 0 nor −0: then it takes +0 to +0. */
    static boolean derivativeKeepsZero(Elementwise function) {
        return switch (function) {
            case RELU, SIGMOID, TANH, LEAKY_RELU, ELU -> true;
            case GELU, SILU -> false;
        };
    }

    /** Pops z, pushes a = f(z); uses scratch vectors up to 7. */
    static void forward(Scratch scratch, Elementwise function) {
        Code code = scratch.code();
        Local z = scratch.vector(isShort(function) ? 0 : OWN);
        switch (function) {
            case RELU -> code.tee(z).get(z).f32x4(0f).op(F32X4_LE).op(V128_ANDNOT);
            case SIGMOID -> VectorFunction.SIGMOID.emit(scratch);
            case TANH -> VectorFunction.TANH.emit(scratch);
            // The larger of LEAK·z and z, which is the former where they are equal or NaN.
            case LEAKY_RELU ->
                code.tee(z).f32x4(Elementwise.LEAK).op(F32X4_MUL).get(z).op(F32X4_PMAX);
            case ELU -> {
                code.tee(z).get(z);
                VectorFunction.EXP.emit(scratch);
                code.f32x4(1f).op(F32X4_SUB).get(z).f32x4(0f).op(F32X4_GT).op(V128_BITSELECT);
            }
            case GELU -> {
                code.tee(z).f32x4(0.5f).op(F32X4_MUL);
                onePlusErf(scratch, z);
                code.op(F32X4_MUL);
            }
            case SILU -> {
                code.tee(z).get(z);
                VectorFunction.SIGMOID.emit(scratch);
                code.op(F32X4_MUL);
            }
        }
    }

    /**
     * Pops dA, pushes dZ = dA·f′(z); uses scratch vectors up to 7.
     *
     * @param z the input; set only if {@link #derivativeReadsInput}
     * @param a the output
     */
    static void backward(Scratch scratch, Elementwise function, Local z, Local a) {
        Code code = scratch.code();
        switch (function) {
            // z ≤ 0 exactly where a ≤ 0, and a is NaN where z is.
            case RELU -> code.get(a).f32x4(0f).op(F32X4_LE).op(V128_ANDNOT);
            case SIGMOID ->
                code.get(a).f32x4(1f).get(a).op(F32X4_SUB).op(F32X4_MUL).op(F32X4_MUL);
            case TANH ->
                code.f32x4(1f).get(a).get(a).op(F32X4_MUL).op(F32X4_SUB).op(F32X4_MUL);
            case LEAKY_RELU -> {
                Local dA = scratch.vector(0);
                code.tee(dA).f32x4(Elementwise.LEAK).op(F32X4_MUL).get(dA);
                code.get(a).f32x4(0f).op(F32X4_LE).op(V128_BITSELECT);
            }
            case ELU -> {
                Local dA = scratch.vector(0);
                code.tee(dA).get(dA).get(a).f32x4(1f).op(F32X4_ADD).op(F32X4_MUL);
                code.get(a).f32x4(0f).op(F32X4_GT).op(V128_BITSELECT);
            }
            case GELU -> {
                onePlusErf(scratch, z);
                code.f32x4(0.5f).op(F32X4_MUL).get(z);
                code.get(z).f32x4(-0.5f).op(F32X4_MUL).get(z).op(F32X4_MUL);
                VectorFunction.EXP.emit(scratch);
                code.f32x4(Elementwise.DENSITY_OF_ZERO).op(F32X4_MUL);
                code.op(F32X4_MUL).op(F32X4_ADD).op(F32X4_MUL);
            }
            case SILU -> {
                Local sigmoid = scratch.vector(OWN);
                code.get(z);
                VectorFunction.SIGMOID.emit(scratch);
                code.tee(sigmoid).get(a).f32x4(1f).get(sigmoid).op(F32X4_SUB).op(F32X4_MUL);
                code.op(F32X4_ADD).op(F32X4_MUL);
            }
        }
    }

    /** Pushes {@code 1 + erf(z·√½)}. */
    private static void onePlusErf(Scratch scratch, Local z) {
        scratch.code().get(z).f32x4(Elementwise.ROOT_HALF).op(F32X4_MUL);
        VectorFunction.ERF.emit(scratch);
        scratch.code().f32x4(1f).op(F32X4_ADD);
    }
}
