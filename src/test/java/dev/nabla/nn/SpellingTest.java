package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "relu, relu, 0",
        "'', relu, 4",
        "rleu, relu, 1",
        "reluu, relu, 1",
        "rel, relu, 1",
        "rwlu, relu, 1",
        "kitten, sitting, 3",
        "ca, abc, 3",
    })
    void distance_countsEdits(String from, String to, int expected) {
        assertThat(Spelling.distance(from, to)).isEqualTo(expected);
        assertThat(Spelling.distance(to, from)).isEqualTo(expected);
    }

    @Test
    void hint_namesTheNearestWord() {
        assertThat(Spelling.hint("he-nrmal", List.of("normal", "he-normal", "lecun-normal")))
                .isEqualTo("; did you mean \"he-normal\"?");
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "step", "entropy"})
    void hint_nothingNear_isEmpty(String word) {
        assertThat(Spelling.hint(word, List.of("relu", "a", "tanh"))).isEmpty();
    }
}
