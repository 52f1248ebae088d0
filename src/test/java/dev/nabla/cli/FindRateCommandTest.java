package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindRateCommandTest {
    private static final String FIND = "find-rate --data moons --points 300 --layers 16:relu,2 ";

    @Test
    void run_drawsTheCurveAndSuggests() {
        Run run = Run.line(FIND);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines)
                .filteredOn(line ->
                        line.indexOf('X') == line.lastIndexOf('X') && line.contains("|") && line.indexOf('X') > 0)
                .hasSize(1);
        assertThat(lines.get(lines.size() - 1)).matches("Suggested: --learning-rate 0\\.\\d+");
        assertThat(Run.line(FIND + "--threads 1").out()).isEqualTo(run.out());
    }

    @Test
    void json_isAnObjectPerStep() {
        Run run = Run.line(FIND + "--json --from 1e-4 --to 0.1 --steps 30");

        List<JsonObject> lines = run.json();
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0).getDouble("learningRate")).isEqualTo((double) 1e-4f);
        assertThat(lines.get(29).getDouble("learningRate")).isEqualTo((double) 0.1f);
        assertThat(lines.get(30).getBoolean("diverged")).isFalse();
        assertThat(lines.get(30).getDouble("suggestion")).isBetween(1e-4, 0.1);
    }

    /** What it suggests learns better than a hundredth of it. */
    @Test
    void suggestion_learns() {
        List<JsonObject> lines = Run.line(FIND + "--json").json();
        double suggestion = lines.get(lines.size() - 1).getDouble("suggestion");

        assertThat(loss(suggestion)).isLessThan(0.7 * loss(suggestion / 100));
    }

    private static double loss(double rate) {
        List<JsonObject> lines = Run.line(
                        "train --data moons --points 300 --layers 16:relu,2 --epochs 5 --json --learning-rate " + rate)
                .json();
        return lines.get(4).getDouble("validationLoss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "find-rate --data xor | Missing: --layers LIST or --network FILE",
                "find-rate --data xor --layers 2 --from 1 --to 0.1 | Learning rates from 1.0 to 0.1, expected finite ones"
                        + " that grow from above 0",
                "find-rate --data xor --layers 2 --steps 1 | Learning rates: 1 steps, expected at least 2",
                "find-rate --data xor --layers 2 --from 0 | Invalid value for option '--from': \"0\", expected a finite"
                        + " number above 0",
            })
    void nonsense_isNamedInOneLine(String line, String message) {
        Run run = Run.line(line);

        assertThat(run.err()).isEqualTo("nabla: " + message + " (see nabla find-rate --help)" + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
