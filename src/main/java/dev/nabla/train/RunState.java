package dev.nabla.train;

import dev.nabla.program.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs to go on to the bit, together with its network and data: settings at the beginning, events since,
 * where it stands, weights and the optimizer's memory.
 *
 * @param settings at step 0
 * @param events in order of their steps
 * @param step number of steps done
 * @param position number of examples taken
 * @param tensors parameters, then the optimizer's state; names and shapes as in the program
 * @param best the weights of the best check; null where none are kept
 */
public record RunState(
        Settings settings,
        List<Event> events,
        long step,
        long position,
        List<Tensor> tensors,
        @Nullable BestWeights best) {
    /** The state of a run that keeps no best weights. */
    public RunState(Settings settings, List<Event> events, long step, long position, List<Tensor> tensors) {
        this(settings, events, step, position, tensors, null);
    }

    public RunState {
        events = List.copyOf(events);
        tensors = List.copyOf(tensors);
        if (step < 0 || position < step) {
            throw new IllegalArgumentException(
                    "Run: step " + step + " after " + position + " examples, expected 0 ≤ step ≤ examples");
        }
    }
}
