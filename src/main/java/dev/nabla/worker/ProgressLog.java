package dev.nabla.worker;

import dev.nabla.protocol.Event;
import dev.nabla.train.StepReport;
import java.util.Arrays;

/** Collects what the steps measured, until the page is told. */
final class ProgressLog implements StepReport.Listener {
    private float[] losses = new float[64];
    private float[] accuracies = new float[64];
    private int count;

    @Override
    public void onStep(StepReport report) {
        if (count == losses.length) {
            losses = Arrays.copyOf(losses, 2 * count);
            accuracies = Arrays.copyOf(accuracies, 2 * count);
        }
        losses[count] = report.loss();
        accuracies[count++] = (float) report.correct() / report.examples();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Everything since the last call. */
    Event.Progress take(Run run) {
        Event.Progress progress = new Event.Progress(
                run.id(),
                run.step(),
                run.examplesSeen(),
                Arrays.copyOf(losses, count),
                Arrays.copyOf(accuracies, count));
        count = 0;
        return progress;
    }
}
