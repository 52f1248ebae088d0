package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import dev.nabla.Tolerances.Tolerance;
import org.junit.jupiter.api.Test;

class UmapTest {
    /** Sums of memberships are met within 10⁻⁵, with exp in float32. */
    private static final Tolerance MEMBERSHIPS = new Tolerance(1e-4, 1e-4);

    private static final Tolerance FITTED = new Tolerance(1e-5, 1e-5);

    @Test
    void curve_ofEachMinimumDistance_isNumPys() {
        for (Object element : Goldens.read().getArray("curves")) {
            JsonObject golden = (JsonObject) element;
            UmapCurve curve = UmapCurve.fit(golden.getDouble("minimumDistance"));

            FITTED.check("a", curve.a(), golden.getDouble("a"));
            FITTED.check("b", curve.b(), golden.getDouble("b"));
        }
    }

    @Test
    void memberships_ofGolden_areNumPys() {
        JsonObject json = Goldens.read();
        float[] points = Goldens.floats(json.getObject("points").getArray("values"));
        int count = 24;
        int k = json.getObject("umap").getInt("neighbors") - 1;
        Neighbors neighbors = new Neighbors(points, count, 3, k);
        neighbors.finish();
        float[] memberships = new float[count * k];
        for (int i = 0; i < count; i++) {
            SmoothDistances.calibrate(neighbors.squaredDistances(), i * k, k, 1, memberships);
        }
        NeighborGraph graph = new NeighborGraph(neighbors, memberships);
        float[] union = Umap.union(graph);
        double[] matrix = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int e = graph.starts[i]; e < graph.starts[i + 1]; e++) {
                matrix[i * count + graph.columns[e]] = union[e];
            }
        }

        MEMBERSHIPS.check("p", matrix, Goldens.doubles(json.getObject("umap").getArray("memberships")));
    }

    @Test
    void positions_separateClouds_keepNeighborsAndClouds() {
        int count = 300;
        float[] points = Clouds.blobs(5, count, 20, 6, 2);
        Umap umap = new Umap(points, count, 20, new UmapSettings(15, 0.1f, 200, 1));
        umap.finish();
        float[] plane = Clouds.positions(umap);
        int[] labels = new int[count];
        java.util.Arrays.setAll(labels, i -> i % 6);

        assertThat(Clouds.agreement(plane, 2, labels, 10)).isGreaterThan(0.99);
        assertThat(Clouds.trustworthiness(points, count, 20, plane, 10)).isGreaterThan(0.88);
        assertThat(umap.epoch()).isEqualTo(200);
        assertThat(umap.progress()).isEqualTo(1);
    }

    @Test
    void positions_sameSeed_areTheSameBits_anotherSeed_others() {
        float[] points = Clouds.blobs(8, 60, 4, 2, 2);
        Umap first = new Umap(points, 60, 4, new UmapSettings(10, 0.1f, 30, 3));
        Umap second = new Umap(points, 60, 4, new UmapSettings(10, 0.1f, 30, 3));
        Umap other = new Umap(points, 60, 4, new UmapSettings(10, 0.1f, 30, 4));
        first.finish();
        second.finish();
        other.finish();

        assertThat(Clouds.positions(second)).containsExactly(Clouds.positions(first));
        assertThat(Clouds.positions(other)).isNotEqualTo(Clouds.positions(first));
    }

    @Test
    void positions_fewOrEqualPoints_areFinite() {
        for (float[] points : new float[][] {{0, 0, 0, 0}, {1, 2, 3, 4}, {0, 0, 0, 0, 0, 0, 0, 1}}) {
            Umap umap = new Umap(points, points.length, 1, UmapSettings.usual(1));
            umap.finish();
            for (float value : Clouds.positions(umap)) {
                assertThat(Math.abs(value)).isLessThan(1e4f);
            }
        }
    }

    @Test
    void settings_impossible_areNamed() {
        assertThatThrownBy(() -> new UmapSettings(2, 0, 1, 1)).hasMessageContaining("2 neighbors");
        assertThatThrownBy(() -> new UmapSettings(5, 3, 1, 1)).hasMessageContaining("distance 3.0");
        assertThatThrownBy(() -> new UmapSettings(5, 0, 0, 1)).hasMessageContaining("0 epochs");
        assertThatThrownBy(() -> new Umap(new float[3], 3, 1, UmapSettings.usual(1)))
                .hasMessageContaining("3 points");
    }
}
