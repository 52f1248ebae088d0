package dev.nabla.kernel;

import static dev.nabla.program.Coefficients.*;
import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;

/**
 * The functions of {@code program.Maths} on four lanes, with the same bits (those of NaNs excepted). The derivations stand
 * there; here stand the deviations, none of which changes a result:
 *
 * <ul>
 *   <li>2ⁿ is made from an integral float n: {@code n + 1.5·2²³ + bias} is exact and has n + bias in its lowest bits, which
 *       a shift moves to the exponent. The conversion to int takes five x86 instructions instead of one addition.
 *   <li>Where the sum's lowest bits hold n + 2·127, its half has ⌊n/2⌋ + 127 there and the rest n − ⌊n/2⌋ + 127: both
 *       factors of 2ⁿ.
 *   <li>A choice whose other branch is 0, NaN or an infinity added to a finite number is a mask and one operation.
 * </ul>
 */
enum VectorFunction {
    /** {@code Maths.exp}. */
    EXP("exp") {
        @Override
        void emit(Scratch scratch) {
            Code code = scratch.code();
            Local high = scratch.vector(0);
            Local n = scratch.vector(1);
            code.f32x4(EXP_UPPER).op(F32X4_PMIN).f32x4(EXP_LOWER).op(F32X4_PMAX).set(high);
            reduce(code, high, n);
            expMinusOne(scratch, high, n);
            code.f32x4(1f).op(F32X4_ADD);
            code.get(n).f32x4(INTEGRAL + 2 * BIAS).op(F32X4_ADD).set(n);
            multiplyByBothHalves(code, n, high);
        }
    },

    /** {@code Maths.log}. */
    LOG("log") {
        @Override
        void emit(Scratch scratch) {
            Code code = scratch.code();
            Local x = scratch.vector(0);
            Local subnormal = scratch.vector(1);
            Local offset = scratch.vector(2);
            Local n = scratch.vector(1);
            Local f = scratch.vector(3);
            code.tee(x).f32x4(SUBNORMAL_SCALE).op(F32X4_MUL).get(x);
            code.get(x).f32x4(MIN_NORMAL).op(F32X4_LT).tee(subnormal);
            code.op(V128_BITSELECT).i32x4(SQRT_HALF_BITS).op(I32X4_SUB).set(offset);
            code.get(offset).i32(FRACTION_BITS).op(I32X4_SHR_S).op(F32X4_CONVERT_I32X4_S);
            code.get(subnormal)
                    .f32x4(SUBNORMAL_EXPONENT)
                    .op(V128_AND)
                    .op(F32X4_SUB)
                    .set(n);
            code.get(offset)
                    .i32x4(FRACTION_MASK)
                    .op(V128_AND)
                    .i32x4(SQRT_HALF_BITS)
                    .op(I32X4_ADD);
            code.f32x4(1f).op(F32X4_SUB).set(f);

            code.get(f).get(f).op(F32X4_MUL);
            horner(code, f, LOG_7, LOG_6, LOG_5, LOG_4, LOG_3, LOG_2, LOG_1, LOG_0);
            code.get(f).op(F32X4_MUL).f32x4(0.5f).op(F32X4_SUB).op(F32X4_MUL);
            code.get(n).f32x4(LN2_LOW).op(F32X4_MUL).op(F32X4_ADD);
            code.get(f).op(F32X4_ADD).get(n).f32x4(LN2_HIGH).op(F32X4_MUL).op(F32X4_ADD);
            specialLogarithms(code, x);
        }

        /** The sum so far is finite, and never −0: + x for ∞ and NaN, − ∞ for ±0, all bits for x below 0. */
        private void specialLogarithms(Code code, Local x) {
            code.get(x).get(x).f32x4(Float.POSITIVE_INFINITY).op(F32X4_LT);
            code.op(V128_ANDNOT).op(F32X4_ADD);
            code.get(x).f32x4(0f).op(F32X4_EQ).f32x4(Float.POSITIVE_INFINITY);
            code.op(V128_AND).op(F32X4_SUB);
            code.get(x).f32x4(0f).op(F32X4_LT).op(V128_OR);
        }
    },

