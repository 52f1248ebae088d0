package dev.nabla.cli;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Network;
import dev.nabla.optim.Schedule;
import java.util.ArrayList;
import java.util.List;

/** What is possible, but seldom meant. */
final class Warnings {
    private Warnings() {}

    /** A sentence for each softmax that is not at the end. */
    static List<String> softmaxInTheMiddle(Network network) {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < network.layers().size() - 1; i++) {
            if (isSoftmax(network.layers().get(i))) {
                warnings.add(
                        "Warning: layer " + (i + 1) + " of " + network.layers().size()
                                + " is softmax, usual only for the last one: its outputs add up to 1, which leaves little to learn"
                                + " from; relu is usual here");
            }
        }
        return warnings;
    }

    private static boolean isSoftmax(Layer layer) {
        return (layer instanceof Dense dense && dense.activation() == Activation.SOFTMAX)
                || (layer instanceof ActivationLayer alone && alone.activation() == Activation.SOFTMAX);
    }

    /** A sentence if a run is longer than its schedule. */
    static List<String> scheduleEnds(Schedule schedule, long steps) {
        long end = end(schedule);
        return end >= steps
                ? List.of()
                : List.of("Warning: the schedule of the learning rate ends after " + end
                        + " steps, the run after about " + steps + "; the rate keeps its last value in between");
    }

    private static long end(Schedule schedule) {
        if (schedule instanceof Schedule.Warmup warmup) {
            long then = end(warmup.then());
            return then == Long.MAX_VALUE ? then : warmup.steps() + then;
        }
        if (schedule instanceof Schedule.Cosine cosine) {
            return cosine.steps();
        }
        return schedule instanceof Schedule.OneCycle cycle ? cycle.steps() : Long.MAX_VALUE;
    }
}
