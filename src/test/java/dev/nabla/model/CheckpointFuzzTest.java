package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damages a good file in many ways: each one is either read or refused with a sentence, never anything else. */
class CheckpointFuzzTest {

    private static final long SEED = 2026;
    private static final int INPUTS = 100_000;
    private static final int MAX_DAMAGES = 4;

    /** Pieces that mean something in a header, to get past the first checks. */
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "0",
        "1e9",
        "1.5",
        "2147483648",
        "99999999999999",
        "\\u0000",
        "\\ud800",
        "F64",
        "[0,8]",
        "__metadata__",
        "nabla.run",
        "version",
        "softmax",
        "quadratic",
        "momentum",
        "∇"
    };

    @Test
    @Timeout(60)
    void read_damaged_isReadOrRefused() {
        byte[] good = Checkpoint.ofRun(Samples.network(), Samples.data(), Samples.run())
                .toBytes();
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] damaged = good;
            for (int n = 1 + random.nextInt(MAX_DAMAGES); n > 0; n--) {
                damaged = damage(damaged, random);
            }
            try {
                Checkpoint.read("f", damaged).toBytes();
            } catch (ModelException e) {
                assertThat(e.getMessage().startsWith("f: ")).as(e.getMessage()).isTrue();
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "Input " + i + " of seed " + SEED + ": " + new String(damaged, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertThat(refused).isBetween(INPUTS / 2, INPUTS - INPUTS / 100);
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(6));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> replace(bytes, at, end, new byte[0]);
            case 2 -> replace(bytes, at, end, bytes(random));
            case 3 -> replace(bytes, at, end, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            case 4 -> replace(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> flip(bytes, random);
        };
    }

    /** The length of the header follows when a change is within it, so that most changes are seen by what lies behind. */
    private static byte[] replace(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        if (bytes.length >= 8 && result.length >= 8 && from >= 8) {
            long header = LittleEndian.getLong(bytes, 0);
            if (to <= 8 + header) {
                LittleEndian.putLong(header + with.length - (to - from), result, 0);
            }
        }
        return result;
    }

    private static byte[] flip(byte[] bytes, SplittableRandom random) {
        byte[] result = bytes.clone();
        if (result.length > 0) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }
}