    /** {@code Maths.tanh}. */
    TANH("tanh") {
        @Override
        void emit(Scratch scratch) {
            Code code = scratch.code();
            Local high = scratch.vector(0);
            Local n = scratch.vector(1);
            Local x = scratch.vector(4);
            Local a = scratch.vector(5);
            Local z = scratch.vector(6);
            code.tee(x).op(F32X4_ABS).f32x4(TANH_UPPER).op(F32X4_PMIN).set(a);
            code.get(a).get(a).op(F32X4_MUL).set(z);
            code.get(a).get(z).op(F32X4_MUL);
            horner(code, z, TANH_5, TANH_4, TANH_3, TANH_2, TANH_1, TANH_0);
            code.op(F32X4_MUL).get(a).op(F32X4_ADD);

            code.f32x4(1f).f32x4(1f);
            code.get(a).get(a).op(F32X4_ADD).set(high);
            reduce(code, high, n);
            expMinusOne(scratch, high, n);
            code.get(n).f32x4(INTEGRAL + BIAS - 1).op(F32X4_ADD);
            code.i32(FRACTION_BITS).op(I32X4_SHL).tee(n).op(F32X4_MUL);
            code.get(n).f32x4(0.5f).op(F32X4_ADD).op(F32X4_ADD).op(F32X4_DIV).op(F32X4_SUB);
            choose(code, a, TANH_SMALL);
            copySign(code, x);
        }
    },

    /** {@code Maths.sigmoid}. */
    SIGMOID("sigmoid") {
        @Override
        void emit(Scratch scratch) {
            Code code = scratch.code();
            Local high = scratch.vector(0);
            Local n = scratch.vector(1);
            Local x = scratch.vector(4);
            Local s = scratch.vector(5);
            Local d = scratch.vector(6);
            code.tee(x).op(F32X4_ABS).f32x4(SIGMOID_UPPER).op(F32X4_PMIN).tee(high);
            code.f32x4(LOG2_E).op(F32X4_MUL).f32x4(0.5f).op(F32X4_ADD).op(F32X4_FLOOR);
            code.f32x4(1f).op(F32X4_PMAX).set(n);
            code.get(high).get(n).f32x4(LN2_HIGH).op(F32X4_MUL).op(F32X4_SUB).set(high);
            expMinusOne(scratch, high, n, SIGMOID_5, SIGMOID_4, SIGMOID_3, SIGMOID_2, SIGMOID_1, SIGMOID_0);

            code.f32x4(INTEGRAL + 2 * BIAS).get(n).op(F32X4_SUB).tee(n);
            code.get(n)
                    .i32(1)
                    .op(I32X4_SHR_S)
                    .tee(high)
                    .op(I32X4_SUB)
                    .i32(FRACTION_BITS)
                    .op(I32X4_SHL);
            code.get(high).i32(FRACTION_BITS).op(I32X4_SHL).op(F32X4_MUL).tee(s);
            code.op(F32X4_ADD).set(d);
            code.f32x4(1f).get(d).get(d).f32x4(1f).op(F32X4_ADD).op(F32X4_DIV).op(F32X4_SUB);
            code.get(s).op(F32X4_MUL).tee(d);
            code.f32x4(1f).get(d).op(F32X4_SUB);
            code.get(x).f32x4(0f).op(F32X4_LT).op(V128_BITSELECT);
        }
    },

