package dev.nabla.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a program, in the order in which they run.
 *
 * @param gather examples into the chunk, as evaluation needs them
 * @param forward from the gathered chunk to the output
 * @param predict from the input that the caller has written to the output
 * @param loss the losses of the chunk's rows and what is counted about them
 * @param fast a whole training step of one chunk; null if the program has no such form
 * @param chunk gather, forward, loss and backward with every buffer kept, gradients added up
 * @param clear begins a training step of {@code chunk}s
 * @param update ends it
 * @param prepare what must be done when parameters have been written
 */
record Schedule(
        List<Step> gather,
        List<Step> forward,
        List<Step> predict,
        List<Step> loss,
        @Nullable Fast fast,
        List<Step> chunk,
        List<Step> clear,
        List<Step> update,
        List<Step> prepare) {
    /**
     * A training step in two halves.
     *
     * @param rows what is divided by rows: all threads do theirs without waiting
     * @param parts what is divided by parameters: after all rows
     */
    record Fast(List<Step> rows, List<Step> parts) {
        Fast {
            rows = List.copyOf(rows);
            parts = List.copyOf(parts);
        }
    }

    Schedule {
        gather = List.copyOf(gather);
        forward = List.copyOf(forward);
        predict = List.copyOf(predict);
        loss = List.copyOf(loss);
        chunk = List.copyOf(chunk);
        clear = List.copyOf(clear);
        update = List.copyOf(update);
        prepare = List.copyOf(prepare);
    }

    /** The steps of a training step, in their order; with {@code whole} the batch is no larger than the capacity. */
    List<Step> training(boolean whole) {
        List<Step> steps = new ArrayList<>();
        if (fast != null && whole) {
            steps.addAll(fast.rows());
            steps.addAll(fast.parts());
        } else {
            steps.addAll(clear);
            steps.addAll(chunk);
            steps.addAll(update);
        }
        return steps;
    }
}
