package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.data.Dataset;
import dev.nabla.data.Pixels;
import dev.nabla.train.HandwrittenDigits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {
    private static final int COUNT = 600;
    private static final int PIXELS = 784;

    /** The plane of principal components mixes the digits: trustworthiness 0.72, 39 % of what neighbors agree at best. */
    @ParameterizedTest
    @CsvSource({"TSNE, 0.91, 0.9", "UMAP, 0.9, 0.9"})
    void positions_handwriting_keepNeighborsAndDigits(Projection.Method method, double trust, double agreement) {
        Dataset digits = HandwrittenDigits.set(HandwrittenDigits.training(1), 0, COUNT);
        byte[] pixels = ((Pixels) digits.inputs()).values();
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 255) / 255f;
        }
        int[] labels = digits.labels().values();
        float[] plane = positions(method, pixels);
        float[] components = positions(Projection.Method.PCA, pixels);
        double best = Clouds.agreement(values, PIXELS, labels, 10);

        assertThat(Clouds.trustworthiness(values, COUNT, PIXELS, plane, 10)).isGreaterThan(trust);
        assertThat(Clouds.agreement(plane, 2, labels, 10)).isGreaterThan(agreement * best);
        assertThat(Clouds.trustworthiness(values, COUNT, PIXELS, components, 10))
                .isLessThan(0.8);
    }

    private static float[] positions(Projection.Method method, byte[] pixels) {
        Projection projection = Projection.ofPixels(method, pixels, COUNT, PIXELS, 1);
        finishWatched(projection);
        return Clouds.positions(projection);
    }

    @Test
    void positions_principalComponents_areTheirProjection() {
        float[] points = Clouds.blobs(1, 700, 12, 3, 2);
        Projection projection = Projection.of(Projection.Method.PCA, points, 700, 12, 1);
        finishWatched(projection);
        Pca pca = Pca.of(points, 700, 12, 2);
        pca.finish();
        float[] expected = new float[1400];
        pca.result().project(points, 0, 700, expected);

        assertThat(Clouds.positions(projection)).containsExactly(expected);
        assertThat(projection.components()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"PCA", "TSNE", "UMAP"})
    void positions_oneFeature_areFinite(Projection.Method method) {
        Projection projection = Projection.of(method, new float[] {3, 1, 2, 5, 4}, 5, 1, 1);
        finishWatched(projection);

        for (float value : Clouds.positions(projection)) {
            assertThat(Math.abs(value)).isLessThan(1e5f);
        }
    }

    @Test
    void of_fewExamples_isRefused() {
        assertThatThrownBy(() -> Projection.of(Projection.Method.PCA, new float[6], 3, 2, 1))
                .hasMessageContaining("3 examples, expected at least 4");
    }

    private static void finishWatched(Projection projection) {
        double progress = 0;
        while (projection.step()) {
            assertThat(projection.progress()).isBetween(progress, 1.0);
            progress = projection.progress();
        }
        assertThat(projection.progress()).isEqualTo(1);
        assertThat(projection.step()).isFalse();
    }
}
