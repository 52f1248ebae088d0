package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 3 | 5 | 0,1,2,3",
                "0 | 0.6 | 5 | 0.0,0.2,0.4,0.6",
                "0 | 2.5 | 6 | 0.0,0.5,1.0,1.5,2.0,2.5",
                "-1 | 1 | 5 | −1.0,−0.5,0.0,0.5,1.0",
                "0 | 0.003 | 4 | 0.000,0.001,0.002,0.003",
                "0 | 1000000 | 3 | 0,500_000,1_000_000"
            })
    void linear_span_givesRoundNumbers(double low, double high, int most, String expected) {
        assertThat(labels(Ticks.linear(low, high, most))).isEqualTo(expected.replace('_', NumberText.THIN));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, '0,1'", "0, 2, '0,1,2'", "0, 2040, '0,1_000,2_000'"})
    void whole_steps_givesNoFractions(double low, double high, String expected) {
        assertThat(labels(Ticks.whole(low, high, 4))).isEqualTo(expected.replace('_', NumberText.THIN));
    }

    @Test
    void linear_anySpan_keepsToTheNumberAskedFor() {
        for (int i = 1; i < 2000; i++) {
            double high = i * 0.37;
            for (int most = 3; most <= 8; most++) {
                assertThat(Ticks.linear(0, high, most))
                        .as("0 to %s, at most %s", high, most)
                        .hasSizeBetween(2, most);
            }
        }
    }

    @Test
    void linear_emptyOrEndlessSpan_givesOneTick() {
        assertThat(Ticks.linear(2, 2, 5)).hasSize(1);
        assertThat(Ticks.linear(0, Double.POSITIVE_INFINITY, 5)).hasSize(1);
    }

    @Test
    void percent_always_givesQuarters() {
        assertThat(Ticks.percent()).extracting(Tick::value).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(Ticks.percent().get(3).label()).isEqualTo("75" + NumberText.THIN + "%");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.001 | 1 | 6 | 0.001,0.01,0.1,1",
                "0.02 | 0.9 | 6 | 0.02,0.05,0.1,0.2,0.5",
                "0.2 | 5 | 6 | 0.2,0.5,1,2,5",
                "0.00001 | 10 | 4 | 1e−5,0.001,0.1,10"
            })
    void log_decades_givesPowersOfTen(double low, double high, int most, String expected) {
        assertThat(labels(Ticks.log(low, high, most))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.59, 0.6", "2.7, 3", "0, 1", "NaN, 1", "100, 100", "0.0021, 0.003"})
    void roundUp_anyEnd_isATick(double high, double expected) {
        double end = Ticks.roundUp(high, 5);

        assertThat(end).isCloseTo(expected, within(1e-12));
        assertThat(Ticks.linear(0, end, 5)
                        .get(Ticks.linear(0, end, 5).size() - 1)
                        .value())
                .isEqualTo(end);
    }

    private static String labels(List<Tick> ticks) {
        return String.join(",", ticks.stream().map(Tick::label).toList());
    }
}
