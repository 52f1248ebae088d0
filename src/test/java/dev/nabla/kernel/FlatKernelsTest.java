package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.Reference;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Opcode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatKernelsTest {
    private static final int COUNT = 4000;
    private static final int RATE = 0;
    private static final int SECOND = 4;
    private static final int LAMBDA = 8;
    private static final float[] SCALARS = {0.0123f, 0.9f, 3e-4f, 0f};
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final float LIMIT = 0.7f;
    private static final float[] AROUND_SMALLEST = {0f, -0f, 0f, -0f, 0x1p-100f, -0x1p-100f, 0x1.fffffep-101f};
    private static final int[][] RANGES = {
        {0, 0}, {3, 4}, {5, 7}, {7, 10}, {10, 14}, {15, 20}, {20, 26}, {30, 37}, {40, 48}, {50, 59}, {60, 1000}
    };

    /** What an update does to whole arrays, in plain Java; one and two are its states. */
    private enum Rule {
        SGD {
            @Override
            UpdateRule rule(Slot[] slots, int one, int two) {
                return new UpdateRule.Sgd(slots[0]);
            }

            @Override
            void apply(float[] value, float[] gradient, float[] one, float[] two) {
                Reference.sgd(value, gradient, SCALARS[0]);
            }
        },
        PENALIZED_SGD {
            @Override
            UpdateRule rule(Slot[] slots, int one, int two) {
                return new PriorRule.Penalized(slots[2], new UpdateRule.Sgd(slots[0]));
            }

            @Override
            void apply(float[] value, float[] gradient, float[] one, float[] two) {
                Reference.sgd(value, penalized(value, gradient), SCALARS[0]);
            }
        },
        SIGN_PENALIZED_SGD {
            @Override
            UpdateRule rule(Slot[] slots, int one, int two) {
                return new PriorRule.SignPenalized(slots[2], new UpdateRule.Sgd(slots[0]));
            }

            @Override
            void apply(float[] value, float[] gradient, float[] one, float[] two) {
                float[] sum = gradient.clone();
                Reference.addSigns(sum, value, SCALARS[2]);
                Reference.sgd(value, sum, SCALARS[0]);
            }
        },
        CLIPPED_DECAYED_MOMENTUM {
            @Override
            UpdateRule rule(Slot[] slots, int one, int two) {
                UpdateRule decayed = new PriorRule.Decayed(slots[2], new UpdateRule.Momentum(slots[0], slots[1], one));
                return new PriorRule.Clipped(LIMIT, decayed);
            }

            @Override
            void apply(float[] value, float[] gradient, float[] one, float[] two) {
                float[] clipped = gradient.clone();
                Reference.clip(clipped, LIMIT);
                Reference.sgd(value, value, SCALARS[2]);
                Reference.momentum(value, clipped, one, SCALARS[0], SCALARS[1]);
            }
        },
        MOMENTUM {
            @Override
            UpdateRule rule(Slot[] slots, int one, int two) {
                return new UpdateRule.Momentum(slots[0], slots[1], one);
            }

            @Override
            void apply(float[] value, float[] gradient, float[] one, float[] two) {
                Reference.momentum(value, gradient, one, SCALARS[0], SCALARS[1]);
            }
        },
        ADAM {
            @Override
            UpdateRule rule(Slot[] slots, int one, int two) {
                return new UpdateRule.Adam(slots[0], slots[1], BETA1, BETA2, EPSILON, one, two);
            }

            @Override
            void apply(float[] value, float[] gradient, float[] one, float[] two) {
                for (int i = 0; i < value.length; i++) {
                    one[i] = flushed(BETA1 * one[i] + (1f - BETA1) * gradient[i]);
                    two[i] = flushed(BETA2 * two[i] + (1f - BETA2) * (gradient[i] * gradient[i]));
                    value[i] -= SCALARS[0] * one[i] / ((float) Math.sqrt(two[i]) * SCALARS[1] + EPSILON);
                }
            }
        };

        abstract UpdateRule rule(Slot[] slots, int one, int two);

        abstract void apply(float[] value, float[] gradient, float[] one, float[] two);

        private static float flushed(float state) {
            return Math.abs(state) < 0x1p-100f ? 0 : state;
        }
    }

    private static float[] penalized(float[] value, float[] gradient) {
        float[] sum = gradient.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += 2 * SCALARS[2] * value[i];
        }
        return sum;
    }

    private final Random random = new Random(7);
    private final KernelModule module = new KernelModule(6 * Float.BYTES * COUNT);
    private final FlatKernels kernels = new FlatKernels(module.builder);
    private final Global scalars = module.global("scalars");
    private final Slot[] slots = {new Slot(scalars, RATE), new Slot(scalars, SECOND), new Slot(scalars, LAMBDA)};
    private final int table = module.allocate(SCALARS.length);

    /** Of all magnitudes, with zeros and subnormal numbers; one in a thousand not finite. */
    private float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            float value = (float) random.nextGaussian();
            values[i] = switch (random.nextInt(6)) {
                case 0 -> AROUND_SMALLEST[random.nextInt(AROUND_SMALLEST.length)];
                case 1 -> Math.scalb(value, -100 + random.nextInt(8) - 4);
                case 2 -> Math.scalb(value, random.nextInt(250) - 148);
                default -> value;
            };
            if (random.nextInt(1000) == 0) {
                values[i] = random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY;
            }
        }
        return values;
    }

    private void start(Function... functions) {
        for (Function function : functions) {
            module.builder.export(function);
        }
        module.set(scalars, table);
        module.write(table, SCALARS);
    }

    private int place(float[] values) {
        int address = module.allocate(values.length);
        module.write(address, values);
        return address;
    }

    private void assertFloats(String what, int address, float[] expected) {
        float[] actual = module.floats(address, expected.length);
        for (int i = 0; i < actual.length; i++) {
            RowsFixture.assertSame(what + " " + i, actual[i], expected[i]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesItsVectorsOnly(Rule rule) {
        float[] gradient = numbers(COUNT);
        float[] value = numbers(COUNT);
        float[] one = numbers(COUNT);
        float[] two = numbers(COUNT);
        for (int i = 0; i < COUNT; i++) {
            two[i] = rule == Rule.ADAM && i % 16 != 0 ? Math.abs(two[i]) : two[i];
        }
        int gradientAddress = place(gradient);
        int oneAddress = place(one);
        int valueAddress = place(value);
        int twoAddress = place(two);
        Function update = kernels.update(
                "update",
                valueAddress,
                gradientAddress,
                rule.rule(slots, oneAddress - valueAddress, twoAddress - valueAddress));
        start(update);
        for (int[] range : RANGES) {
            int from = 4 * range[0];
            int to = 4 * range[1];
            float[] newValue = Arrays.copyOfRange(value, from, to);
            float[] newOne = Arrays.copyOfRange(one, from, to);
            float[] newTwo = Arrays.copyOfRange(two, from, to);
            rule.apply(newValue, Arrays.copyOfRange(gradient, from, to), newOne, newTwo);
            System.arraycopy(newValue, 0, value, from, to - from);
            System.arraycopy(newOne, 0, one, from, to - from);
            System.arraycopy(newTwo, 0, two, from, to - from);
            int nonFinite = module.call(update, range[0], range[1]);
            assertThat(nonFinite)
                    .as("vectors %d to %d", range[0], range[1])
                    .isEqualTo(Reference.isFinite(newValue) ? 0 : 1);
            assertFloats(rule + ": value", valueAddress, value);
            assertFloats(rule + ": first state", oneAddress, one);
            assertFloats(rule + ": second state", twoAddress, two);
            assertFloats(rule + ": gradient", gradientAddress, gradient);
        }
    }

    @Test
    void addsTheGradientOfThePenalty() {
        float[] gradient = numbers(COUNT);
        float[] value = numbers(COUNT);
        int gradientAddress = place(gradient);
        Function kernel = kernels.squaredNormGradient("penalty", place(value), slots[2], gradientAddress);
        start(kernel);
        module.call(kernel, 0, COUNT / 4);
        assertFloats("gradient", gradientAddress, penalized(value, gradient));
    }

    @Test
    void addsTheGradientOfTheAbsolutePenalty() {
        float[] gradient = numbers(COUNT);
        float[] value = numbers(COUNT);
        int gradientAddress = place(gradient);
        Function kernel = kernels.absoluteNormGradient("penalty", place(value), slots[2], gradientAddress);
        start(kernel);
        module.call(kernel, 0, COUNT / 4);
        Reference.addSigns(gradient, value, SCALARS[2]);
        assertFloats("gradient", gradientAddress, gradient);
    }

    @Test
    void clipsByValue() {
        float[] gradient = numbers(COUNT);
        int address = place(gradient);
        Function kernel = kernels.clipValue("clip", address, LIMIT);
        start(kernel);
        module.call(kernel, 0, COUNT / 4);
        Reference.clip(gradient, LIMIT);
        assertFloats("gradient", address, gradient);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f, 0.48f, 0.49f, 0.5f, 17, Float.POSITIVE_INFINITY, Float.NaN})
    void clipsByNorm(float squaredNorm) {
        float[] gradient = numbers(COUNT);
        int address = place(gradient);
        Function kernel = kernels.clipNorm("clip", address, slots[1], LIMIT);
        start(kernel);
        module.write(table + SECOND, squaredNorm);
        module.call(kernel, 0, COUNT / 4);
        Reference.clipNorm(gradient, squaredNorm, LIMIT);
        assertFloats("gradient", address, gradient);
    }

    @Test
    void clears() {
        float[] values = numbers(COUNT);
        int address = place(values);
        Function clear = kernels.clear("clear", address);
        start(clear);
        for (int[] range : RANGES) {
            module.call(clear, range[0], range[1]);
            Arrays.fill(values, 4 * range[0], 4 * range[1], 0f);
            assertFloats("value", address, values);
        }
    }

    @Test
    void findsWhatIsNotFinite() {
        float[] values = new float[40];
        Arrays.fill(values, Float.MAX_VALUE);
        int address = place(values);
        Function check = kernels.checkFinite("check", address);
        start(check);
        assertThat(module.call(check, 0, 10)).isZero();
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int i = 0; i < values.length; i++) {
                module.write(address + 4 * i, bad);
                assertThat(module.call(check, 0, 10)).as("%s at %d", bad, i).isEqualTo(1);
                assertThat(module.call(check, 0, i / 4)).isZero();
                assertThat(module.call(check, i / 4 + 1, 10)).isZero();
                module.write(address + 4 * i, -Float.MAX_VALUE);
            }
        }
    }

    @Test
    void sumsByTheRule() {
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = i < 100 ? -0f : Math.scalb((float) random.nextGaussian(), random.nextInt(20));
        }
        int address = place(values);
        int result = module.allocate(4);
        Sums sums = new Sums(module.builder);
        Function sum = stored(sums.of(Sums.Term.ITSELF), result);
        Function squares = stored(sums.of(Sums.Term.SQUARE), result);
        Function magnitudes = stored(sums.of(Sums.Term.MAGNITUDE), result);
        start(sum, squares, magnitudes);
        for (int from : new int[] {0, 96, 97}) {
            for (int count = 0; count < COUNT - from; count += count < 80 ? 1 : count < 1000 ? 313 : 257) {
                float[] part = Arrays.copyOfRange(values, from, from + count);
                module.call(sum, address + 4 * from, count);
                RowsFixture.assertSame("sum of " + count, module.floats(result, 1)[0], Reference.sum(part));
                module.call(squares, address + 4 * from, count);
                RowsFixture.assertSame(
                        "sum of squares of " + count, module.floats(result, 1)[0], Reference.sumOfSquares(part));
                module.call(magnitudes, address + 4 * from, count);
                RowsFixture.assertSame(
                        "sum of magnitudes of " + count, module.floats(result, 1)[0], Reference.sumOfMagnitudes(part));
            }
        }
    }

    /** A function of the same arguments that stores what the other gives. */
    private Function stored(Function function, int address) {
        Code code = module.builder.function("store " + function.name(), FunctionType.ofInts(2));
        code.i32(address)
                .get(code.parameter(0))
                .get(code.parameter(1))
                .call(function)
                .memory(Opcode.F32_STORE, 0);
        return code.function();
    }
}
