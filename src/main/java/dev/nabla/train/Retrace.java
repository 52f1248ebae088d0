package dev.nabla.train;

import dev.nabla.program.Buffer;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import java.util.List;

/**
 * Keeps a recent state of a run, and finds out with it where a number first became infinite or NaN: the steps since are done
 * again, the last one with a look at everything that is written.
 */
final class Retrace {
    /** A state is kept again after so many operations for each of its numbers: copying costs a small share of that. */
    private static final long FLOPS_PER_VALUE = 100_000;

    private static final int SLICE_STEPS = 256;

    private final BatchSource source;
    private final SliceFiller filler;
    private List<Tensor> tensors = List.of();
    private long step;
    private long position;
    private Settings settings;
    private int events;
    private long flopsLeft;

    Retrace(BatchSource source, SliceFiller filler, Settings settings) {
        this.source = source;
        this.filler = filler;
        this.settings = settings;
    }

    /** Forgets what is kept, because another program runs now. */
    void forget() {
        flopsLeft = 0;
    }

    /**
     * Keeps the state now if it is time; called before steps are taken from the source.
     *
     * @param events how many the run has
     */
    void keep(Executor executor, Settings settings, long step, int events) {
        if (flopsLeft <= 0) {
            tensors = PersistentTensors.read(executor);
            this.settings = settings;
            this.step = step;
            this.position = source.position();
            this.events = events;
            flopsLeft = FLOPS_PER_VALUE * values(executor.program());
        }
    }

    private static long values(Program program) {
        long values = 0;
        for (Buffer buffer : program.persistent()) {
            values += buffer.shape().width();
        }
        return values;
    }

    /** Says that so many steps on so many examples in all were done. */
    void trained(Program program, long examples) {
        flopsLeft -= program.flops(1) * examples;
    }

    /**
     * Finds the first tensor of the last step that is not finite.
     *
     * @param executor of the run; holds the same afterwards as before
     * @param history all events; those since the kept state changed no program
     * @param last number of steps done
     * @return its name; {@code parameter} where the steps cannot be done again
     */
    String locate(Executor executor, List<Event> history, long last, String parameter) {
        List<Tensor> end = PersistentTensors.read(executor);
        long endPosition = source.position();
        try {
            Slice slice = new Slice(executor.program(), SLICE_STEPS);
            Settings current = repeat(executor, history, last, slice);
            filler.fill(slice, executor.program(), current, last - 1, 1);
            Buffer found = executor.findNonFinite(source.examples(), slice);
            return found == null ? parameter : found.name();
        } finally {
            PersistentTensors.write(executor, end);
            source.seek(endPosition);
        }
    }

    /** Does all steps but the last again; the settings of that one. */
    private Settings repeat(Executor executor, List<Event> history, long last, Slice slice) {
        PersistentTensors.write(executor, tensors);
        source.seek(position);
        Settings current = settings;
        int next = events;
        long at = step;
        while (true) {
            while (next < history.size() && history.get(next).step() <= at) {
                current = history.get(next++).apply(current);
            }
            if (at >= last - 1) {
                return current;
            }
            long until = next < history.size() ? Math.min(history.get(next).step(), last - 1) : last - 1;
            filler.fill(slice, executor.program(), current, at, until - at);
            at += executor.train(source.examples(), slice);
        }
    }
}
