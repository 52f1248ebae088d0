package dev.nabla.worker;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.Tensor;
import dev.nabla.protocol.Event;
import java.util.List;
import java.util.function.Function;

/**
 * Measures the validation set, a little at a time: the weights are copied at the beginning, so that training may go on.
 * Reusable.
 */
final class Measurement {
    private static final int MOST_EXAMPLES = 256;

    private final Host host;
    private final ValidationSet set;
    private final Executor executor;
    private final Pace making = new Pace(MOST_EXAMPLES);
    private final Pace measuring = new Pace(MOST_EXAMPLES);
    private final float[] losses = new float[MOST_EXAMPLES];
    private final int[] predictions = new int[MOST_EXAMPLES];
    private int[] confusion = new int[0];
    private int step;
    private int done;
    private double sum;

    Measurement(Host host, Network network, ValidationSet set, Function<Program, Executor> executors) {
        this.host = host;
        this.set = set;
        this.executor = executors.apply(Networks.measuring(network, Program.MAX_CAPACITY));
    }

    /** Gives back what it holds outside of Java. */
    void close() {
        executor.close();
    }

    /** Begins anew, with the weights after so many steps. */
    void begin(int step, List<Tensor> weights) {
        List<Buffer> model = executor.program().model();
        for (int i = 0; i < model.size(); i++) {
            executor.write(model.get(i), weights.get(i).values());
        }
        this.step = step;
        confusion = new int[Networks.CLASSES * Networks.CLASSES];
        done = 0;
        sum = 0;
    }

    /** Goes on for about so many milliseconds; true when all examples are measured. */
    boolean advance(double millis) {
        double end = host.now() + millis;
        double now = host.now();
        while (done < set.size() && now < end) {
            double started = now;
            if (set.made() < set.size()) {
                int count = making.units(end - now);
                set.make(count);
                now = host.now();
                making.took(count, now - started);
            } else {
                int count = Math.min(measuring.units(end - now), set.size() - done);
                measure(count);
                now = host.now();
                measuring.took(count, now - started);
            }
        }
        return done == set.size();
    }

    private void measure(int count) {
        executor.evaluate(set.examples(), set.order(), done, count, losses, predictions);
        for (int i = 0; i < count; i++) {
            sum += losses[i];
            confusion[set.label(done + i) * Networks.CLASSES + predictions[i]]++;
        }
        done += count;
    }

    /** What was found out, when all is measured. */
    Event.Validated result(int run) {
        int correct = 0;
        for (int c = 0; c < Networks.CLASSES; c++) {
            correct += confusion[c * Networks.CLASSES + c];
        }
        return new Event.Validated(run, step, (float) (sum / done), correct, done, confusion);
    }
}
