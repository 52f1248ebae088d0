package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SurfaceTest {
    /** One float32 rounding: the double values agree within 1e-14. */
    private static final float GOLDEN_ERROR = 1.2e-7f;

    static List<String> goldens() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                SurfaceTest.class.getResourceAsStream("/golden/surfaces.txt"), StandardCharsets.US_ASCII))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void generate_sameBits_isWhatNumPyComputes(String golden) {
        String[] parts = golden.split(" ", -1);
        Surface surface = Surface.valueOf(parts[0].toUpperCase(Locale.ROOT));
        int examples = Integer.parseInt(parts[1]);
        RandomBits bits = TestBits.seed(Integer.parseInt(parts[3]));

        Dataset set = surface.generate(examples, Double.parseDouble(parts[2]), bits);

        float[] inputs = ((Floats) set.inputs()).values();
        float[] targets = ((Values) set.targets()).values();
        assertThat(inputs.length + targets.length).isEqualTo(parts.length - 4);
        for (int i = 0; i < inputs.length + targets.length; i++) {
            float expected = Float.parseFloat(parts[4 + i]);
            assertThat(i < inputs.length ? inputs[i] : targets[i - inputs.length])
                    .as("%s, number %d", parts[0], i)
                    .isEqualTo(expected, within(GOLDEN_ERROR * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void generate_hasTheShapeItSays(Surface surface) {
        Dataset set = surface.generate(50, surface.defaultNoise(), TestBits.seed(1));

        assertThat(set.name()).isEqualTo(surface.label());
        assertThat(set.size()).isEqualTo(50);
        assertThat(set.shape()).isEqualTo(InputShape.vector(surface.inputs()));
        assertThat(set.targets().width()).isEqualTo(1);
        assertThat(set.classNames()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void generate_outOfRange_namesBoth(Surface surface) {
        RandomBits bits = TestBits.seed(1);

        assertThatThrownBy(() -> surface.generate(0, 0, bits))
                .isInstanceOf(DataException.class)
                .hasMessage(surface.label() + ": 0 examples, expected 1..10000000");
        assertThatThrownBy(() -> surface.generate(1, Double.NaN, bits))
                .isInstanceOf(DataException.class)
                .hasMessage(surface.label() + ": noise NaN, expected 0..100.0");
    }
}
