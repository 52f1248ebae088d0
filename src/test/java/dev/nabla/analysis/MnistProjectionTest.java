package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.Tolerances.Tolerance;
import dev.nabla.data.Catalog;
import dev.nabla.data.Dataset;
import dev.nabla.data.ImageDirectory;
import dev.nabla.data.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projections of MNIST's official files, which lie in the folder {@code mnist} of -Dnabla.data; skipped without them. */
@Tag("slow")
class MnistProjectionTest {
    private static final int PIXELS = 784;
    private static final int COUNT = 2000;

    /** By {@code numpy.linalg.eigvalsh(numpy.cov(x / 255, rowvar=False))}, NumPy 1.24.2. */
    @Test
    void pca_all60000Images_isNumPys() throws IOException {
        Dataset mnist = training();
        Pca pca = Pca.ofPixels(((Pixels) mnist.inputs()).values(), mnist.size(), PIXELS, 50);
        pca.finish();
        PrincipalComponents result = pca.result();

        Tolerance exact = new Tolerance(0, 1e-9);
        exact.check("total", result.totalVariance(), 52.7259142603645);
        exact.check("first", result.explained(0), 0.0970466435971391);
        exact.check("second", result.explained(1), 0.0709592405909448);
        exact.check("50th", result.variance(49), 0.169711255527653);
    }

    /** The plane of the first two components: 0.39 of the neighbors agree. */
    @ParameterizedTest
    @CsvSource({"TSNE, 0.82, 0.95", "UMAP, 0.81, 0.94"})
    void positions_keepDigitsAndNeighbors(Projection.Method method, double agreement, double trust) throws IOException {
        Dataset mnist = training();
        byte[] pixels = Arrays.copyOf(((Pixels) mnist.inputs()).values(), COUNT * PIXELS);
        int[] labels = Arrays.copyOf(mnist.labels().values(), COUNT);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 255) / 255f;
        }
        Projection projection = Projection.ofPixels(method, pixels, COUNT, PIXELS, 1);
        projection.finish();
        float[] plane = Clouds.positions(projection);

        assertThat(Clouds.agreement(plane, 2, labels, 10)).isGreaterThan(agreement);
        assertThat(Clouds.trustworthiness(values, COUNT, PIXELS, plane, 10)).isGreaterThan(trust);
    }

    private static Dataset training() throws IOException {
        Path folder = Path.of(System.getProperty("nabla.data", "../shared/data"), "mnist");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "NO TESTS WITH REAL DATA: " + folder + " is no directory; see -Dnabla.data");
        return new ImageDirectory(folder, Catalog.bundled()).training();
    }
}
