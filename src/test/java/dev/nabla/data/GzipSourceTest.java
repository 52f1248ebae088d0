package dev.nabla.data;

import static dev.nabla.data.TestFiles.bytes;
import static dev.nabla.data.TestFiles.concat;
import static dev.nabla.data.TestFiles.gzip;
import static dev.nabla.data.TestFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class GzipSourceTest {
    private static final byte[] TEXT = "a text, a text, a text".getBytes(StandardCharsets.US_ASCII);

    @Test
    void read_member_isItsContents() {
        assertThat(read(gzip(TEXT))).isEqualTo(TEXT);
        assertThat(read(gzip(new byte[0]))).isEmpty();
    }

    @Test
    void read_largeRandomContents_isTheSame() {
        byte[] contents = new byte[100_000];
        new Random(1).nextBytes(contents);

        assertThat(read(gzip(contents))).isEqualTo(contents);
    }

    @Test
    void read_severalMembers_areOneAfterTheOther() {
        assertThat(read(concat(gzip(TEXT), gzip(bytes(1, 2)), gzip(bytes())))).isEqualTo(concat(TEXT, bytes(1, 2)));
    }

    /** RFC 1952, section 2.3: extra field, name, comment and header checksum may stand before the data. */
    @Test
    void read_allOptionalHeaderFields_areSkipped() {
        byte[] plain = gzip(TEXT);
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] optional = bytes(3, 0, 'x', 'y', 'z', 'n', 0, 'c', 'c', 0, 0x12, 0x34);

        assertThat(read(concat(header, optional, Arrays.copyOfRange(plain, 10, plain.length))))
                .isEqualTo(TEXT);
    }

    @Test
    void read_notGzip_isTheBytes() {
        assertThat(read(TEXT)).isEqualTo(TEXT);
        assertThat(read(bytes(0x1f))).containsExactly(0x1f);
        assertThat(read(bytes())).isEmpty();
    }

    @Test
    void read_cutOffAnywhere_endsEarly() {
        byte[] file = gzip(TEXT);
        for (int length = 2; length < file.length; length++) {
            assertRefused(Arrays.copyOf(file, length)).hasMessageStartingWith("f: gzip: ends early, after ");
        }
    }

    /** A few bits, such as those of the time, say nothing about the contents. */
    @Test
    void read_anyBitFlipped_isRefusedOrTheSame() {
        byte[] file = gzip(TEXT);
        int refused = 0;
        for (int bit = 16; bit < 8 * file.length; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(read(damaged)).as("bit %d", bit).isEqualTo(TEXT);
            } catch (DataException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4 * file.length);
    }

    @Test
    void read_wrongChecksum_namesBoth() {
        byte[] file = gzip(TEXT);
        file[file.length - 8] ^= 1;

        assertRefused(file)
                .hasMessageMatching("f: gzip: checksum of the contents 0x\\p{XDigit}+, expected 0x\\p{XDigit}+");
    }

    @Test
    void read_wrongLength_namesBoth() {
        byte[] file = gzip(TEXT);
        file[file.length - 4] ^= 1;

        assertRefused(file).hasMessage("f: gzip: length of the contents 22, expected 23 (modulo 2^32)");
    }

    @Test
    void read_damagedData_saysWhere() {
        byte[] file = gzip(TEXT);
        file[10] = (byte) 0xFF;

        assertRefused(file).hasMessage("f: gzip: damaged after 0 decompressed bytes");
    }

    @Test
    void read_bytesAfterTheEnd_areRefused() {
        assertRefused(concat(gzip(TEXT), bytes(0))).hasMessage("f: gzip: bytes after the end of the compressed data");
        assertRefused(concat(gzip(TEXT), bytes(0x1f, 0x8c)))
                .hasMessage("f: gzip: bytes after the end of the compressed data");
    }

    @Test
    void read_unknownMethodOrFlags_areRefused() {
        byte[] method = gzip(TEXT);
        method[2] = 7;
        byte[] flags = gzip(TEXT);
        flags[3] = 0x20;

        assertRefused(method).hasMessage("f: gzip: compression method 7, expected 8");
        assertRefused(flags).hasMessage("f: gzip: flags 0x20, expected at most 0x1f");
    }

    private static byte[] read(byte[] file) {
        try (Source source = Source.open("f", stream(file))) {
            byte[] target = new byte[1 << 17];
            int n = source.readFully(target, 0, target.length);
            return Arrays.copyOf(target, n);
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] file) {
        return assertThatThrownBy(() -> read(file)).isInstanceOf(DataException.class);
    }
}
