package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plays generated runs with the reference and with modules in Endive: the same bits of everything. */
class DifferentialTest {
    private static final int FEW = 120;
    private static final int MANY = 500;

    @Test
    void someRuns_inEndive_giveTheBitsOfTheReference() {
        compare(0, FEW);
    }

    @Test
    @Tag("slow")
    void manyRuns_inEndive_giveTheBitsOfTheReference() {
        compare(FEW, MANY);
    }

    private static void compare(int from, int to) {
        Engine engine = new Engine(new EndiveMachine());
        List<String> failures = new ArrayList<>();
        for (int seed = from; seed < to; seed++) {
            try {
                RunLog.compare(new GeneratedRun(seed), engine::executor, () -> {});
            } catch (AssertionError e) {
                failures.add(e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }
}
