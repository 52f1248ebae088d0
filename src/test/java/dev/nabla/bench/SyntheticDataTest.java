package dev.nabla.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data are those that the peers' pages make; see {@code golden/bench/peer_data.mjs}. */
class SyntheticDataTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/bench/peer_data.txt");

    static Stream<String> golden() {
        try {
            List<String> lines = Files.readAllLines(GOLDEN);
            return lines.stream().filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void data_haveThePeersHashes(String line) {
        String[] words = line.split(" ", -1);
        String actual = switch (words[0]) {
            case "images" -> {
                Examples images = SyntheticData.images(Integer.parseInt(words[1]), Double.parseDouble(words[2]));
                yield "images " + words[1] + " " + words[2] + " " + sha256(images.pixels()) + " "
                        + sha256(bytes(images.labels()));
            }
            case "points" -> {
                Examples points = SyntheticData.points();
                yield "points " + sha256(bytes(points.values())) + " " + sha256(bytes(points.targets()));
            }
            default -> "image " + sha256(bytes(SyntheticData.image()));
        };

        assertThat(actual).isEqualTo(line);
    }

    private static byte[] bytes(int[] small) {
        byte[] bytes = new byte[small.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) small[i];
        }
        return bytes;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
