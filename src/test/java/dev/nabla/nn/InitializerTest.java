package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.Tolerances;
import dev.nabla.nn.Initializer.Scheme;
import dev.nabla.program.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {
    private static final int COUNT = 100_000;
    private static final int FAN_IN = 50;
    private static final int FAN_OUT = 30;
    private static final int SEED = 20;

    /** Kurtosis of the distributions; the variance of a sample's variance is σ⁴·(kurtosis − 1)/n. */
    private static final double NORMAL_KURTOSIS = 3;

    private static final double UNIFORM_KURTOSIS = 1.8;

    @ParameterizedTest
    @CsvSource({
        "normal, 1",
        "xavier-normal, 0.025",
        "he-normal, 0.04",
        "lecun-normal, 0.02",
    })
    void fill_normalSchemes_haveMeanZeroAndTheirVariance(String scheme, double variance) {
        checkMoments(scheme, 1, variance, NORMAL_KURTOSIS);
        checkMoments(scheme, 3, 9 * variance, NORMAL_KURTOSIS);
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 0.3333333333333333",
        "xavier-uniform, 0.025",
        "he-uniform, 0.04",
        "lecun-uniform, 0.02",
    })
    void fill_uniformSchemes_haveMeanZeroAndTheirVariance(String scheme, double variance) {
        checkMoments(scheme, 1, variance, UNIFORM_KURTOSIS);
        checkMoments(scheme, 0.5f, 0.25 * variance, UNIFORM_KURTOSIS);
    }

    @ParameterizedTest
    @CsvSource({"uniform, 1", "xavier-uniform, 0.2738613", "he-uniform, 0.3464102", "lecun-uniform, 0.2449490"})
    void fill_uniformSchemes_stayWithinTheirLimits(String scheme, float limit) {
        float largest = 0;
        for (float value : fill(Initializer.of(scheme, 1))) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isLessThanOrEqualTo(limit).isCloseTo(limit, within(1e-3f * limit));
    }

    @Test
    void fill_zeros_areZeroAtAnyScale() {
        assertThat(fill(new Initializer(Scheme.ZEROS, 5))).containsOnly(0f);
    }

    @Test
    void fill_constant_isTheScale() {
        assertThat(fill(new Initializer(Scheme.CONSTANT, 0.25f))).containsOnly(0.25f);
    }

    /** Orthogonal matrices are made as a whole. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORTHOGONAL")
    void fill_shorterArray_beginsWithTheSameValues(Scheme scheme) {
        Random random = Random.of(SEED, Random.Stream.INITIALIZATION.id(0), 0);
        float[] few = new float[7];
        float[] many = new float[70];
        Initializer.of(scheme).fill(few, 1, FAN_IN, FAN_OUT, random);
        Initializer.of(scheme).fill(many, 1, FAN_IN, FAN_OUT, random);
        assertThat(many).startsWith(few);
    }

    @Test
    void new_scaleThatIsNotFinite_isRefused() {
        assertThatThrownBy(() -> new Initializer(Scheme.NORMAL, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Initializer: scale NaN, expected a finite number");
        assertThatThrownBy(() -> new Initializer(Scheme.NORMAL, Float.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Initializer: scale -Infinity, expected a finite number");
    }

    @Test
    void of_unknownLabel_listsThoseThereAre() {
        assertThatThrownBy(() -> Initializer.of("he", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Unknown initializer \"he\", expected one of: zeros, constant, normal, uniform,"
                                + " xavier-normal, xavier-uniform, he-normal, he-uniform, lecun-normal, lecun-uniform, orthogonal");
    }

    private static void checkMoments(String scheme, float scale, double variance, double kurtosis) {
        float[] values = fill(Initializer.of(scheme, scale));
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        String what = scheme + " at scale " + scale + ", seed " + SEED;
        double meanError = Math.sqrt(variance / COUNT);
        double varianceError = variance * Math.sqrt((kurtosis - 1) / COUNT);
        assertThat(sum / COUNT).as("mean of " + what).isCloseTo(0, within(Tolerances.STANDARD_ERRORS * meanError));
        assertThat(squares / COUNT)
                .as("variance of " + what)
                .isCloseTo(variance, within(Tolerances.STANDARD_ERRORS * varianceError));
    }

    private static float[] fill(Initializer initializer) {
        float[] values = new float[COUNT];
        Random random = Random.of(SEED, Random.Stream.INITIALIZATION.id(0), 0);
        initializer.fill(values, 1, FAN_IN, FAN_OUT, random);
        return values;
    }
}
