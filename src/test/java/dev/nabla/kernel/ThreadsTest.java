package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads of the JVM on one memory give the bits of the reference. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ThreadsTest {
    private static final int RUNS = 8;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void runs_onSeveralThreads_giveTheBitsOfTheReference(int threads) {
        List<String> failures = new ArrayList<>();
        int slices = 0;
        try (ThreadedEndiveMachine machine = new ThreadedEndiveMachine(threads)) {
            Engine engine = new Engine(machine);
            engine.setThreads(threads);
            for (int seed = 1000; seed < 1000 + RUNS; seed++) {
                try {
                    slices += play(new GeneratedRun(seed), engine, threads);
                } catch (AssertionError e) {
                    failures.add(e.getMessage());
                }
            }
            assertThat(machine.started()).isEqualTo(threads - 1);
        }
        assertThat(failures).isEmpty();
        assertThat(slices).as("slices for which all threads were ready").isGreaterThan(2 * RUNS);
    }

    /** How many slices began with all threads at hand. */
    static int play(GeneratedRun run, Engine engine, int threads) {
        RunLog.Comparison comparison = RunLog.of(run).comparison();
        RunPlayer player = new RunPlayer(run, engine::executor, comparison);
        int ready = 0;
        try {
            do {
                ready += await(player, threads) ? 1 : 0;
            } while (player.advance());
            comparison.requireEnd();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(threads + " threads, " + player + ": " + e.getMessage(), e);
        } finally {
            player.close();
        }
        return ready;
    }

    private static boolean await(RunPlayer player, int threads) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!player.isReady(threads)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
