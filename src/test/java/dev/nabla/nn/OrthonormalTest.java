package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.nabla.Tolerances;
import dev.nabla.program.Random;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrthonormalTest {
    private static final String GOLDENS = "/golden/orthonormal/goldens.json";
    private static final int SEED = 4;

    static Stream<JsonObject> goldens() throws IOException, JsonParserException {
        try (InputStream in = OrthonormalTest.class.getResourceAsStream(GOLDENS)) {
            return JsonParser.object().from(in).getArray("cases").stream().map(JsonObject.class::cast);
        }
    }

    /** {@code golden/orthonormal/generate.py} made them. */
    @ParameterizedTest
    @MethodSource("goldens")
    void rows_equalNumpysQr(JsonObject golden) {
        double[] rows = doubles(golden.getArray("a"));
        Orthonormal.rows(rows, golden.getInt("count"), golden.getInt("length"));
        Tolerances.DOUBLE.check("Q of " + golden, rows, doubles(golden.getArray("q")));
    }

    private static double[] doubles(JsonArray array) {
        return array.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    @Test
    void rows_dependentOnes_giveWayToAxes() {
        double[] rows = {3, 4, 0, 6, 8, 0, 0, 0, 0};
        Orthonormal.rows(rows, 3, 3);
        Tolerances.DOUBLE.check("Q", rows, new double[] {0.6, 0.8, 0, 0.8, -0.6, 0, 0, 0, 1});
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "7, 1", "3, 5", "5, 3", "8, 8", "40, 90", "90, 40"})
    void initializer_orthogonal_hasOrthonormalRowsOrColumns(int rows, int columns) {
        float scale = 1.5f;
        float[] values = new float[rows * columns];
        Initializer.of("orthogonal", scale)
                .fill(values, rows, columns, rows, Random.of(SEED, Random.Stream.INITIALIZATION.id(0), 0));
        int count = Math.min(rows, columns);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot += rows <= columns
                            ? (double) values[i * columns + k] * values[j * columns + k]
                            : (double) values[k * columns + i] * values[k * columns + j];
                }
                Tolerances.FLOAT_ONE_PASS.check(
                        rows + "×" + columns + ", vectors " + i + " and " + j, dot, i == j ? scale * scale : 0);
            }
        }
    }

    @Test
    void initializer_orthogonal_differsWithTheSeedOnly() {
        assertThat(fill(1)).isEqualTo(fill(1)).isNotEqualTo(fill(2));
    }

    private static float[] fill(int seed) {
        float[] values = new float[12];
        Random random = Random.of(seed, Random.Stream.INITIALIZATION.id(0), 0);
        Initializer.of("orthogonal", 1).fill(values, 3, 4, 3, random);
        return values;
    }
}
