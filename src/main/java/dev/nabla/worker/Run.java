package dev.nabla.worker;

import dev.nabla.nn.Network;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.Tensor;
import dev.nabla.protocol.Setup;
import dev.nabla.train.BatchSource;
import dev.nabla.train.Event.BatchSize;
import dev.nabla.train.Event.Change;
import dev.nabla.train.Event.LearningRate;
import dev.nabla.train.Event.Momentum;
import dev.nabla.train.Event.Rules;
import dev.nabla.train.NonFinite;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import dev.nabla.train.StepReport;
import dev.nabla.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A run under an id of the page: what trains, and the states that it may go back to. */
final class Run {
    private static final int BYTES_PER_VALUE = 4;

    private final int id;
    private final List<Stated> stated = new ArrayList<>();
    private final RunData data;
    private final Function<Program, Executor> executors;
    private final KeptStates kept;
    private final float[] pixelDeviation;
    private Trainer trainer;

    /** The last step whose weights gave a finite loss. */
    private long lastFiniteLoss;

    /** What the page was told the settings are, behind so many events. */
    private record Stated(int events, Setup setup) {}

    private Run(int id, Setup setup, RunData data, Function<Program, Executor> executors, Trainer trainer) {
        this.id = id;
        this.data = data;
        this.executors = executors;
        this.trainer = trainer;
        this.kept = new KeptStates(2 * BYTES_PER_VALUE * trainer.network().parameterCount());
        kept.add(trainer.state());
        pixelDeviation = PixelDeviation.of(data.training());
        stated.add(new Stated(trainer.events().size(), setup));
    }

    /** A run with fresh weights. */
    static Run start(int id, Setup setup, RunData data, Function<Program, Executor> executors) {
        Network network = Networks.of(setup);
        Settings settings = Networks.settings(setup);
        return new Run(id, setup, data, executors, new Trainer(network, settings, data.training(), executors));
    }

    /** A run that goes on from a saved state. */
    static Run resume(int id, Setup setup, RunData data, RunState state, Function<Program, Executor> executors) {
        Trainer trainer = Trainer.resume(Networks.of(setup), state, data.training(), executors);
        // The state says how it learns; what the page has shown last may be older, or newer.
        Setup shown = Networks.settings(setup).equals(trainer.settings())
                ? setup
                : Networks.withSettings(setup, trainer.settings());
        return new Run(id, shown, data, executors, trainer);
    }

    /** Gives back what the run holds outside of Java. */
    void close() {
        trainer.close();
    }

    int id() {
        return id;
    }

    /** The settings now. */
    Setup setup() {
        return stated.get(stated.size() - 1).setup();
    }

    Network network() {
        return trainer.network();
    }

    /** What trains, to be looked at; another one after some changes. */
    Executor executor() {
        return trainer.executor();
    }

    RunData data() {
        return data;
    }

    /** Number of steps done. */
    int step() {
        return (int) trainer.step();
    }

    /** Number of examples seen. */
    long examplesSeen() {
        return trainer.examplesSeen();
    }

    /** Whether all weights are finite. */
    boolean isFinite() {
        return trainer.nonFinite() == null;
    }

    /** What ended the run; empty while all weights are finite. */
    String divergence() {
        NonFinite nonFinite = trainer.nonFinite();
        return nonFinite == null
                ? ""
                : nonFinite + ". The last good state that is kept is that of step " + wayBack() + ".";
    }

    /** The last step that is kept and whose weights gave a finite loss; −1 while all weights are finite. */
    int wayBack() {
        return isFinite() ? -1 : (int) kept.latest(lastFiniteLoss).step();
    }

    /** The standard deviation of each pixel over the first training examples, a copy. */
    float[] pixelDeviation() {
        return pixelDeviation.clone();
    }

    /** Copies of the weights now. */
    List<Tensor> weights() {
        return trainer.weights();
    }

    /** All that the run needs to go on. */
    RunState state() {
        return trainer.state();
    }

    /** Steps of which a state is kept. */
    int[] keptSteps() {
        return kept.steps();
    }

