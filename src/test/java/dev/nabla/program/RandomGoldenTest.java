package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bits against the Python implementation {@code golden/random/random_bits.py}; see its README. */
class RandomGoldenTest {
    private static final int HASHED = 100_000;

    @Test
    void draws_ofGoldenArguments_haveGoldenBits() throws IOException {
        List<String[]> lines = golden("bits");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(100);
        for (String[] line : lines) {
            Random random = random(line);
            int index = Integer.parseInt(line[4]);
            List<String> actual = List.of(
                    hex(random.bits(index)),
                    hex(Float.floatToRawIntBits(random.uniform(index))),
                    String.valueOf(random.below(index, 10)),
                    String.valueOf(random.below(index, 2_000_000_000)),
                    hex(Float.floatToRawIntBits(random.normal(index))));
            assertThat(actual)
                    .as(String.join(" ", line))
                    .isEqualTo(Arrays.asList(line).subList(5, 10));
        }
    }

    @Test
    void permutation_ofGoldenArguments_isGolden() throws IOException {
        for (String[] line : golden("permutation")) {
            int size = Integer.parseInt(line[4]);
            int[] expected =
                    Arrays.stream(line).skip(5).mapToInt(Integer::parseInt).toArray();
            assertThat(random(line).permutation(size))
                    .as(String.join(" ", line))
                    .containsExactly(expected);
        }
    }

    @Test
    void bits_ofManyIndices_haveGoldenHash() throws IOException {
        for (String[] line : golden("hash")) {
            Random random = random(line);
            int hash = 0x811c9dc5;
            for (int i = 0; i < HASHED; i++) {
                hash = (hash ^ random.bits(i)) * 0x01000193;
            }
            assertThat(hex(hash)).as(String.join(" ", line)).isEqualTo(line[4]);
        }
    }

    private static Random random(String[] line) {
        return Random.of(Integer.parseInt(line[1]), Integer.parseInt(line[2]), Integer.parseInt(line[3]));
    }

    private static List<String[]> golden(String kind) throws IOException {
        InputStream stream = RandomGoldenTest.class.getResourceAsStream("/golden/random/bits.txt");
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> line.split(" ", -1))
                    .toList();
        }
    }

    private static String hex(int bits) {
        return String.format("%08x", bits);
    }
}
