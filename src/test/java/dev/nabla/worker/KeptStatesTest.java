package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.optim.Sgd;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptStatesTest {
    private static RunState state(long step) {
        return new RunState(new Settings(Sgd.of(0.1f), 1, 1), List.of(), step, step, List.of());
    }

    private static KeptStates filled(long bytesPerState, int steps) {
        KeptStates kept = new KeptStates(bytesPerState);
        kept.add(state(0));
        for (long step = kept.next(0); step <= steps; step = kept.next(step)) {
            assertThat(kept.wants(step)).isTrue();
            kept.add(state(step));
        }
        return kept;
    }

    @Test
    void add_many_keepsPowersAndAnEvenSpread() {
        int[] steps = filled(1, 100_000).steps();

        assertThat(steps).hasSizeBetween(32, 64).isSorted().contains(0, 1, 2, 4, 8, 16, 32, 64, 65536);
        int widest = 0;
        for (int i = 1; i < steps.length; i++) {
            widest = Math.max(widest, steps[i] - steps[i - 1]);
        }
        assertThat(widest).isLessThanOrEqualTo(4096);
    }

    @Test
    void add_large_staysWithinTheBudget() {
        assertThat(filled(16 << 20, 10_000).steps()).hasSizeBetween(4, 8).contains(0);
        assertThat(filled(1L << 40, 10_000).steps()).hasSizeBetween(1, 2).contains(0);
    }

    @Test
    void nearest_between_isTheNearest() {
        KeptStates kept = filled(1, 10);

        assertThat(kept.nearest(7).step()).isEqualTo(7);
        assertThat(kept.nearest(1000).step()).isEqualTo(10);
        assertThat(kept.nearest(-5).step()).isZero();
    }

    @Test
    void dropAfter_forgetsWhatCameBehind() {
        KeptStates kept = filled(1, 10);
        kept.dropAfter(4);

        assertThat(kept.steps()).containsExactly(0, 1, 2, 3, 4);
        assertThat(kept.next(4)).isEqualTo(5);
    }
}
