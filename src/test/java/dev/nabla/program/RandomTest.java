package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.program.Random.Stream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTest {
    @Test
    void bits_ofZeros_areNotZero() {
        Random random = Random.of(0, 0, 0);
        assertThat(random.key0()).isNotZero();
        assertThat(random.key1()).isNotZero().isNotEqualTo(random.key0());
        assertThat(random.bits(0)).isNotZero();
        assertThat(random.bits(0)).isNotEqualTo(random.bits(1));
    }

    @Test
    void bits_ofManyIndices_neverRepeat() {
        Random random = Random.of(7, Stream.ORDER.id(0), 3);
        int[] words = new int[1 << 20];
        for (int i = 0; i < words.length; i++) {
            words[i] = random.bits(i - words.length / 2);
        }
        Arrays.sort(words);
        for (int i = 1; i < words.length; i++) {
            assertThat(words[i]).isNotEqualTo(words[i - 1]);
        }
    }

    @Test
    void keys_ofNeighboringArguments_neverRepeat() {
        Set<Long> keys = new HashSet<>();
        for (int seed = -20; seed < 20; seed++) {
            for (int index = 0; index < 40; index++) {
                for (int step = 0; step < 100; step++) {
                    Random random = Random.of(seed, Stream.DROPOUT.id(index), step);
                    keys.add(((long) random.key0() << 32) | (random.key1() & 0xffffffffL));
                }
            }
        }
        assertThat(keys).hasSize(40 * 40 * 100);
    }

    @Test
    void bits_fromKeys_followTheDocumentedFormula() {
        Random random = Random.of(1, 2, 3);
        for (int i = -5; i < 5; i++) {
            assertThat(random.bits(i)).isEqualTo(Random.mix(Random.mix(i ^ random.key0()) + random.key1()));
        }
    }

    @Test
    void uniform_ofManyIndices_staysBelowOne() {
        Random random = Random.of(5, Stream.SPLIT.id(0), 0);
        for (int i = 0; i < 100_000; i++) {
            float value = random.uniform(i);
            assertThat(value >= 0f && value < 1f)
                    .as("uniform(%d) = %s", i, value)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000, 65_537, Integer.MAX_VALUE})
    void below_ofManyIndices_staysInRange(int bound) {
        Random random = Random.of(6, Stream.SEARCH.id(1), 0);
        for (int i = 0; i < 10_000; i++) {
            int value = random.below(i, bound);
            assertThat(value >= 0 && value < bound)
                    .as("below(%d, %d) = %d", i, bound, value)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void below_ofBoundBelowOne_isRefused(int bound) {
        Random random = Random.of(6, Stream.SEARCH.id(1), 0);
        assertThatThrownBy(() -> random.below(0, bound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("below: bound " + bound + ", expected at least 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 64, 1000})
    void permutation_ofAnySize_holdsEachNumberOnce(int size) {
        int[] array = Random.of(3, Stream.ORDER.id(0), size).permutation(size);
        Arrays.sort(array);
        for (int i = 0; i < size; i++) {
            assertThat(array[i]).isEqualTo(i);
        }
        assertThat(array).hasSize(size);
    }

    @Test
    void shuffle_ofArray_permutesLikePermutation() {
        Random random = Random.of(3, Stream.ORDER.id(0), 9);
        int[] array = {10, 11, 12, 13, 14};
        random.shuffle(array);
        assertThat(array)
                .containsExactly(
                        Arrays.stream(random.permutation(5)).map(i -> i + 10).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "INITIALIZATION, 1",
        "ORDER, 2",
        "DROPOUT, 3",
        "SPLIT, 4",
        "GENERATOR, 5",
        "AUGMENTATION, 6",
        "SEARCH, 7"
    })
    void streamId_ofEachKind_neverChanges(Stream stream, int kind) {
        assertThat(stream.id(0)).isEqualTo(kind * 0x100000);
        assertThat(stream.id(5)).isEqualTo(kind * 0x100000 + 5);
        assertThat(stream.id(0xfffff)).isEqualTo(kind * 0x100000 + 0xfffff);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x100000, Integer.MIN_VALUE})
    void streamId_ofIndexOutOfRange_isRefused(int index) {
        assertThatThrownBy(() -> Stream.DROPOUT.id(index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Stream DROPOUT: index " + index + ", expected 0 to 1048575");
    }
}
