package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {

    /** Source: NIST, Cryptographic Standards and Guidelines, examples of SHA-256. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, \
            248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1
            """)
    void hex_knownMessage_isTheKnownAnswer(String message, String expected) {
        assertThat(Sha256.hex(message.getBytes(StandardCharsets.US_ASCII))).isEqualTo(expected);
    }

    @Test
    void hex_everyLengthAroundBlocks_isWhatTheJdkComputes() throws GeneralSecurityException {
        Random random = new Random(1);
        for (int length = 0; length <= 260; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertThat(Sha256.hex(message)).as("length %d", length).isEqualTo(expected(message));
        }
    }

    @Test
    void update_inPartsOfAnySize_isTheHashOfTheWhole() throws GeneralSecurityException {
        Random random = new Random(2);
        byte[] message = new byte[10_000];
        random.nextBytes(message);
        String expected = expected(message);
        for (int round = 0; round < 50; round++) {
            Sha256 hash = new Sha256();
            for (int at = 0; at < message.length; ) {
                int part = Math.min(random.nextInt(200), message.length - at);
                hash.update(message, at, part);
                at += part;
            }
            assertThat(hash.hex()).isEqualTo(expected);
        }
    }

    private static String expected(byte[] message) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
    }
}
