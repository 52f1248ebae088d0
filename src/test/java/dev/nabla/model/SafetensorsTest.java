package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    private static final float[] AWKWARD = {
        0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 0.1f
    };

    @Test
    void write_read_comesBackToTheBit() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "first \"quoted\" \\ ∇😀\n");
        metadata.put("a", "");
        Safetensors file = new Safetensors(
                metadata,
                List.of(
                        new Tensor("z", Shape.of(2, 4), AWKWARD.clone()),
                        new Tensor("scalar", Shape.of(), new float[] {1.5f}),
                        new Tensor("∇ \"", Shape.of(1, 1, 2), new float[] {-1, 2})));

        Safetensors read = Safetensors.read("f", file.write());

        assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
        assertSame(read.tensors(), file.tensors());
    }

    @Test
    void write_isByteForByteAsTheFormatSays() {
        byte[] bytes = new Safetensors(Map.of("k", "v"), List.of(new Tensor("a", Shape.of(1, 2), new float[] {
                    1, Float.NaN
                })))
                .write();

        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong();
        assertThat(length % 8).isZero();
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo(header);
        assertThat(length - header.length()).isBetween(0, 7);
        assertThat(bytes).hasSize(8 + length + 8);
        assertThat(buffer.getInt(8 + length)).isEqualTo(0x3f800000);
        assertThat(buffer.getInt(8 + length + 4)).isEqualTo(0x7fc00000);
    }

    @Test
    void write_headerOfAnyLength_beginsDataAtMultipleOf8() {
        for (int length = 1; length <= 17; length++) {
            Safetensors file = new Safetensors(
                    Map.of(), List.of(new Tensor("n".repeat(length), Shape.of(), new float[] {length})));
            byte[] bytes = file.write();
            assertThat((bytes.length - 4) % 8).isZero();
            assertSame(Safetensors.read("f", bytes).tensors(), file.tensors());
        }
    }

    @Test
    void write_nothing_comesBack() {
        Safetensors read = Safetensors.read("f", new Safetensors(Map.of(), List.of()).write());

        assertThat(read.metadata()).isEmpty();
        assertThat(read.tensors()).isEmpty();
    }

    @Test
    void write_sameNameTwice_isRefused() {
        Tensor tensor = new Tensor("a", Shape.of(), new float[1]);
        assertThatThrownBy(() -> new Safetensors(Map.of(), List.of(tensor, tensor)).write())
                .hasMessage("Safetensors: a tensor called a, expected a name of its own");
        Tensor metadata = new Tensor("__metadata__", Shape.of(), new float[1]);
        assertThatThrownBy(() -> new Safetensors(Map.of(), List.of(metadata)).write())
                .hasMessage("Safetensors: a tensor called __metadata__, expected a name of its own");
    }

    /** The file is written by golden/safetensors/make.py, which follows the format's description with NumPy only. */
    @Test
    void read_fileOfOthers_givesItsTensors() throws IOException {
        Safetensors file = Safetensors.read("numpy.safetensors", resource("/golden/safetensors/numpy.safetensors"));

        assertThat(file.metadata())
                .containsExactly(Map.entry("format", "np"), Map.entry("note", "∇ \"quoted\"\n\\ 😀"));
        float[] ramp = new float[15];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / 8f - 1;
        }
        assertSame(
                file.tensors(),
                List.of(
                        new Tensor("b.weight", Shape.of(3, 5), ramp),
                        new Tensor("scalar", Shape.of(), new float[] {0.1f}),
                        new Tensor("a.awkward", Shape.of(8), AWKWARD.clone()),
                        new Tensor("deep", Shape.of(1, 2, 1, 2), new float[] {1, 2, 3, 4})));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 4 | tensor a: data_offsets[1]: 8, expected 0 to 4
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 9 | 9 bytes of data, expected 8, where the last tensor ends
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} | 8 | tensor a: data_offsets[1]: 0, expected 8 to 8
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | 12 | tensor a begins at byte 4 of the data, expected 0, where the one before it ends
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | tensor b begins at byte 0 of the data, expected 4, where the one before it ends
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | 4 | tensor a: data_offsets: 4 bytes, expected 8 for the shape [2]
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}} | 8 | tensor a: data_offsets: 1 numbers, expected begin and end
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[-4,4]}} | 4 | tensor a: data_offsets[0]: -4, expected 0 to 4
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0.0,8]}} | 8 | tensor a: data_offsets[0]: 0.0, expected an integer
            {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}} | 0 | tensor a: shape[0]: 0, expected 1 to 2147483639
            {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,0]}} | 0 | tensor a: shape: Shape [65536, 65536]: more elements than the largest array, 2147483639
            {"a":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,0]}} | 0 | tensor a: data_offsets: 0 bytes, expected 4294967296 for the shape [1073741824]
            {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}} | 8 | tensor a: shape: 2, expected an array
            {"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}} | 8 | tensor a: dtype: "F16", expected "F32"
            {"a":{"dtype":null,"shape":[4],"data_offsets":[0,8]}} | 8 | tensor a: dtype: null, expected a string
            {"a":{"shape":[2],"data_offsets":[0,8]}} | 8 | tensor a: dtype: missing
            {"a":{"dtype":"F32","data_offsets":[0,8]}} | 8 | tensor a: shape: missing
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}} | 8 | tensor a: unknown name "x", expected only dtype, shape, data_offsets
            {"a":[]} | 0 | tensor a: an array, expected an object
            {"a":1,"a":2} | 0 | header: the name "a" twice in one object
            {"__metadata__":{"k":1}} | 0 | header: __metadata__.k: 1, expected a string
            {"__metadata__":"k"} | 0 | header: __metadata__: "k", expected an object
            {} x | 0 | header: "x" at character 4, expected the end of the JSON text
            {"a" | 0 | header: the end at character 5, expected ':'
            [] | 0 | the header does not begin with '{'; not a safetensors file?
            """)
    void read_damaged_namesPlaceExpectedAndFound(String header, int dataBytes, String message) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        assertRefused(file(text.length, text, dataBytes), message);
    }

    @Test
    void read_badLength_isRefused() {
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
        assertRefused(new byte[7], "7 bytes, expected the 8 bytes of a header's length first");
        assertRefused(file(0, text, 0), "the header does not begin with '{'; not a safetensors file?");
        assertRefused(file(3, text, 0), "a header of 3 bytes, but only 2 bytes follow; the file is cut off");
        assertRefused(
                file(100_000_001, text, 0),
                "a header of 100000001 bytes, expected at most 100000000; not a safetensors file?");
        assertRefused(
                file(-1, text, 0),
                "a header of 18446744073709551615 bytes, expected at most 100000000; not a safetensors file?");
        assertRefused(file(1, text, 0), "header: the end at character 2, expected a name in quotes");
    }

    @Test
    void read_headerNotUtf8_isRefused() {
        for (int[] bad :
                new int[][] {{0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xe2, 0x88}, {0xf5, 0x80, 0x80, 0x80}}) {
            byte[] text = "{\"______\":{}}".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bad.length; i++) {
                text[2 + i] = (byte) bad[i];
            }
            assertRefused(file(text.length, text, 0), "the header is not UTF-8");
        }
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> Safetensors.read("m.safetensors", bytes))
                .isInstanceOf(ModelException.class)
                .hasMessage("m.safetensors: " + message);
    }

    private static byte[] file(long headerLength, byte[] header, int dataBytes) {
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(header)
                .array();
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = SafetensorsTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Fails unless names, shapes and bits are the same, NaNs counting as one. */
    static void assertSame(List<Tensor> actual, List<Tensor> expected) {
        assertThat(describe(actual)).isEqualTo(describe(expected));
    }

    private static List<String> describe(List<Tensor> tensors) {
        List<String> lines = new ArrayList<>();
        for (Tensor tensor : tensors) {
            StringBuilder bits = new StringBuilder(tensor.toString());
            for (float value : tensor.values()) {
                bits.append(' ').append(Integer.toHexString(Float.floatToIntBits(value)));
            }
            lines.add(bits.toString());
        }
        return lines;
    }
}
