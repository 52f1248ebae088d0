package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PointsTest {
    /** One float32 rounding: the double values agree within 1e-14. */
    private static final float GOLDEN_ERROR = 1.2e-7f;

    static List<String> goldens() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                PointsTest.class.getResourceAsStream("/golden/points.txt"), StandardCharsets.US_ASCII))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void generate_sameBits_isWhatNumPyComputes(String golden) {
        String[] parts = golden.split(" ", -1);
        int classes = Integer.parseInt(parts[1]);
        int perClass = Integer.parseInt(parts[2]);
        double noise = Double.parseDouble(parts[3]);
        RandomBits bits = TestBits.seed(Integer.parseInt(parts[4]));

        float[] values = values(Points.named(parts[0]).generate(classes, perClass, noise, bits));

        assertThat(values).hasSize(parts.length - 5).hasSize(2 * classes * perClass);
        for (int i = 0; i < values.length; i++) {
            float expected = Float.parseFloat(parts[5 + i]);
            assertThat(values[i])
                    .as("%s, number %d", parts[0], i)
                    .isEqualTo(expected, within(GOLDEN_ERROR * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void generate_usualSettings_isABalancedSetClassAfterClass(Points points) {
        Dataset set = points.generate(50, TestBits.seed(1));

        assertThat(set.name()).isEqualTo(points.label());
        assertThat(set.shape()).isEqualTo(InputShape.vector(2));
        assertThat(set.size()).isEqualTo(50 * points.defaultClasses());
        assertThat(set.labels().counts()).containsOnly(50);
        assertThat(set.labels().values()).isSorted();
        assertThat(set.classNames()).hasSize(points.defaultClasses());
        for (float value : values(set)) {
            assertThat(Math.abs(value)).isLessThan(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void generate_sameBits_isTheSame_andOtherBits_isAnother(Points points) {
        float[] first = values(points.generate(50, TestBits.seed(1)));

        assertThat(values(points.generate(50, TestBits.seed(1)))).isEqualTo(first);
        assertThat(values(points.generate(50, TestBits.seed(2)))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void generate_onePointPerClass_isFinite(Points points) {
        assertThat(points.generate(points.maxClasses(), 1, Points.MAX_NOISE, TestBits.seed(1))
                        .size())
                .isEqualTo(points.maxClasses());
    }

    @ParameterizedTest
    @EnumSource
    void generate_outOfRange_namesBoth(Points points) {
        RandomBits bits = TestBits.seed(1);

        assertThatThrownBy(() -> points.generate(1, 10, 0, bits))
                .isInstanceOf(DataException.class)
                .hasMessage(points.label() + ": 1 classes, expected 2.." + points.maxClasses());
        assertThatThrownBy(() -> points.generate(points.maxClasses() + 1, 10, 0, bits))
                .hasMessageContaining(": " + (points.maxClasses() + 1) + " classes, expected 2..");
        assertThatThrownBy(() -> points.generate(2, 0, 0, bits))
                .hasMessage(points.label() + ": 0 points per class, expected 1..1000000");
        assertThatThrownBy(() -> points.generate(2, 10, -0.1, bits))
                .hasMessage(points.label() + ": noise -0.1, expected 0..100.0");
        assertThatThrownBy(() -> points.generate(2, 10, Double.NaN, bits)).hasMessageContaining("noise NaN");
    }

    @Test
    void xor_withoutNoise_isLabelledBySigns() {
        Dataset set = Points.XOR.generate(2, 100, 0, TestBits.seed(1));
        float[] values = values(set);
        for (int i = 0; i < set.size(); i++) {
            boolean sameSign = values[2 * i] > 0 == values[2 * i + 1] > 0;
            assertThat(set.labels().values()[i]).isEqualTo(sameSign ? 0 : 1);
        }
    }

    @Test
    void circles_withoutNoise_haveTheirRadii() {
        float[] values = values(Points.CIRCLES.generate(4, 10, 0, TestBits.seed(1)));
        for (int i = 0; i < 40; i++) {
            double radius = Math.hypot(values[2 * i], values[2 * i + 1]);
            assertThat(radius).isEqualTo((i / 10 + 1) / 4.0, within(1e-7));
        }
    }

    @Test
    void checkerboard_withoutNoise_isLabelledBySquares() {
        Dataset set = Points.CHECKERBOARD.generate(2, 200, 0, TestBits.seed(1));
        float[] values = values(set);
        for (int i = 0; i < set.size(); i++) {
            int column = (int) Math.floor(2 * (values[2 * i] + 1));
            int row = (int) Math.floor(2 * (values[2 * i + 1] + 1));
            assertThat(set.labels().values()[i]).isEqualTo((column + row) % 2);
        }
    }

    @Test
    void rings_withoutNoise_alternateOutwards() {
        Dataset set = Points.RINGS.generate(3, 100, 0, TestBits.seed(1));
        float[] values = values(set);
        for (int i = 0; i < set.size(); i++) {
            double band = 6 * Math.hypot(values[2 * i], values[2 * i + 1]);
            assertThat((int) band % 3).isEqualTo(set.labels().values()[i]);
            assertThat(band - (int) band).isGreaterThanOrEqualTo(0.25 - 1e-5);
        }
    }

    @Test
    void named_spirals_isTheSpiral() {
        assertThat(Points.named("spirals")).isEqualTo(Points.SPIRAL);
    }

    @Test
    void named_everyLabel_isFound() {
        for (Points points : Points.values()) {
            assertThat(Points.named(points.label())).isEqualTo(points);
        }
    }

    @Test
    void named_unknown_listsAll() {
        assertThatThrownBy(() -> Points.named("star"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "Points: \"star\", expected one of spiral, circles, moons, xor, blobs, checkerboard, rings");
    }

    private static float[] values(Dataset set) {
        return ((Floats) set.inputs()).values();
    }
}
