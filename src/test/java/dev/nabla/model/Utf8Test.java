package dev.nabla.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void encode_everyCodePoint_isWhatTheLibraryGives() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                String text = Character.toString(point);
                byte[] bytes = text.getBytes(UTF_8);
                if (!java.util.Arrays.equals(Utf8.encode(text), bytes)
                        || !text.equals(Utf8.decode(bytes, 0, bytes.length))) {
                    assertThat(Utf8.encode(text)).as("U+%X", point).isEqualTo(bytes);
                    assertThat(Utf8.decode(bytes, 0, bytes.length))
                            .as("U+%X", point)
                            .isEqualTo(text);
                }
            }
        }
    }

    @Test
    void encode_mixedText_comesBack() {
        String text = "Grüße, ∇ and 🙂.";
        byte[] bytes = ("(" + text + ")").getBytes(UTF_8);

        assertThat(Utf8.encode("(" + text + ")")).isEqualTo(bytes);
        assertThat(Utf8.decode(bytes, 1, bytes.length - 2)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83D", "\uDE42\uD83D", "\uD83Da"})
    void encode_halfACharacter_isAQuestionMarkAsInTheLibrary(String text) {
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(UTF_8));
    }

    /** A byte of the middle, none where one belongs, overlong forms, halves of pairs, beyond Unicode. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c3",
                "c341",
                "e282",
                "e28241",
                "f09f99",
                "c080",
                "c1bf",
                "e0809f",
                "f0808080",
                "eda080",
                "edbfbf",
                "f4908080",
                "f8888080",
                "ff"
            })
    void decode_malformedBytes_isNull(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);

        assertThat(Utf8.decode(bytes, 0, bytes.length)).isNull();
    }
}