    /** The kept state nearest to a step. */
    RunState nearest(int step) {
        return kept.nearest(step);
    }

    /** Trains at most so many steps, at least 1: to the end of an epoch, or to the next state to keep. */
    int advance(int maxSteps, StepReport.Listener listener) {
        int steps = (int) Math.min(maxSteps, kept.next(trainer.step()) - trainer.step());
        int done = trainer.advance(steps, watching(listener));
        keep();
        return done;
    }

    /** Trains one step on a single example; the batch size goes down before and up again behind it, as events. */
    void advanceOneExample(StepReport.Listener listener) {
        int batchSize = trainer.settings().batchSize();
        if (batchSize > 1) {
            trainer.change(new BatchSize(1));
        }
        trainer.advance(1, watching(listener));
        if (batchSize > 1) {
            trainer.change(new BatchSize(batchSize));
        }
        keep();
    }

    /** A step measures its loss before its update: it tells of the weights of the step before. */
    private StepReport.Listener watching(StepReport.Listener listener) {
        return report -> {
            if (Math.abs(report.loss()) <= Float.MAX_VALUE) {
                lastFiniteLoss = report.step() - 1;
            }
            listener.onStep(report);
        };
    }

    private void keep() {
        if (isFinite() && kept.wants(trainer.step())) {
            kept.add(trainer.state());
        }
    }

    /**
     * Changes what differs from now, from the next step on.
     *
     * @throws IllegalArgumentException if it is impossible, or needs another network; nothing is changed then
     */
    void change(Setup wanted) {
        Settings now = trainer.settings();
        Settings next = Networks.settings(wanted);
        Network network = Networks.of(wanted);
        if (!network.equals(network())) {
            throw new IllegalArgumentException(
                    "The run is of " + network() + ", not of " + network + ": another network begins another run");
        }
        changes(now, next).forEach(trainer::change);
        Setup same = setup();
        Setup changed =
                wanted.withData(same.data()).withExamples(same.examples()).withSeed(same.seed());
        stated.add(new Stated(trainer.events().size(), changed));
        keep();
    }

    private static List<Change> changes(Settings now, Settings next) {
        List<Change> changes = new ArrayList<>();
        Optimizer optimizer = now.optimizer();
        float rate = next.optimizer().learningRate();
        if (rate != optimizer.learningRate()) {
            changes.add(new LearningRate(rate));
            optimizer = optimizer.withLearningRate(rate);
        }
        if (optimizer instanceof Sgd sgd
                && next.optimizer() instanceof Sgd other
                && other.momentum() != sgd.momentum()) {
            changes.add(new Momentum(other.momentum()));
            optimizer = sgd.withMomentum(other.momentum());
        }
        boolean others = !optimizer.equals(next.optimizer())
                || !now.schedule().equals(next.schedule())
                || !now.limits().equals(next.limits());
        if (others) {
            changes.clear();
            changes.add(new Rules(next.optimizer(), next.schedule(), next.limits()));
        }
        if (next.batchSize() != now.batchSize()) {
            changes.add(new BatchSize(next.batchSize()));
        }
        return changes;
    }

    /** Goes back to the kept state nearest to a step; what came behind it is forgotten. */
    void continueFrom(int step) {
        RunState state = kept.nearest(step);
        Trainer before = trainer;
        trainer = Trainer.resume(before.network(), state, data.training(), executors);
        before.close();
        kept.dropAfter(state.step());
        int events = state.events().size();
        while (stated.size() > 1 && stated.get(stated.size() - 1).events() > events) {
            stated.remove(stated.size() - 1);
        }
    }

    /** The example that the next step begins with, as a data set of one. */
    Examples nextExample() {
        BatchSource source = data.training();
        long position = source.position();
        int[] index = new int[1];
        source.beginSlice();
        source.take(1, index);
        source.seek(position);
        Examples all = source.examples();
        int from = index[0] * Networks.PIXELS;
        byte[] pixels = Arrays.copyOfRange(all.pixels(), from, from + Networks.PIXELS);
        return Examples.of(1, pixels, new int[] {all.labels()[index[0]]});
    }
}
