package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.program.JavaExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A convolutional network, 200 steps: in Endive the bits of the reference. */
class ImageRunTest {
    @Test
    void run_inEndive_givesTheBitsOfTheReference() {
        RunLog expected = new RunLog();
        play(new ImageRun(JavaExecutor::new, expected));
        RunLog.Comparison comparison = expected.comparison();
        Engine engine = new Engine(new EndiveMachine());
        play(new ImageRun(engine::executor, comparison));
        comparison.requireEnd();
    }

    private static void play(ImageRun run) {
        while (run.advance()) {}
    }

    /** So that the bits are those of a run that learns. */
    @Test
    void run_learns() {
        List<float[]> losses = new ArrayList<>();
        play(new ImageRun(JavaExecutor::new, new Recorder() {
            @Override
            public void ints(String name, int[] values, int count) {}

            @Override
            public void floats(String name, float[] values, int count) {
                if (name.equals("losses")) {
                    losses.add(values.clone());
                }
            }
        }));
        float sum = 0;
        for (float loss : losses.get(0)) {
            sum += loss;
        }
        assertThat(sum / losses.get(0).length).isBetween(0f, 0.3f);
    }
}
