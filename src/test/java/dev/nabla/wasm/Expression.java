package dev.nabla.wasm;

import java.util.Random;
import java.util.function.Consumer;

/**
 * An expression and its value, computed in Java while it was made: leaves are constants, nodes are instructions. Values are
 * four words; those of i32 and f32 have one.
 *
 * <p>A NaN that arithmetic gives has no certain bits, so only positive canonical ones go on: each such instruction is
 * followed by one that replaces a NaN.
 */
record Expression(ValueType type, Consumer<Code> code, Words value) {
    private static final float[] AWKWARD = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        3f,
        Float.MIN_VALUE,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        16777216f,
        0x1p31f,
        -0x1p31f,
        1.0000001f,
        0.1f
    };

    /** Four words, of which a scalar uses the first. */
    record Words(int a, int b, int c, int d) {
        static Words of(int word) {
            return new Words(word, 0, 0, 0);
        }

        int get(int lane) {
            return switch (lane) {
                case 0 -> a;
                case 1 -> b;
                case 2 -> c;
                default -> d;
            };
        }
    }

    interface Unary {
        int apply(int word);
    }

    interface Binary {
        int apply(int left, int right);
    }

    interface FloatBinary {
        float apply(float left, float right);
    }

    static Expression random(Random random, ValueType type, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf(random, type);
        }
        return switch (type) {
            case I32 -> integer(random, depth - 1);
            case F32 -> number(random, depth - 1);
            default -> vector(random, depth - 1);
        };
    }

    private static Expression leaf(Random random, ValueType type) {
        switch (type) {
            case I32 -> {
                int value = random.nextInt() >> random.nextInt(32);
                return new Expression(type, code -> code.i32(value), Words.of(value));
            }
            case F32 -> {
                int bits = floatBits(random);
                return new Expression(type, code -> code.f32(Float.intBitsToFloat(bits)), Words.of(bits));
            }
            default -> {
                Words bits = new Words(floatBits(random), floatBits(random), floatBits(random), floatBits(random));
                return new Expression(type, code -> code.i32x4(bits.a, bits.b, bits.c, bits.d), bits);
            }
        }
    }

    private static int floatBits(Random random) {
        return Float.floatToRawIntBits(
                random.nextBoolean()
                        ? AWKWARD[random.nextInt(AWKWARD.length)]
                        : (float) random.nextGaussian() * (1 << random.nextInt(20)));
    }

    private static Expression integer(Random random, int depth) {
        Expression left = random(random, ValueType.I32, depth);
        Expression right = random(random, ValueType.I32, depth);
        return switch (random.nextInt(17)) {
            case 0 -> left.with(right, Opcode.I32_ADD, (a, b) -> a + b);
            case 1 -> left.with(right, Opcode.I32_SUB, (a, b) -> a - b);
            case 2 -> left.with(right, Opcode.I32_MUL, (a, b) -> a * b);
            case 3 -> left.with(right, Opcode.I32_AND, (a, b) -> a & b);
            case 4 -> left.with(right, Opcode.I32_OR, (a, b) -> a | b);
            case 5 -> left.with(right, Opcode.I32_XOR, (a, b) -> a ^ b);
            case 6 -> left.with(right, Opcode.I32_SHL, (a, b) -> a << b);
            case 7 -> left.with(right, Opcode.I32_SHR_S, (a, b) -> a >> b);
            case 8 -> left.with(right, Opcode.I32_SHR_U, (a, b) -> a >>> b);
            case 9 -> left.with(right, Opcode.I32_ROTL, Integer::rotateLeft);
            case 10 -> left.with(right, Opcode.I32_LT_S, (a, b) -> a < b ? 1 : 0);
            case 11 -> left.with(right, Opcode.I32_GE_U, (a, b) -> Integer.compareUnsigned(a, b) >= 0 ? 1 : 0);
            case 12 -> left.with(Opcode.I32_CLZ, ValueType.I32, Integer::numberOfLeadingZeros);
            case 13 -> left.with(Opcode.I32_POPCNT, ValueType.I32, Integer::bitCount);
            case 14 ->
                random(random, ValueType.F32, depth)
                        .with(Opcode.I32_TRUNC_SAT_F32_S, ValueType.I32, bits -> (int) Float.intBitsToFloat(bits));
            case 15 ->
                random(random, ValueType.F32, depth).with(Opcode.I32_REINTERPRET_F32, ValueType.I32, bits -> bits);
            default -> {
                Expression vector = random(random, ValueType.V128, depth);
                int lane = random.nextInt(4);
                yield new Expression(
                        ValueType.I32,
                        code -> {
                            vector.code.accept(code);
                            code.lane(Opcode.I32X4_EXTRACT_LANE, lane);
                        },
                        Words.of(vector.value.get(lane)));
            }
        };
    }

    private static Expression number(Random random, int depth) {
        Expression left = random(random, ValueType.F32, depth);
        Expression right = random(random, ValueType.F32, depth);
        return switch (random.nextInt(11)) {
            case 0 -> left.with(right, Opcode.F32_ADD, floats((a, b) -> a + b)).canonical();
            case 1 -> left.with(right, Opcode.F32_SUB, floats((a, b) -> a - b)).canonical();
            case 2 -> left.with(right, Opcode.F32_MUL, floats((a, b) -> a * b)).canonical();
            case 3 -> left.with(right, Opcode.F32_DIV, floats((a, b) -> a / b)).canonical();
            case 4 -> left.with(right, Opcode.F32_MIN, floats(Math::min)).canonical();
            case 5 -> left.with(right, Opcode.F32_MAX, floats(Math::max)).canonical();
            case 6 ->
                left.with(Opcode.F32_SQRT, ValueType.F32, floats((a, b) -> (float) Math.sqrt(a)))
                        .canonical();
            case 7 ->
                left.with(Opcode.F32_NEAREST, ValueType.F32, floats((a, b) -> (float) Math.rint(a)))
                        .canonical();
            case 8 -> left.with(Opcode.F32_NEG, ValueType.F32, bits -> bits ^ 0x80000000);
            case 9 ->
                random(random, ValueType.I32, depth)
                        .with(Opcode.F32_CONVERT_I32_S, ValueType.F32, word -> Float.floatToRawIntBits(word));
            default -> left.with(right, Opcode.F32_COPYSIGN, (a, b) -> (a & 0x7fffffff) | (b & 0x80000000));
        };
    }

    private static Expression vector(Random random, int depth) {
        Expression left = random(random, ValueType.V128, depth);
        Expression right = random(random, ValueType.V128, depth);
        return switch (random.nextInt(18)) {
            case 0 ->
                left.with(right, Opcode.F32X4_ADD, floats((a, b) -> a + b)).canonical();
            case 1 ->
                left.with(right, Opcode.F32X4_SUB, floats((a, b) -> a - b)).canonical();
            case 2 ->
                left.with(right, Opcode.F32X4_MUL, floats((a, b) -> a * b)).canonical();
            case 3 ->
                left.with(right, Opcode.F32X4_DIV, floats((a, b) -> a / b)).canonical();
            case 4 -> left.with(right, Opcode.F32X4_MIN, floats(Math::min)).canonical();
            case 5 -> left.with(right, Opcode.F32X4_MAX, floats(Math::max)).canonical();
            case 6 -> left.with(right, Opcode.F32X4_PMIN, (a, b) -> less(b, a) ? b : a);
            case 7 -> left.with(right, Opcode.F32X4_PMAX, (a, b) -> less(a, b) ? b : a);
            case 8 -> left.with(right, Opcode.F32X4_LT, (a, b) -> less(a, b) ? -1 : 0);
            case 9 -> left.with(right, Opcode.V128_ANDNOT, (a, b) -> a & ~b);
            case 10 -> left.with(right, Opcode.V128_XOR, (a, b) -> a ^ b);
            case 11 -> left.with(right, Opcode.I32X4_ADD, (a, b) -> a + b);
            case 12 -> left.with(right, Opcode.I32X4_MUL, (a, b) -> a * b);
            case 13 -> left.with(right, Opcode.I32X4_GT_S, (a, b) -> a > b ? -1 : 0);
            case 14 -> left.with(Opcode.F32X4_CONVERT_I32X4_S, ValueType.V128, word -> Float.floatToRawIntBits(word));
            case 15 ->
                left.with(Opcode.I32X4_TRUNC_SAT_F32X4_S, ValueType.V128, bits -> (int) Float.intBitsToFloat(bits));
            case 16 -> left.shuffled(right, random.nextInt(8), random.nextInt(8), random.nextInt(8), random.nextInt(8));
            default -> splat(random(random, ValueType.F32, depth));
        };
    }

    private static Expression splat(Expression number) {
        int bits = number.value.a;
        return new Expression(
                ValueType.V128,
                code -> {
                    number.code.accept(code);
                    code.op(Opcode.F32X4_SPLAT);
                },
                new Words(bits, bits, bits, bits));
    }

    private Expression shuffled(Expression right, int a, int b, int c, int d) {
        Unary lane = from -> from < 4 ? value.get(from) : right.value.get(from - 4);
        return new Expression(
                ValueType.V128,
                code -> {
                    this.code.accept(code);
                    right.code.accept(code);
                    code.shuffle(a, b, c, d);
                },
                new Words(lane.apply(a), lane.apply(b), lane.apply(c), lane.apply(d)));
    }

    private Expression with(Expression right, Opcode opcode, Binary operation) {
        return new Expression(
                type,
                code -> {
                    this.code.accept(code);
                    right.code.accept(code);
                    code.op(opcode);
                },
                lanes(lane -> operation.apply(value.get(lane), right.value.get(lane))));
    }

    private Expression with(Opcode opcode, ValueType result, Unary operation) {
        return new Expression(
                result,
                code -> {
                    this.code.accept(code);
                    code.op(opcode);
                },
                lanes(lane -> operation.apply(value.get(lane))));
    }

    private Expression with(Opcode opcode, ValueType result, Binary operation) {
        return with(opcode, result, (Unary) word -> operation.apply(word, word));
    }

    /** Where it is NaN, 0x7fc00000 instead. */
    private Expression canonical() {
        boolean vector = type == ValueType.V128;
        return new Expression(
                type,
                code -> {
                    Local number = code.local(type);
                    this.code.accept(code);
                    code.set(number);
                    if (vector) {
                        code.get(number)
                                .f32x4(Float.NaN)
                                .get(number)
                                .get(number)
                                .op(Opcode.F32X4_EQ);
                        code.op(Opcode.V128_BITSELECT);
                    } else {
                        code.get(number).f32(Float.NaN).get(number).get(number).op(Opcode.F32_EQ);
                        code.op(Opcode.SELECT);
                    }
                },
                lanes(lane -> Float.floatToIntBits(Float.intBitsToFloat(value.get(lane)))));
    }

    /** Applied to every lane; to the first alone of a scalar. */
    private Words lanes(Unary operation) {
        return type == ValueType.V128
                ? new Words(operation.apply(0), operation.apply(1), operation.apply(2), operation.apply(3))
                : Words.of(operation.apply(0));
    }

    private static boolean less(int left, int right) {
        return Float.intBitsToFloat(left) < Float.intBitsToFloat(right);
    }

    private static Binary floats(FloatBinary operation) {
        return (a, b) -> Float.floatToRawIntBits(operation.apply(Float.intBitsToFloat(a), Float.intBitsToFloat(b)));
    }
}