    /** {@code Maths.erf}. */
    ERF("erf") {
        @Override
        void emit(Scratch scratch) {
            Code code = scratch.code();
            Local x = scratch.vector(0);
            Local a = scratch.vector(1);
            Local z = scratch.vector(2);
            Local v = scratch.vector(3);
            code.tee(x).op(F32X4_ABS).f32x4(ERF_UPPER).op(F32X4_PMIN).set(a);
            code.get(a).get(a).op(F32X4_MUL).set(z);
            horner(code, z, ERF_6, ERF_5, ERF_4, ERF_3, ERF_2, ERF_1, ERF_0);
            code.get(a).op(F32X4_MUL).get(a).op(F32X4_ADD);

            code.f32x4(1f);
            code.get(a).f32x4(ERF_SMALL).op(F32X4_SUB).set(v);
            horner(code, v, ERFC_8, ERFC_7, ERFC_6, ERFC_5, ERFC_4, ERFC_3, ERFC_2, ERFC_1, ERFC_0);
            code.tee(v).get(v).op(F32X4_MUL).tee(v).get(v).op(F32X4_MUL).op(F32X4_SUB);
            choose(code, a, ERF_SMALL);
            copySign(code, x);
        }
    };

    private static final int SIGN = 0x80000000;
    private static final int FRACTION_MASK = 0x007fffff;
    private static final int FRACTION_BITS = 23;
    private static final int BIAS = 127;

    /** 1.5·2²³: floats of this magnitude are the integers, and their lowest 22 bits are those of the int. */
    private static final float INTEGRAL = 0x1.8p23f;

    private final String label;

    VectorFunction(String label) {
        this.label = label;
    }

    /** The name that its function gets in a module. */
    String label() {
        return label;
    }

    /** Pops x, pushes f(x); uses scratch vectors 0 to 6. */
    abstract void emit(Scratch scratch);

    /** {@code n = ⌊x·log₂e + ½⌋; x −= n·LN2_HIGH}. */
    private static void reduce(Code code, Local x, Local n) {
        code.get(x)
                .f32x4(LOG2_E)
                .op(F32X4_MUL)
                .f32x4(0.5f)
                .op(F32X4_ADD)
                .op(F32X4_FLOOR)
                .set(n);
        code.get(x).get(n).f32x4(LN2_HIGH).op(F32X4_MUL).op(F32X4_SUB).set(x);
    }

    /** Pushes eʳ − 1 for r = high − n·LN2_LOW by the polynomial of exp; keeps n. */
    private static void expMinusOne(Scratch scratch, Local high, Local n) {
        expMinusOne(scratch, high, n, EXP_4, EXP_3, EXP_2, EXP_1, EXP_0);
    }

    private static void expMinusOne(Scratch scratch, Local high, Local n, float... coefficients) {
        Code code = scratch.code();
        Local low = scratch.vector(2);
        Local r = scratch.vector(3);
        code.get(high)
                .get(n)
                .f32x4(LN2_LOW)
                .op(F32X4_MUL)
                .tee(low)
                .op(F32X4_SUB)
                .set(r);
        code.get(r).get(r).op(F32X4_MUL);
        horner(code, r, coefficients);
        code.op(F32X4_MUL).get(low).op(F32X4_SUB).get(high).op(F32X4_ADD);
    }

    /** Multiplies by 2^⌊n/2⌋ and by 2^(n−⌊n/2⌋), where the lowest bits of {@code sum} are n + 2·127. */
    private static void multiplyByBothHalves(Code code, Local sum, Local half) {
        code.get(sum).i32(1).op(I32X4_SHR_S).tee(half);
        code.i32(FRACTION_BITS).op(I32X4_SHL).op(F32X4_MUL);
        code.get(sum).get(half).op(I32X4_SUB).i32(FRACTION_BITS).op(I32X4_SHL).op(F32X4_MUL);
    }

    /** Pushes {@code cₙ + x·(cₙ₋₁ + …)}, the coefficient of the highest power first. */
    private static void horner(Code code, Local x, float... coefficients) {
        code.f32x4(coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            code.get(x).op(F32X4_MUL).f32x4(coefficients[i]).op(F32X4_ADD);
        }
    }

    /** Pops two vectors, pushes the lower one where {@code a < limit}, else the upper one. */
    private static void choose(Code code, Local a, float limit) {
        code.get(a).f32x4(limit).op(F32X4_LT).op(V128_BITSELECT);
    }

    /** Gives the top, which is not negative, the sign of x. */
    private static void copySign(Code code, Local x) {
        code.get(x).i32x4(SIGN).op(V128_AND).op(V128_OR);
    }
}
