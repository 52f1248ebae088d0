package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainJsonTest {

    @Test
    void parse_eachKind_givesJavasOwnTypes() {
        assertThat(PlainJson.parse("text", "{\"a\": [1, -2.5, \"b\", true, false, null]}"))
                .isEqualTo(Map.of("a", Arrays.asList(1L, -2.5f, "b", true, false, null)));
        assertThat(PlainJson.parse("text", "1e3")).isEqualTo(1000f);
        assertThat(PlainJson.parse("text", "123456789012345678")).isEqualTo(123456789012345678L);
        assertThat(PlainJson.parse("text", "[]")).isEqualTo(List.of());
    }

    @Test
    void parse_noJson_namesTheSource() {
        assertThatThrownBy(() -> PlainJson.parse("catalog.json", "<html>"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("catalog.json: ");
    }
}
