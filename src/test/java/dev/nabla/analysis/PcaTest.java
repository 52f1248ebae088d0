package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.Tolerances.Tolerance;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PcaTest {
    /** Components are rounded to float32. */
    private static final Tolerance ROUNDED = new Tolerance(2e-6, 2e-6);

    private static final Tolerance EXACT = new Tolerance(1e-9, 1e-9);

    private record Golden(JsonObject json) {
        Pca pca() {
            int count = json.getInt("count");
            int width = json.getInt("width");
            int components = json.getInt("components");
            return json.has("pixels")
                    ? Pca.ofPixels(Goldens.bytes(json.getArray("pixels")), count, width, components)
                    : Pca.of(Goldens.floats(json.getArray("values")), count, width, components);
        }

        double[] numbers(String key) {
            return Goldens.doubles(json.getArray(key));
        }

        @Override
        public String toString() {
            return json.getString("name");
        }
    }

    static Stream<Golden> goldens() {
        return Goldens.read().getArray("pca").stream()
                .map(JsonObject.class::cast)
                .map(Golden::new);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void result_ofGolden_isNumPys(Golden golden) {
        PrincipalComponents result = result(golden.pca());

        for (int i = 0; i < result.width(); i++) {
            EXACT.check("mean " + i, result.mean(i), golden.numbers("mean")[i]);
        }
        for (int c = 0; c < result.count(); c++) {
            EXACT.check("variance " + c, result.variance(c), golden.numbers("variances")[c]);
        }
        EXACT.check("total", result.totalVariance(), golden.json().getDouble("total"));
        ROUNDED.check("components", result.components(), golden.numbers("vectors"));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void project_golden_isNumPys(Golden golden) {
        PrincipalComponents result = result(golden.pca());
        int count = golden.json().getInt("count");
        float[] projected = new float[count * result.count()];
        if (golden.json().has("pixels")) {
            byte[] pixels = Goldens.bytes(golden.json().getArray("pixels"));
            result.projectPixels(pixels, 0, 17, projected);
            result.projectPixels(pixels, 17, count, projected);
        } else {
            result.project(Goldens.floats(golden.json().getArray("values")), 0, count, projected);
        }

        double size = Math.sqrt(result.totalVariance());
        new Tolerance(1e-5 * (1 + size), 1e-5).check("projected", projected, golden.numbers("projected"));
        if (golden.toString().startsWith("means far")) {
            // The components' own rounding, 2⁻²⁵, does not count against means of a thousand.
            new Tolerance(1e-4, 0).check("projected", projected, golden.numbers("projected"));
        }
    }

    @Test
    void result_ofRowsWithoutMatrix_isThatOfTheMatrix() {
        int count = 60;
        int width = 30;
        float[] values = EngineFixture.normals(new Random(4), count * width, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * Math.pow(0.7, i % width) + i % 3);
        }
        Covariance matrix = new FloatCovariance(values, count, width);
        Covariance rows = new RowsCovariance(values, count, width);
        finishReading(matrix);
        finishReading(rows);
        double[] vectors = Tolerances.widen(EngineFixture.normals(new Random(5), 3 * width, 1));
        double[] expected = new double[3 * width];
        double[] actual = new double[3 * width];
        matrix.multiply(vectors, 3, expected);
        while (rows.multiply(vectors, 3, actual)) {}

        EXACT.check("products", actual, expected);
        EXACT.check("trace", rows.trace(), matrix.trace());
        EXACT.check("mean", rows.mean(), matrix.mean());
    }

    @Test
    void multiplyOfRows_secondProduct_startsAfresh() {
        float[] values = EngineFixture.normals(new Random(6), 9 * 4, 1);
        Covariance rows = new RowsCovariance(values, 9, 4);
        finishReading(rows);
        double[] vectors = {1, 2, 3, 4};
        double[] first = new double[4];
        double[] second = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        while (rows.multiply(vectors, 1, first)) {}
        while (rows.multiply(vectors, 1, second)) {}

        assertThat(second).containsExactly(first);
    }

    @Test
    void result_widerThanAMatrix_findsPlantedDirections() {
        int count = 40;
        int width = Covariance.WIDEST_MATRIX + 1;
        Random random = new Random(7);
        float[] values = EngineFixture.normals(random, count * width, 0.01);
        for (int r = 0; r < count; r++) {
            float strong = (float) random.nextGaussian() * 10;
            float weak = (float) random.nextGaussian() * 4;
            for (int i = 0; i < 100; i++) {
                values[r * width + i] += strong;
                values[r * width + 900 + i] += weak;
            }
        }
        PrincipalComponents result = result(Pca.of(values, count, width, 2));

        for (int i = 0; i < 100; i++) {
            assertThat(Math.abs(result.components()[i])).isBetween(0.095f, 0.105f);
            assertThat(Math.abs(result.components()[width + 900 + i])).isBetween(0.095f, 0.105f);
        }
        assertThat(result.explained(0) + result.explained(1)).isBetween(0.999, 1.0);
    }

    @Test
    void result_fewerExamplesThanComponents_hasOrthonormalRowsAndZeroVariances() {
        int width = 12;
        float[] values = EngineFixture.normals(new Random(8), 5 * width, 1);
        PrincipalComponents result = result(Pca.of(values, 5, width, 7));

        assertOrthonormal(result);
        assertThat(result.variance(3)).isGreaterThan(0.1);
        for (int c = 4; c < 7; c++) {
            assertThat(result.variance(c)).isBetween(0.0, 1e-12);
        }
    }

    @Test
    void result_equalExamples_explainsNothing() {
        float[] values = new float[6 * 3];
        java.util.Arrays.fill(values, 0.1f);
        PrincipalComponents result = result(Pca.of(values, 6, 3, 2));

        assertOrthonormal(result);
        assertThat(result.explained(0)).isZero();
        assertThat(result.totalVariance()).isBetween(0.0, 1e-14);
    }

    @Test
    void result_manyImages_flushesSumsBeforeTheyOverflow() {
        int count = 70_000;
        byte[] pixels = new byte[count * 2];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 4 == 3 ? 254 : 255);
        }
        PrincipalComponents result = result(Pca.ofPixels(pixels, count, 2, 1));

        // Pixel 1 is 255 and 254 in turn, pixel 0 always 255.
        EXACT.check("variance", result.variance(0), 0.25 / (255 * 255) * count / (count - 1));
        assertThat(result.components()).containsExactly(0, 1);
    }

    @Test
    void result_calledTwice_hasTheSameBits() {
        float[] values = EngineFixture.normals(new Random(9), 50 * 9, 1);

        assertThat(result(Pca.of(values, 50, 9, 4)).components())
                .containsExactly(result(Pca.of(values, 50, 9, 4)).components());
    }

    @Test
    void of_impossibleNumbers_namesBoth() {
        assertThatThrownBy(() -> Pca.of(new float[10], 3, 4, 1)).hasMessageContaining("10 values", "12 values");
        assertThatThrownBy(() -> Pca.of(new float[4], 1, 4, 1)).hasMessageContaining("at least 2 examples");
        assertThatThrownBy(() -> Pca.of(new float[8], 2, 4, 5)).hasMessageContaining("5 components of 4 features");
        float[] infinite = {1, 2, 3, Float.POSITIVE_INFINITY};
        assertThatThrownBy(() -> Pca.of(infinite, 2, 2, 1)).hasMessageContaining("feature 1 of example 1");
        assertThatThrownBy(() -> Pca.of(new float[8], 2, 4, 1).result()).isInstanceOf(IllegalStateException.class);
    }

    private static PrincipalComponents result(Pca pca) {
        pca.finish();
        assertThat(pca.progress()).isEqualTo(1);
        assertThat(pca.step()).isFalse();
        return pca.result();
    }

    private static void finishReading(Covariance covariance) {
        while (covariance.read()) {}
    }

    private static void assertOrthonormal(PrincipalComponents result) {
        for (int a = 0; a < result.count(); a++) {
            for (int b = 0; b < result.count(); b++) {
                double dot = 0;
                for (int i = 0; i < result.width(); i++) {
                    dot += result.components()[a * result.width() + i] * result.components()[b * result.width() + i];
                }
                assertThat(dot).as("%d·%d", a, b).isBetween((a == b ? 1 : 0) - 1e-6, (a == b ? 1 : 0) + 1e-6);
            }
        }
    }
}
