package dev.nabla.data;

import static dev.nabla.data.TestFiles.bytes;
import static dev.nabla.data.TestFiles.concat;
import static dev.nabla.data.TestFiles.gzip;
import static dev.nabla.data.TestFiles.idx;
import static dev.nabla.data.TestFiles.idxFile;
import static dev.nabla.data.TestFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {

    @Test
    void read_unsignedBytes_areTheBytes() {
        IdxArray array = read(bytes(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 127, 128, 254, 255));

        assertThat(array).hasToString("2×3 U8");
        assertThat(array.rank()).isEqualTo(2);
        assertThat(array.dimension(0)).isEqualTo(2);
        assertThat(array.dimension(1)).isEqualTo(3);
        assertThat(array.count()).isEqualTo(6);
        assertThat(array.bytes()).containsExactly(0, 1, 127, -128, -2, -1);
        assertThat(array.intAt(5)).isEqualTo(255);
        assertThat(array.doubleAt(3)).isEqualTo(128);
    }

    @Test
    void read_signedBytes_haveSigns() {
        IdxArray array = read(bytes(0, 0, 9, 1, 0, 0, 0, 3, 127, 128, 255));

        assertThat(array.intAt(0)).isEqualTo(127);
        assertThat(array.intAt(1)).isEqualTo(-128);
        assertThat(array.doubleAt(2)).isEqualTo(-1);
    }

    @Test
    void read_16BitIntegers_areBigEndian() {
        IdxArray array = read(bytes(0, 0, 0x0B, 1, 0, 0, 0, 3, 0x12, 0x34, 0xFF, 0xFE, 0x80, 0x00));

        assertThat(array.intAt(0)).isEqualTo(0x1234);
        assertThat(array.intAt(1)).isEqualTo(-2);
        assertThat(array.doubleAt(2)).isEqualTo(-32768);
    }

    @Test
    void read_32BitIntegers_areBigEndian() {
        IdxArray array = read(bytes(0, 0, 0x0C, 1, 0, 0, 0, 2, 0x12, 0x34, 0x56, 0x78, 0xFF, 0xFF, 0xFF, 0xFE));

        assertThat(array.intAt(0)).isEqualTo(0x12345678);
        assertThat(array.doubleAt(1)).isEqualTo(-2);
    }

    @Test
    void read_float32_areBigEndian() {
        byte[] header = bytes(0, 0, 0x0D, 1, 0, 0, 0, 2);
        byte[] numbers = ByteBuffer.allocate(8).putFloat(0.1f).putFloat(-1e30f).array();

        IdxArray array = read(concat(header, numbers));

        assertThat(array.doubleAt(0)).isEqualTo(0.1f);
        assertThat(array.doubleAt(1)).isEqualTo(-1e30f);
        assertThatThrownBy(() -> array.intAt(0))
                .isInstanceOf(DataException.class)
                .hasMessage("digits: elements of type F32, expected integers");
    }

    @Test
    void read_float64_areBigEndian() {
        byte[] header = bytes(0, 0, 0x0E, 1, 0, 0, 0, 2);
        byte[] numbers =
                ByteBuffer.allocate(16).putDouble(0.1).putDouble(-1e300).array();

        IdxArray array = read(concat(header, numbers));

        assertThat(array.doubleAt(0)).isEqualTo(0.1);
        assertThat(array.doubleAt(1)).isEqualTo(-1e300);
    }

    @ParameterizedTest
    @EnumSource
    void write_thenRead_isTheSame(IdxType type) {
        byte[] elements = new byte[2 * 3 * 5 * type.sizeBytes()];
        Arrays.setAll(new int[elements.length], i -> elements[i] = (byte) (i * 37));
        byte[] file = idxFile(new IdxArray("test", type, new int[] {2, 3, 5}, elements));

        IdxArray array = read(file);

        assertThat(array.type()).isEqualTo(type);
        assertThat(array.bytes()).isEqualTo(elements);
        assertThat(idxFile(array)).isEqualTo(file);
        assertThat(array.sha256()).isEqualTo(Sha256.hex(file));
    }

    /** Around the first chunk of 8192 bytes and its doublings. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 16384, 16385, 100_003})
    void read_anySize_plainAndGzip_isTheSame(int size) {
        byte[] file = idx(251, size);

        assertThat(read(file).bytes()).isEqualTo(Arrays.copyOfRange(file, 8, file.length));
        assertThat(read(gzip(file)).bytes()).isEqualTo(Arrays.copyOfRange(file, 8, file.length));
    }

    @Test
    void read_streamThatGivesOneByteAtATime_isTheSame() {
        byte[] file = idx(251, 300);
        InputStream slow = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < file.length ? file[at++] & 255 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int b = read();
                if (b < 0) {
                    return -1;
                }
                target[offset] = (byte) b;
                return 1;
            }
        };

        assertThat(IdxReader.read("digits", slow).bytes()).hasSize(300);
    }

    @Test
    void array_sizesDisagree_namesBoth() {
        assertThatThrownBy(() -> new IdxArray("made", IdxType.I16, new int[] {2, 3}, new byte[11]))
                .isInstanceOf(DataException.class)
                .hasMessage("made: 11 bytes, expected 12 for 2×3 I16");
        assertThatThrownBy(() -> new IdxArray("made", IdxType.U8, new int[] {-1}, new byte[0]))
                .hasMessage("made: dimension -1, expected at least 0");
    }

    private static IdxArray read(byte[] file) {
        return IdxReader.read("digits", stream(file));
    }
}
