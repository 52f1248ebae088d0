package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.Tolerances.Tolerance;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsneTest {
    /** Perplexities are met within 10⁻⁵ nats, with exp in float32. */
    private static final Tolerance SIMILARITIES = new Tolerance(1e-6, 5e-4);

    @Test
    void similarities_ofGolden_areNumPys() {
        JsonObject json = Goldens.read();
        float[] points = Goldens.floats(json.getObject("points").getArray("values"));
        JsonObject tsne = json.getObject("tsne");
        Tsne prepared = prepared(points, 24, 3, tsne.getInt("perplexity"), 0.5);

        SIMILARITIES.check("p", prepared.similarities(), Goldens.doubles(tsne.getArray("similarities")));
    }

    @Test
    void similarities_manyPoints_areSymmetricAndSumToOne() {
        int count = 150;
        double[] p =
                prepared(Clouds.blobs(1, count, 10, 3, 2), count, 10, 10, 0.5).similarities();

        double sum = 0;
        for (int i = 0; i < count; i++) {
            assertThat(p[i * count + i]).isZero();
            for (int j = 0; j < count; j++) {
                assertThat(p[i * count + j]).isEqualTo(p[j * count + i]);
                sum += p[i * count + j];
            }
        }
        assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
    }

    @Test
    void calibrate_randomDistances_meetsThePerplexity() {
        float[] squared = EngineFixture.normals(new Random(2), 90, 30);
        java.util.Arrays.sort(squared);
        float shift = 1 - squared[0];
        for (int j = 0; j < squared.length; j++) {
            squared[j] += shift;
        }
        float[] p = new float[90];
        Perplexity.calibrate(squared, 0, 90, 30, p);

        double entropy = 0;
        for (float value : p) {
            entropy -= value * Math.log(value);
        }
        assertThat(Math.exp(entropy)).isBetween(29.99, 30.01);
    }

    @Test
    void gradient_withoutApproximation_isThatOfTheDivergence() {
        int count = 40;
        Tsne tsne = prepared(Clouds.blobs(3, count, 5, 3, 2), count, 5, 8, 0);
        scatter(tsne, 1);
        double[] p = tsne.similarities();
        tsne.differentiate(1);
        double[] gradient = tsne.gradient().clone();
        double[] numeric = new double[2 * count];
        double[] y = tsne.positions();
        for (int i = 0; i < y.length; i++) {
            double kept = y[i];
            y[i] = kept + 1e-6;
            double above = divergence(p, y);
            y[i] = kept - 1e-6;
            numeric[i] = (above - divergence(p, y)) / 2e-6;
            y[i] = kept;
        }

        Tolerances.GRADIENT.check("∂KL/∂y", gradient, numeric);
        assertThat(tsne.divergence()).isBetween(divergence(p, y) - 1e-5, divergence(p, y) + 1e-5);
    }

    @Test
    void gradient_exaggerated_isThatOfPTwelveTimes() {
        int count = 40;
        Tsne tsne = prepared(Clouds.blobs(3, count, 5, 3, 2), count, 5, 8, 0);
        scatter(tsne, 1);
        tsne.differentiate(0);
        double[] repulsion = tsne.gradient().clone();
        tsne.differentiate(1);
        double[] plain = tsne.gradient().clone();
        tsne.differentiate(12);

        for (int i = 0; i < plain.length; i++) {
            double expected = repulsion[i] + 12 * (plain[i] - repulsion[i]);
            assertThat(tsne.gradient()[i]).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 100, 777})
    void repel_coarseTree_isNearTheExactSum(int count) {
        double[] y = Tolerances.widen(EngineFixture.normals(new Random(count), 2 * count, 20));
        double[] exact = new double[2 * count];
        double z = new Plane(y).repel(exact);

        assertNear(y, exact, z, 0, 1e-12);
        assertNear(y, exact, z, 0.5, 0.02);
    }

    @Test
    void repel_clustersAndDuplicates_isNearTheExactSum() {
        int count = 400;
        double[] y = new double[2 * count];
        for (int i = 0; i < count; i++) {
            y[2 * i] = i % 4 * 1e3 + (i % 8 < 4 ? 0 : i * 1e-7);
            y[2 * i + 1] = i % 4 == 3 ? -5 : 7;
        }
        double[] exact = new double[2 * count];
        double z = new Plane(y).repel(exact);

        assertNear(y, exact, z, 0, 1e-12);
        assertNear(y, exact, z, 0.5, 0.02);
    }

    @Test
    void repel_allPointsEqual_hasNoForce() {
        double[] y = new double[2 * 50];
        double[] forces = new double[2 * 50];
        QuadTree tree = new QuadTree(50, 0.5);
        tree.build(y);

        assertThat(tree.repel(forces)).isEqualTo(50 * 49);
        assertThat(forces).containsOnly(0);
    }

    @Test
    void positions_separateClouds_keepNeighborsAndClouds() {
        int count = 300;
        float[] points = Clouds.blobs(5, count, 20, 6, 2);
        Tsne tsne = new Tsne(points, count, 20, new TsneSettings(20, 400, 0.5, 1));
        tsne.finish();
        float[] plane = Clouds.positions(tsne);
        int[] labels = new int[count];
        java.util.Arrays.setAll(labels, i -> i % 6);

        assertThat(Clouds.agreement(plane, 2, labels, 10)).isGreaterThan(0.99);
        assertThat(Clouds.trustworthiness(points, count, 20, plane, 10)).isGreaterThan(0.9);
        assertThat(tsne.iteration()).isEqualTo(400);
        assertThat(tsne.progress()).isEqualTo(1);
    }

    @Test
    void divergence_atTheEnd_isFarBelowThatOfTheComponents() {
        int count = 200;
        Tsne tsne = prepared(Clouds.blobs(6, count, 10, 4, 2), count, 10, 15, 0.5);
        double before = tsne.divergence();
        tsne.finish();

        assertThat(tsne.divergence()).isLessThan(0.6 * before).isPositive();
    }

    @Test
    void positions_coarseAndExact_areAsGood() {
        int count = 200;
        float[] points = Clouds.blobs(7, count, 10, 4, 1.5);
        Tsne exact = new Tsne(points, count, 10, new TsneSettings(15, 300, 0, 1));
        Tsne coarse = new Tsne(points, count, 10, new TsneSettings(15, 300, 0.5, 1));
        exact.finish();
        coarse.finish();

        assertThat(coarse.divergence()).isLessThan(1.1 * exact.divergence());
    }

    @Test
    void positions_sameSeed_areTheSameBits() {
        float[] points = Clouds.blobs(8, 60, 4, 2, 2);
        TsneSettings settings = new TsneSettings(10, 60, 0.5, 3);
        Tsne first = new Tsne(points, 60, 4, settings);
        Tsne second = new Tsne(points, 60, 4, settings);
        first.finish();
        second.finish();

        assertThat(Clouds.positions(second)).containsExactly(Clouds.positions(first));
    }

    @Test
    void positions_fewOrEqualPoints_areFinite() {
        for (float[] points : new float[][] {{0, 0, 0, 0}, {1, 2, 3, 4}, {0, 0, 0, 0, 0, 0, 0, 1}}) {
            Tsne tsne = new Tsne(points, points.length, 1, TsneSettings.usual(1));
            tsne.finish();
            for (float value : Clouds.positions(tsne)) {
                assertThat(Math.abs(value)).isLessThan(1e5f);
            }
        }
    }

    @Test
    void constructor_impossibleNumbers_areNamed() {
        assertThatThrownBy(() -> new Tsne(new float[3], 3, 1, TsneSettings.usual(1)))
                .hasMessageContaining("3 points");
        assertThatThrownBy(() -> new TsneSettings(1, 10, 0.5, 1)).hasMessageContaining("perplexity 1.0");
        assertThatThrownBy(() -> new TsneSettings(5, 0, 0.5, 1)).hasMessageContaining("0 iterations");
        assertThatThrownBy(() -> new TsneSettings(5, 5, 0.8, 1)).hasMessageContaining("theta 0.8");
    }

    /** Ready for its first iteration. */
    private static Tsne prepared(float[] points, int count, int width, float perplexity, double theta) {
        Tsne tsne = new Tsne(points, count, width, new TsneSettings(perplexity, 300, theta, 1));
        while (tsne.iteration() == 0) {
            tsne.step();
        }
        return tsne;
    }

    private static void scatter(Tsne tsne, double deviation) {
        float[] values = EngineFixture.normals(new Random(11), tsne.positions().length, deviation);
        for (int i = 0; i < values.length; i++) {
            tsne.positions()[i] = values[i];
        }
    }

    /** Σ p·log(p/q), as the paper has it. */
    private static double divergence(double[] p, double[] y) {
        int count = y.length / 2;
        double z = new Plane(y).repel(new double[y.length]);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] == 0 ? 0 : p[i] * Math.log(p[i] * z / new Plane(y).weight(i / count, i % count));
        }
        return sum;
    }

    private static void assertNear(double[] y, double[] exact, double z, double theta, double tolerance) {
        double[] forces = new double[y.length];
        java.util.Arrays.fill(forces, Double.NaN);
        QuadTree tree = new QuadTree(y.length / 2, theta);
        tree.build(y);
        assertThat(Math.abs(tree.repel(forces) - z)).isLessThanOrEqualTo(tolerance * Math.max(1, z));
        double error = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            error += (forces[i] - exact[i]) * (forces[i] - exact[i]);
            size += exact[i] * exact[i];
        }
        assertThat(Math.sqrt(error)).isLessThanOrEqualTo(tolerance * Math.sqrt(size));
    }

    /** The naive sums over all pairs. */
    private static final class Plane {
        private final double[] y;

        Plane(double[] y) {
            this.y = y;
        }

        double weight(int i, int j) {
            double dx = y[2 * i] - y[2 * j];
            double dy = y[2 * i + 1] - y[2 * j + 1];
            return 1 / (1 + dx * dx + dy * dy);
        }

        double repel(double[] forces) {
            double z = 0;
            for (int i = 0; i < y.length / 2; i++) {
                for (int j = 0; j < y.length / 2; j++) {
                    double w = i == j ? 0 : weight(i, j);
                    z += w;
                    forces[2 * i] += w * w * (y[2 * i] - y[2 * j]);
                    forces[2 * i + 1] += w * w * (y[2 * i + 1] - y[2 * j + 1]);
                }
            }
            return z;
        }
    }
}
