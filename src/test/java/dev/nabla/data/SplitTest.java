package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void of_balancedClasses_takesTheSameFromEach() {
        Labels labels = labels(IntStream.range(0, 100).map(i -> i % 10).toArray());

        Split split = Split.of(labels, 20, TestBits.seed(1));

        assertThat(split.validation()).hasSize(20);
        assertThat(split.training()).hasSize(80);
        assertThat(labels.select(split.validation()).counts()).containsOnly(2);
        assertThat(labels.select(split.training()).counts()).containsOnly(8);
    }

    /** 7, 2 and 1 of 10 examples: 5 of them are 3.5, 1 and 0.5; the half left over goes to the lower class. */
    @Test
    void of_sharesWithFractions_goToTheLargestRemainders() {
        Labels labels = labels(0, 1, 0, 2, 0, 0, 1, 0, 0, 0);

        Split split = Split.of(labels, 5, TestBits.seed(1));

        assertThat(labels.select(split.validation()).counts()).containsExactly(4, 1, 0);
    }

    @Test
    void of_sameBits_isTheSame_andOtherBits_isAnother() {
        Labels labels = labels(IntStream.range(0, 200).map(i -> i % 3).toArray());

        int[] first = Split.of(labels, 50, TestBits.seed(1)).validation();

        assertThat(Split.of(labels, 50, TestBits.seed(1)).validation()).isEqualTo(first);
        assertThat(Split.of(labels, 50, TestBits.seed(2)).validation()).isNotEqualTo(first);
    }

    @Test
    void of_anyLabels_keepsEveryExampleOnceAndEveryShareWithinOne() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            int classes = 1 + random.nextInt(12);
            int size = random.nextInt(200);
            int[] values = random.ints(size, 0, classes).toArray();
            Labels labels = new Labels(values, Labels.numbered(classes));
            int validation = random.nextInt(size + 1);

            Split split = Split.of(labels, validation, TestBits.seed(round));

            String as = "round " + round + ": " + validation + " of " + size + " in " + classes + " classes";
            assertThat(split.validation()).as(as).hasSize(validation).isSorted();
            assertThat(split.training()).as(as).isSorted();
            int[] all = IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                    .sorted()
                    .toArray();
            assertThat(all).as(as).isEqualTo(IntStream.range(0, size).toArray());
            int[] counts = labels.counts();
            int[] taken = labels.select(split.validation()).counts();
            for (int c = 0; c < classes && size > 0; c++) {
                double share = (double) validation * counts[c] / size;
                assertThat((double) taken[c]).as("%s, class %d", as, c).isBetween(Math.floor(share), Math.ceil(share));
            }
        }
    }

    /** Each of 40 examples is chosen with probability ¼; 4000 seeds, five standard errors of 27. */
    @Test
    void of_manySeeds_choosesEveryExampleEquallyOften() {
        Labels labels = labels(IntStream.range(0, 40).map(i -> i / 20).toArray());
        int[] chosen = new int[40];
        for (int seed = 0; seed < 4000; seed++) {
            for (int example : Split.of(labels, 10, TestBits.seed(seed)).validation()) {
                chosen[example]++;
            }
        }

        assertThat(chosen).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).isBetween(1000 - 137, 1000 + 137);
            }
        });
    }

    @Test
    void of_equalKeys_prefersTheLowerIndex() {
        assertThat(Split.of(labels(0, 0, 0, 0), 2, (stream, step, index) -> 7).validation())
                .containsExactly(0, 1);
    }

    /** Keys are unsigned: −1 is the largest. */
    @Test
    void of_keys_areComparedUnsigned() {
        assertThat(Split.of(labels(0, 0, 0), 2, (stream, step, index) -> index == 1 ? -1 : 5)
                        .validation())
                .containsExactly(0, 2);
    }

    @Test
    void of_largerValidation_containsTheSmallerOne() {
        Labels labels = labels(IntStream.range(0, 300).map(i -> i % 3).toArray());

        int[] small = Split.of(labels, 30, TestBits.seed(9)).validation();
        int[] large = Split.of(labels, 60, TestBits.seed(9)).validation();

        assertThat(large).contains(small);
    }

    @Test
    void of_numbers_isOneClass() {
        Split split = Split.of(new Values(new float[30], 3), 4, TestBits.seed(1));

        assertThat(split.validation()).hasSize(4);
        assertThat(split.training()).hasSize(6);
    }

    @Test
    void of_nothingOrEverything_isEmptyOrFull() {
        Labels labels = labels(0, 1, 2);

        assertThat(Split.of(labels, 0, TestBits.seed(1)).training()).containsExactly(0, 1, 2);
        assertThat(Split.of(labels, 0, TestBits.seed(1)).validation()).isEmpty();
        assertThat(Split.of(labels, 3, TestBits.seed(1)).training()).isEmpty();
        assertThat(Split.of(labels(), 0, TestBits.seed(1)).training()).isEmpty();
    }

    @Test
    void of_tooMany_namesBoth() {
        assertThatThrownBy(() -> Split.of(labels(0, 1, 2), 4, TestBits.seed(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("Split: 4 examples for validation, expected 0..3");
        assertThatThrownBy(() -> Split.of(labels(0, 1, 2), -1, TestBits.seed(1)))
                .hasMessage("Split: -1 examples for validation, expected 0..3");
    }

    @Test
    void byFraction_roundsHalfUp() {
        assertThat(Split.byFraction(labels(new int[10]), 0.25, TestBits.seed(1)).validation())
                .hasSize(3);
        assertThat(Split.byFraction(labels(new int[10]), 1, TestBits.seed(1)).validation())
                .hasSize(10);
    }

    @Test
    void byFraction_outOfRange_isRefused() {
        assertThatThrownBy(() -> Split.byFraction(labels(0), 1.5, TestBits.seed(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("Split: fraction 1.5 for validation, expected 0..1");
        assertThatThrownBy(() -> Split.byFraction(labels(0), Double.NaN, TestBits.seed(1)))
                .hasMessage("Split: fraction NaN for validation, expected 0..1");
    }

    private static Labels labels(int... values) {
        int largest = Arrays.stream(values).max().orElse(0);
        return new Labels(values, Labels.numbered(largest + 1));
    }
}
