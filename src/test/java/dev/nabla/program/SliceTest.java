package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SliceTest {
    private final OpFixture fixture = new OpFixture(4, 1, 1);
    private final Scalar rate = fixture.builder.scalar("rate", 0.25f);
    private final Program program = fixture.builder.build();

    @Test
    void new_withoutSteps_isRefused() {
        assertThatThrownBy(() -> new Slice(program, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Slice: at most 0 steps, expected at least 1");
    }

    @Test
    void add_beyondTheMost_isRefused() {
        Slice slice = new Slice(program, 1);
        slice.add(new int[1], 0, 1);
        assertThatThrownBy(() -> slice.add(new int[1], 0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Slice: already 1 steps, at most 1");
    }

    @Test
    void add_emptyBatch_isRefused() {
        assertThatThrownBy(() -> new Slice(program, 1).add(new int[1], 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Slice: a batch of 0 examples, expected at least 1");
    }

    @Test
    void add_batches_standOneBehindTheOther() {
        Slice slice = new Slice(program, 3);
        slice.add(new int[] {9, 4, 5, 9}, 1, 2);
        slice.add(new int[] {7}, 0, 1);

        assertThat(slice.steps()).isEqualTo(2);
        assertThat(slice.rows(0)).isEqualTo(2);
        assertThat(slice.first(1)).isEqualTo(2);
        assertThat(Arrays.copyOf(slice.order(), 3)).containsExactly(4, 5, 7);
    }

    @Test
    void add_moreThanTheArrayHolds_keepsWhatWasThere() {
        Slice slice = new Slice(program, 2);
        int[] large = new int[1000];
        Arrays.setAll(large, i -> i);
        slice.add(new int[] {42}, 0, 1);
        slice.add(large, 0, 1000);

        assertThat(slice.order()[0]).isEqualTo(42);
        assertThat(slice.order()[1000]).isEqualTo(999);
    }

    @Test
    void add_scalars_haveInitialValuesAndTheInverseOfTheBatch() {
        Slice slice = new Slice(program, 1);
        slice.add(new int[3], 0, 3);

        assertThat(slice.scalar(0, rate)).isEqualTo(0.25f);
        assertThat(slice.scalar(0, program.inverseBatch())).isEqualTo(1f / 3);
    }

    @Test
    void clear_scalarsSetBefore_areInitialAgain() {
        Slice slice = new Slice(program, 1);
        slice.add(new int[1], 0, 1);
        slice.set(0, rate, 3);
        slice.clear();
        slice.add(new int[2], 0, 2);

        assertThat(slice.steps()).isEqualTo(1);
        assertThat(slice.rows(0)).isEqualTo(2);
        assertThat(slice.scalar(0, rate)).isEqualTo(0.25f);
    }
}
