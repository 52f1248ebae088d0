package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bits against the NumPy transcript {@code golden/maths/maths.py}; see its README. */
class MathsGoldenTest {
    private static final int STRIDE = 4099;
    private static final int COUNT = (int) ((1L << 32) / STRIDE) + 1;
    private static final int NAN_BITS = 0x7fc00000;

    @ParameterizedTest
    @EnumSource
    void function_ofGoldenArguments_hasGoldenBits(MathsFunction function) throws IOException {
        List<String[]> lines = golden(function.name());
        assertThat(lines).hasSizeGreaterThan(40);
        for (String[] line : lines) {
            if (!line[1].equals("sweep")) {
                String actual = hex(Float.floatToIntBits(function.apply(value(line[1]))));
                assertThat(actual).as("%s %s", line[0], line[1]).isEqualTo(line[2]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void function_overGoldenSweep_hasGoldenHash(MathsFunction function) throws IOException {
        int hash = 0x811c9dc5;
        for (int i = 0; i < COUNT; i++) {
            hash = fnv(hash, function.apply(Float.intBitsToFloat(i * STRIDE)));
        }
        assertThat(hex(hash)).isEqualTo(sweep(function.name()));
    }

    @Test
    void pow_ofGoldenArguments_hasGoldenBits() throws IOException {
        for (String[] line : golden("POW")) {
            if (!line[1].equals("sweep")) {
                float actual = Maths.pow(value(line[1]), value(line[2]));
                assertThat(hex(Float.floatToIntBits(actual)))
                        .as("pow %s %s", line[1], line[2])
                        .isEqualTo(line[3]);
            }
        }
    }

    @Test
    void pow_overGoldenSweep_hasGoldenHash() throws IOException {
        int hash = 0x811c9dc5;
        for (int i = 0; i < COUNT; i++) {
            hash = fnv(hash, Maths.pow(Float.intBitsToFloat(i * STRIDE), (i % 129 - 64) * 0.25f));
        }
        assertThat(hex(hash)).isEqualTo(sweep("POW"));
    }

    /** One step of FNV-1a over words of 32 bits. */
    private static int fnv(int hash, float value) {
        int bits = Float.isNaN(value) ? NAN_BITS : Float.floatToRawIntBits(value);
        return (hash ^ bits) * 0x01000193;
    }

    private static String sweep(String function) throws IOException {
        return golden(function).stream()
                .filter(line -> line[1].equals("sweep"))
                .findFirst()
                .orElseThrow()[2];
    }

    private static List<String[]> golden(String function) throws IOException {
        InputStream stream = MathsGoldenTest.class.getResourceAsStream("/golden/maths/bits.txt");
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
            String prefix = function.toLowerCase(Locale.ROOT) + " ";
            return reader.lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.split(" ", -1))
                    .toList();
        }
    }

    private static float value(String hex) {
        return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
    }

    private static String hex(int bits) {
        return String.format("%08x", bits);
    }
}
