package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ThreadWorkersTest {
    private static final int PARTS = 20_000;

    /** Longer than a helper spins. */
    private static final long ASLEEP_NANOS = 2_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void run_manyParts_eachWorkerDoesEachOnceBehindTheOneBefore(int count) {
        int[] done = new int[count];
        try (ThreadWorkers workers = new ThreadWorkers(count)) {
            assertThat(workers.count()).isEqualTo(count);
            for (int part = 0; part < PARTS; part++) {
                int expected = part * count;
                boolean[] inOrder = new boolean[count];
                int sum = Arrays.stream(done).sum();
                workers.run(worker -> {
                    inOrder[worker] = sum == expected;
                    done[worker]++;
                });
                assertThat(inOrder).doesNotContain(false);
            }
        }
        assertThat(done).containsOnly(PARTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void run_sleepersOnBothSides_areWoken(int count) {
        int[] done = new int[count];
        try (ThreadWorkers workers = new ThreadWorkers(count)) {
            for (int part = 0; part < 20; part++) {
                LockSupport.parkNanos(ASLEEP_NANOS);
                workers.run(worker -> {
                    if (worker > 0) {
                        LockSupport.parkNanos(ASLEEP_NANOS);
                    }
                    done[worker]++;
                });
            }
        }
        assertThat(done).containsOnly(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void run_failureOfAWorker_reachesTheCallerAndLeavesTheOthersUsable(int failing) {
        int[] done = new int[3];
        try (ThreadWorkers workers = new ThreadWorkers(3)) {
            assertThatThrownBy(() -> workers.run(worker -> {
                        if (worker == failing) {
                            throw new IllegalStateException("worker " + worker);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("worker " + failing);
            workers.run(worker -> done[worker]++);
        }
        assertThat(done).containsOnly(1);
    }
}
