package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTableTest {
    private final PeerResults results = new PeerResults();

    private void add(String run, String item, double density, double... values) {
        for (double value : values) {
            results.add(
                    run,
                    "{\"peer\":\"" + run + "\",\"version\":\"1\",\"threads\":2,\"item\":\"" + item + "\","
                            + (density > 0 ? "\"density\":" + density + "," : "") + "\"unit\":\"u\",\"value\":" + value
                            + "}");
        }
    }

    private List<String> lines() {
        return new PeerTable(results, true).lines(List.of("Here."));
    }

    @Test
    void goal_atItsLeast_isReached() {
        add("nabla-2", "W1", 0.19, 135, 1000, 1);
        add("numpy-2", "W1", 0.19, 100);

        assertThat(lines())
                .contains(
                        "| 784-128-10, batch 100, SGD | W1@0.19 | 135 | numpy-2 | 100 | 1.35× | 1.35× | 1.5× | yes |");
    }

    @Test
    void goal_below_isNotReached() {
        add("nabla-2", "W1", 1.0, 49);
        add("numpy-2", "W1", 1.0, 100);

        assertThat(lines())
                .anyMatch(line -> line.contains("| W1@1 | 49.00 | numpy-2 | 100 | 0.49× | 0.5× | 0.55× | no"));
    }

    @Test
    void goal_afterDisturbedRounds_doesNotCount() {
        add("nabla-2", "W1", 1.0, 60);
        add("numpy-2", "W1", 1.0, 100);

        assertThat(new PeerTable(results, false).lines(List.of()))
                .anyMatch(line -> line.endsWith("| 0.60× | 0.5× | 0.55× | yes (does not count) |"))
                .anyMatch(line -> line.endsWith("| not measured |"));
    }

    @Test
    void goal_ofATime_isBetterTheFewer() {
        add("nabla-1", "W6-mlp", 0, 5);
        add("numpy-2", "W6-mlp", 0, 10);

        assertThat(lines())
                .anyMatch(line -> line.contains("| W6-mlp | 5.00 | numpy-2 | 10.00 | 2.00× | 1.5× | 3× | yes"));
    }

    @Test
    void goal_withARate_needsBoth() {
        add("nabla-1", "W4", 0, 499_999);
        add("numpy-2", "W4", 0, 10_000);

        assertThat(lines())
                .anyMatch(line ->
                        line.contains("| 499,999 | numpy-2 | 10,000 | 50.00× | 10× and 500,000 | 1,000,000 | no"));
    }

    @Test
    void goal_againstSeveralRuns_takesTheBest() {
        add("nabla-2", "W1", 0.19, 100);
        add("tfjs-wasm", "W1", 0.19, 1);
        add("tfjs-wasm-2", "W1", 0.19, 2);
        add("tfjs-wasm-2-fit", "W1", 0.19, 1.5);

        assertThat(lines()).anyMatch(line -> line.contains("| 100 | tfjs-wasm-2 | 2.00 | 50.00× | 35× | 45× | yes"));
    }

    @Test
    void goal_withoutValues_isNotMeasured() {
        assertThat(lines())
                .filteredOn(line -> line.endsWith("| not measured |"))
                .hasSize(9);
    }

    @Test
    void run_withFewerThreadsThanAsked_isLeftOutAndNoted() {
        results.add(
                "nabla-2",
                "{\"peer\":\"nabla\",\"version\":\"1\",\"threads\":1,\"asked\":2,\"item\":\"W1\",\"density\":0.19,"
                        + "\"value\":5}");

        assertThat(lines()).contains("- nabla-2: W1@0.19 worked with 1 of 2 threads, and is left out of that round");
        assertThat(results.median("nabla-2", "W1@0.19")).isNaN();
    }

    @Test
    void line_thatIsNoResult_isPassedOver() {
        results.add("torch-2", "Warning: 2 threads");
        results.add("torch-2", "{\"greeting\":\"hello\"}");

        assertThat(results.runs()).isEmpty();
    }
}
