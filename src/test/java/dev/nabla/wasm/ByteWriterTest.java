package dev.nabla.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {
    private final ByteWriter out = new ByteWriter();

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "16383, ff7f",
        "16384, 808001",
        "624485, e58e26",
        "2097151, ffff7f",
        "2097152, 80808001",
        "268435455, ffffff7f",
        "268435456, 8080808001",
        "2147483647, ffffffff07",
        "2147483648, 8080808008",
        "4294967295, ffffffff0f"
    })
    void unsignedNumber_atItsBoundaries_hasTheShortestForm(long value, String hex) {
        out.u32((int) value);

        assertThat(written()).isEqualTo(hex);
        assertThat(reader().u32()).isEqualTo((int) value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "63, 3f",
        "64, c000",
        "-1, 7f",
        "-64, 40",
        "-65, bf7f",
        "-123456, c0bb78",
        "8191, ff3f",
        "8192, 80c000",
        "-8192, 8040",
        "-8193, ffbf7f",
        "2147483647, ffffffff07",
        "-2147483648, 8080808078",
        "4294967296, 8080808010",
        "9223372036854775807, ffffffffffffffffff00",
        "-9223372036854775808, 8080808080808080807f"
    })
    void signedNumber_atItsBoundaries_hasTheShortestForm(long value, String hex) {
        out.s64(value);

        assertThat(written()).isEqualTo(hex);
        assertThat(reader().s64()).isEqualTo(value);
    }

    @Test
    void fixedNumbers_standLowestByteFirst() {
        out.i32(0x81020304);
        out.i32(0xfffefdfc);

        assertThat(written()).isEqualTo("04030281fcfdfeff");
        assertThat(reader().i32()).isEqualTo(0x81020304);
        assertThat(reader().i64()).isEqualTo(0xfffefdfc81020304L);
    }

    @Test
    void name_beyondAscii_isWrittenWithQuestionMarks() {
        out.name("∇a");

        assertThat(written()).isEqualTo("023f61");
        assertThat(reader().name()).isEqualTo("?a");
    }

    @Test
    void bytes_manyTimesTheFirstCapacity_areKept() {
        byte[] many = new byte[5_000];
        many[4_999] = 7;

        out.u8(1);
        out.bytes(many);
        ByteWriter all = new ByteWriter();
        all.sized(out);

        byte[] bytes = all.toBytes();
        assertThat(bytes).hasSize(5_003);
        assertThat(bytes[2]).isEqualTo((byte) 1);
        assertThat(bytes[5_002]).isEqualTo((byte) 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ffff"})
    void number_cutOff_isSaidToBe(String hex) {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));

        assertThatThrownBy(in::u32)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Byte " + hex.length() / 2 + " is missing");
    }

    @Test
    void number_tooLong_isRefused() {
        ByteReader in = new ByteReader(HexFormat.of().parseHex("00808080808000"));
        in.u8();

        assertThatThrownBy(in::u32).hasMessage("A number of more than 5 bytes at byte 1, which is 0x80");
    }

    @Test
    void length_beyondTheEnd_isRefused() {
        ByteReader in = new ByteReader(HexFormat.of().parseHex("04616263"));

        assertThatThrownBy(in::name).hasMessage("A length of 4, of which 3 are there, at byte 0, which is 0x4");
    }

    private String written() {
        return HexFormat.of().formatHex(out.toBytes());
    }

    private ByteReader reader() {
        return new ByteReader(out.toBytes());
    }
}
