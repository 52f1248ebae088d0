package dev.nabla.selftest;

import dev.nabla.program.Maths;
import dev.nabla.program.Random;
import java.util.Arrays;
import java.util.List;

/** Facts of the float32 functions and of the random numbers. */
final class MathsFacts {
    private static final int STRIDE = 200_003;
    private static final int NAN_BITS = 0x7fc00000;
    private static final int DRAWS = 20_000;

    private MathsFacts() {}

    /** A function of float32. */
    private interface FloatFunction {
        float apply(float x);
    }

    static void addTo(List<String> lines) {
        function(lines, "exp", Maths::exp);
        function(lines, "log", Maths::log);
        function(lines, "tanh", Maths::tanh);
        function(lines, "sigmoid", Maths::sigmoid);
        function(lines, "erf", Maths::erf);
        function(lines, "sin", Maths::sin);
        function(lines, "cos", Maths::cos);
        function(lines, "pow", x -> Maths.pow(x, 1.7f));
        random(lines);
    }

    /** The bits over a sweep of all patterns, and the sum over arguments in (0, 5]. */
    private static void function(List<String> lines, String name, FloatFunction function) {
        int hash = 17;
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            float value = function.apply(Float.intBitsToFloat((int) bits));
            hash = hash * 31 + (Float.isNaN(value) ? NAN_BITS : Float.floatToRawIntBits(value));
        }
        lines.add("bits maths-" + name + " " + Integer.toHexString(hash));
        double sum = 0;
        for (int i = 1; i <= 1000; i++) {
            sum += function.apply(i / 200f);
        }
        lines.add("close maths-" + name + "-sum " + sum);
    }

    private static void random(List<String> lines) {
        Random random = Random.of(-7, Random.Stream.INITIALIZATION.id(3), 11);
        int words = 17;
        int normals = 17;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            words = words * 31 + random.bits(i) + random.below(i, 1_000_003);
            float normal = random.normal(i);
            normals = normals * 31 + Float.floatToRawIntBits(normal);
            squares += normal * normal;
        }
        lines.add("exact random-words " + Integer.toHexString(words));
        lines.add("exact random-permutation " + Arrays.toString(random.permutation(12)));
        lines.add("bits random-normals " + Integer.toHexString(normals));
        lines.add("close random-normals-squared " + squares);
    }
}
