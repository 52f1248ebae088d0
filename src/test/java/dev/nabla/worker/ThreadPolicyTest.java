package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadPolicyTest {
    private static final double SLICE_MILLIS = 10;

    @ParameterizedTest(name = "{0} cores, {1} threads: {2} visible, {3} hidden")
    @CsvSource({"1, 1, 1, 1", "2, 2, 1, 2", "2, 1, 1, 1", "3, 3, 2, 3", "8, 8, 7, 8", "16, 8, 8, 8", "1, 3, 1, 1"})
    void threads_nothingMeasured_leavesOneCoreToAVisiblePage(int cores, int maxThreads, int visible, int hidden) {
        ThreadPolicy policy = new ThreadPolicy(cores, maxThreads);
        assertThat(policy.threads()).isEqualTo(visible);

        policy.setHidden(true);
        assertThat(policy.threads()).isEqualTo(hidden);

        policy.setHidden(false);
        assertThat(policy.threads()).isEqualTo(visible);

        policy.setBenchmarking(true);
        assertThat(policy.threads()).isEqualTo(hidden);
    }

    /** Slices on as many threads as the policy says, whose share of waiting is that for every number of threads. */
    private static void train(ThreadPolicy policy, double millis, double share) {
        for (double done = 0; done < millis; done += SLICE_MILLIS) {
            int threads = policy.threads();
            policy.measured(threads, SLICE_MILLIS, threads == 1 ? 0 : share * SLICE_MILLIS);
        }
    }

    private static ThreadPolicy hidden(int cores) {
        ThreadPolicy policy = new ThreadPolicy(cores, cores);
        policy.setHidden(true);
        return policy;
    }

    @Test
    void threads_littleWaiting_stay() {
        ThreadPolicy policy = hidden(4);
        train(policy, 10_000, 0.24);
        assertThat(policy.threads()).isEqualTo(4);
    }

    @Test
    void threads_waitingThatCostsMoreThanAThread_becomeFewerUntilItDoesNot() {
        ThreadPolicy policy = hidden(4);
        train(policy, ThreadPolicy.WINDOW_MILLIS, 0.26);
        assertThat(policy.threads()).isEqualTo(3);

        // 0.26 of three threads is less than one thread.
        train(policy, 5 * ThreadPolicy.WINDOW_MILLIS, 0.26);
        assertThat(policy.threads()).isEqualTo(3);
    }

    @Test
    void threads_networkTooSmallToDivide_becomeOne() {
        ThreadPolicy policy = hidden(4);
        train(policy, 3 * ThreadPolicy.WINDOW_MILLIS, 0.9);
        assertThat(policy.threads()).isEqualTo(1);
    }

    @Test
    void threads_oneBadMoment_stay() {
        ThreadPolicy policy = hidden(2);
        policy.measured(2, SLICE_MILLIS, SLICE_MILLIS);
        train(policy, ThreadPolicy.WINDOW_MILLIS, 0.1);
        assertThat(policy.threads()).isEqualTo(2);
    }

    @Test
    void threads_waitingGoneAgain_comeBack() {
        ThreadPolicy policy = hidden(3);
        train(policy, 2 * ThreadPolicy.WINDOW_MILLIS, 0.9);
        assertThat(policy.threads()).isEqualTo(1);

        train(policy, 2 * (ThreadPolicy.FIRST_PATIENCE_MILLIS + ThreadPolicy.WINDOW_MILLIS), 0);
        assertThat(policy.threads()).isEqualTo(3);
    }

    @Test
    void threads_waitingThatStays_areTriedEverMoreRarely() {
        ThreadPolicy policy = hidden(2);
        double onTwo = 0;
        double last = 0;
        double longest = 0;
        for (double now = 0; now < 600_000; now += SLICE_MILLIS) {
            int threads = policy.threads();
            if (threads == 2) {
                onTwo += SLICE_MILLIS;
                longest = Math.max(longest, now - last);
                last = now;
            }
            policy.measured(threads, SLICE_MILLIS, threads == 2 ? 0.9 * SLICE_MILLIS : 0);
        }
        assertThat(onTwo / 600_000).isLessThan(0.01);
        assertThat(longest)
                .isBetween(
                        ThreadPolicy.LAST_PATIENCE_MILLIS,
                        ThreadPolicy.LAST_PATIENCE_MILLIS + 2 * ThreadPolicy.WINDOW_MILLIS);
    }

    @Test
    void threads_benchmark_ignoresWaiting() {
        ThreadPolicy policy = new ThreadPolicy(2, 2);
        policy.setBenchmarking(true);
        train(policy, 1000, 0.99);
        assertThat(policy.threads()).isEqualTo(2);
    }

    @Test
    void threads_hiddenAfterAReduction_areAllAgain() {
        ThreadPolicy policy = new ThreadPolicy(4, 4);
        train(policy, 2 * ThreadPolicy.WINDOW_MILLIS, 0.9);
        assertThat(policy.threads()).isEqualTo(1);

        policy.setHidden(true);
        assertThat(policy.threads()).isEqualTo(4);
    }

    @Test
    void measured_onOtherThreads_teachesNothing() {
        ThreadPolicy policy = hidden(2);
        for (int i = 0; i < 100; i++) {
            policy.measured(1, SLICE_MILLIS, SLICE_MILLIS);
            policy.measured(2, Double.NaN, SLICE_MILLIS);
            policy.measured(2, SLICE_MILLIS, Double.NaN);
        }
        assertThat(policy.threads()).isEqualTo(2);
    }

    @Test
    void policy_withoutCores_isRefused() {
        assertThatThrownBy(() -> new ThreadPolicy(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 cores, 1 threads, expected at least 1");
    }
}
