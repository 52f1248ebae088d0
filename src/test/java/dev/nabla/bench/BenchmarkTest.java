package dev.nabla.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkTest {
    private static final int ROUNDS = 10_000;

    /** Every look at the clock takes 40 ms; from the fourth slice on there are two threads. */
    private static final class SlowClock implements Rig {
        private final int mostThreads;
        private double now;
        private int slices;

        SlowClock(int mostThreads) {
            this.mostThreads = mostThreads;
        }

        @Override
        public double millis() {
            return now += 40;
        }

        @Override
        public Executor executor(Program program) {
            return new JavaExecutor(program);
        }

        @Override
        public int mostThreads() {
            return 4;
        }

        @Override
        public int threads() {
            return ++slices < 4 ? 1 : mostThreads;
        }
    }

    private static List<Row> measure(Choice choice, Rig rig) {
        List<Row> rows = new ArrayList<>();
        Benchmark benchmark = new Benchmark(choice, rig, rows::add);
        int rounds = 0;
        while (benchmark.advance() >= 0) {
            assertThat(rounds++).isLessThan(ROUNDS);
        }
        return rows;
    }

    @Test
    void benchmark_ofAllItems_givesARowEach() {
        List<Row> rows = measure(Choice.parse(Choice.ALL, "0.19,1", "1", "0.1", "300"), new SlowClock(1));

        assertThat(rows.stream().map(row -> row.item().label() + (row.hasDensity() ? "@" + row.density() : "")))
                .containsExactly(
                        "W1@0.19", "W2@0.19", "W3@0.19", "W5@0.19", "W1@1.0", "W2@1.0", "W3@1.0", "W4", "W6-mlp",
                        "W6-cnn");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.hasValue()).as(row.toString()).isTrue();
            assertThat(row.error()).isEmpty();
        });
    }

    /** Each round takes a look at the clock, 40 ms: a window of 1 ms holds one round, of one batch of 100. */
    @Test
    void rate_isUnitsASecond() {
        Row row = measure(Choice.parse("W1", "0.19", "1", "0.003", "300"), new SlowClock(1))
                .get(0);

        assertThat(row.value()).isEqualTo(100 / 0.04);
    }

    @Test
    void benchmark_waitsForThreads() {
        Row row = measure(Choice.parse("W1", "0.19", "2", "0.1", "100"), new SlowClock(2))
                .get(0);

        assertThat(row.threads()).isEqualTo(2);
    }

    @Test
    void benchmark_withoutTheThreads_goesOnAndSaysSo() {
        Row row = measure(Choice.parse("W1", "0.19", "3", "0.1", "100"), new SlowClock(2))
                .get(0);

        assertThat(row.hasValue()).isTrue();
        assertThat(row.threads()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            W7    | 0.19  | 1  | 1  | 100 | items: "W7", expected some of W1,W2,W3,W4,W5,W6
            W1,,  | 0.19  | 1  | 1  | 100 | items: "", expected some of W1,W2,W3,W4,W5,W6
            W1    | 0.19, | 1  | 1  | 100 | density: "", expected a number
            W1    | 1.5   | 1  | 1  | 100 | density: 1.5, expected a number above 0, at most 1
            W1    | NaN   | 1  | 1  | 100 | density: NaN, expected a number above 0, at most 1
            W1    | 0.19  | 0  | 1  | 100 | threads: 0, expected 1 to 256
            W1    | 0.19  | x  | 1  | 100 | threads: "x", expected a number
            W1    | 0.19  | 1  | 0  | 100 | secs: 0.0, expected a number above 0, at most 3600
            W1    | 0.19  | 1  | 1  | 1e9 | n: 1000000000, expected 1 to 200000
            """)
    void choice_thatMakesNoSense_isRefused(
            String items, String densities, String threads, String seconds, String images, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.parse(items, densities, threads, seconds, images))
                .withMessage(sentence);
    }
}
