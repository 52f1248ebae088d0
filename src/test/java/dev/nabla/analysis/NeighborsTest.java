package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighborsTest {
    @ParameterizedTest
    @CsvSource({"2, 1, 1", "5, 3, 4", "7, 1, 3", "64, 5, 10", "333, 17, 20", "1030, 9, 8"})
    void indices_randomPoints_areThoseOfSorting(int count, int width, int k) {
        float[] points = EngineFixture.normals(new Random(count), count * width, 1);
        Neighbors neighbors = found(points, count, width, k);

        for (int i = 0; i < count; i++) {
            int point = i;
            List<Integer> expected = IntStream.range(0, count)
                    .filter(j -> j != point)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> squared(points, width, point, j)))
                    .limit(k)
                    .toList();
            for (int j = 0; j < k; j++) {
                assertThat(neighbors.indices()[i * k + j]).isEqualTo(expected.get(j));
                assertThat((double) neighbors.squaredDistances()[i * k + j])
                        .isCloseTo(
                                squared(points, width, i, expected.get(j)),
                                org.assertj.core.data.Percentage.withPercentage(1e-3));
            }
        }
    }

    @Test
    void indices_equalDistances_areAscending() {
        Neighbors neighbors = found(new float[] {0, 1, -1, 0, 1, -1, 0}, 7, 1, 4);

        assertThat(neighbors.indices()).startsWith(3, 6, 1, 2).endsWith(0, 3, 1, 2);
        assertThat(neighbors.squaredDistances()).startsWith(0, 0, 1, 1);
    }

    @Test
    void constructor_impossibleNumbers_namesBoth() {
        assertThatThrownBy(() -> new Neighbors(new float[6], 2, 4, 1)).hasMessageContaining("6 values", "expected 8");
        assertThatThrownBy(() -> new Neighbors(new float[6], 3, 2, 3)).hasMessageContaining("3 neighbors among 3");
    }

    private static Neighbors found(float[] points, int count, int width, int k) {
        Neighbors neighbors = new Neighbors(points, count, width, k);
        neighbors.finish();
        assertThat(neighbors.progress()).isEqualTo(1);
        return neighbors;
    }

    private static double squared(float[] points, int width, int i, int j) {
        double sum = 0;
        for (int f = 0; f < width; f++) {
            double difference = points[i * width + f] - points[j * width + f];
            sum += difference * difference;
        }
        return sum;
    }
}
