package dev.nabla.data;

import static dev.nabla.data.TestFiles.bytes;
import static dev.nabla.data.TestFiles.concat;
import static dev.nabla.data.TestFiles.gzip;
import static dev.nabla.data.TestFiles.idx;
import static dev.nabla.data.TestFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Every kind of damage has its own sentence. */
class IdxReaderDamageTest {

    @Test
    void read_streamThatFails_isASentence() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> IdxReader.read("digits", closed))
                .isInstanceOf(DataException.class)
                .hasMessage("digits: cannot be read: Stream closed")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void read_emptyOrTinyFile_isRefused() {
        assertRefused(bytes()).hasMessage("digits: ends after 0 bytes, expected at least 8 (an IDX file)");
        assertRefused(bytes(0, 0, 8)).hasMessage("digits: ends after 3 bytes, expected at least 8 (an IDX file)");
        assertRefused(bytes(0x1f)).hasMessage("digits: ends after 1 bytes, expected at least 8 (an IDX file)");
    }

    @Test
    void read_otherFormat_isRefusedWithItsFirstBytes() {
        assertRefused("PK\3\4 a zip file".getBytes(StandardCharsets.US_ASCII))
                .hasMessage("digits: begins with 50 4b 03 04, expected 00 00, element type, number of dimensions"
                        + " (an IDX file)");
    }

    @Test
    void read_unknownElementType_isRefused() {
        assertRefused(bytes(0, 0, 10, 1, 0, 0, 0, 1, 5))
                .hasMessage("digits: element type 0x0a, expected 08, 09, 0b, 0c, 0d or 0e (an IDX file)");
        assertRefused(bytes(0, 0, 0x88, 1, 0, 0, 0, 1, 5)).hasMessageContaining("element type 0x88");
    }

    @Test
    void read_noDimensions_isRefused() {
        assertRefused(bytes(0, 0, 8, 0, 1)).hasMessage("digits: 0 dimensions, expected 1..255");
    }

    @Test
    void read_headerCutOff_isRefused() {
        assertRefused(bytes(0, 0, 8, 3, 0, 0, 0, 1, 0))
                .hasMessage("digits: ends after 9 bytes, expected a header of 16 bytes (3 dimensions)");
    }

    @Test
    void read_truncated_namesBothLengths() {
        byte[] file = idx(10, 2, 3, 4);

        assertRefused(Arrays.copyOf(file, file.length - 1))
                .hasMessage("digits: ends after 23 bytes of elements, expected 24 (2×3×4 U8)");
        assertRefused(gzip(Arrays.copyOf(file, file.length - 24)))
                .hasMessage("digits: ends after 0 bytes of elements, expected 24 (2×3×4 U8)");
    }

    @Test
    void read_bytesLeftOver_isRefused() {
        byte[] file = idx(10, 2, 3, 4);

        assertRefused(Arrays.copyOf(file, file.length + 1))
                .hasMessage("digits: bytes left over, expected the end after 24 bytes of elements (2×3×4 U8)");
        assertRefused(gzip(Arrays.copyOf(file, file.length + 1))).hasMessageContaining("bytes left over");
    }

    @Test
    void read_headerClaimsMoreThanTheLimit_isRefused() {
        assertRefused(bytes(0, 0, 8, 2, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF))
                .hasMessage("digits: 2147483647×2147483647 U8, expected at most 1073741824 bytes");
        assertRefused(bytes(0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF))
                .hasMessage("digits: dimension 4294967295, expected at most 2147483647");
        assertThatThrownBy(() -> IdxReader.read("digits", stream(idx(10, 101)), 100))
                .hasMessage("digits: 101 U8, expected at most 100 bytes");
        assertThat(IdxReader.read("digits", stream(idx(10, 100)), 100).count()).isEqualTo(100);
    }

    @Test
    void read_manyDimensions_messageStaysShort() {
        byte[] file = new byte[4 + 4 * 255];
        file[2] = 8;
        file[3] = (byte) 255;
        Arrays.fill(file, 4, file.length, (byte) 1);

        assertRefused(file)
                .hasMessageStartingWith("digits: 16843009×16843009×")
                .hasMessageContaining("×… U8, expected at most")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
    }

    @Test
    void read_hugeClaimInASmallFile_allocatesLittle() {
        byte[] file = bytes(0, 0, 8, 1, 0x3F, 0xFF, 0xFF, 0xFF, 1, 2, 3);
        long before = Allocation.bytesOfThisThread();

        assertRefused(file).hasMessage("digits: ends after 3 bytes of elements, expected 1073741823 (1073741823 U8)");

        assertThat(Allocation.bytesOfThisThread() - before).isLessThan(2_000_000);
    }

    /** A thousandfold compression that goes on long after the declared size. */
    @Test
    void read_gzipBomb_stopsAtTheDeclaredSize() {
        byte[] bomb = gzip(concat(bytes(0, 0, 8, 1, 0, 0, 0, 100), new byte[200_000_000]));
        long before = Allocation.bytesOfThisThread();

        assertRefused(bomb).hasMessageContaining("bytes left over, expected the end after 100 bytes");

        assertThat(Allocation.bytesOfThisThread() - before).isLessThan(2_000_000);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] file) {
        return assertThatThrownBy(() -> IdxReader.read("digits", stream(file))).isInstanceOf(DataException.class);
    }
}
