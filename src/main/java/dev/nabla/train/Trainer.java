package dev.nabla.train;

import dev.nabla.nn.Network;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Metric;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network. A run is a function of network, data, settings (the seed among them) and events: how its steps are cut
 * into calls of {@link #advance}, what was evaluated in between, and whether it was saved and resumed make no difference
 * to any bit.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Trainer {
    /** Steps handed to the executor in one call, at most. */
    private static final int SLICE_STEPS = 1024;

    private final Network network;
    private final BatchSource source;
    private final SliceFiller filler;
    private final Retrace retrace;
    private final Function<Program, Executor> executors;
    private final Settings initialSettings;
    private final List<Event> events = new ArrayList<>();
    private Settings settings;
    private Executor executor;
    private Slice slice;
    private long step;
    private @Nullable NonFinite nonFinite;
    private @Nullable BestWeights best;

    /** A new run with fresh weights, executed by {@link JavaExecutor}. */
    public Trainer(Network network, Settings settings, BatchSource source) {
        this(network, settings, source, JavaExecutor::new);
    }

    /**
     * A new run with fresh weights.
     *
     * @param executors makes the executor of a compiled program
     */
    public Trainer(Network network, Settings settings, BatchSource source, Function<Program, Executor> executors) {
        this.network = network;
        this.source = source;
        this.filler = new SliceFiller(source);
        this.retrace = new Retrace(source, filler, settings);
        this.executors = executors;
        requireTargets(network, source.examples());
        this.initialSettings = settings;
        this.settings = settings;
        Program program = compile(settings);
        requireBatches(program, settings);
        this.executor = executors.apply(program);
        this.slice = new Slice(executor.program(), SLICE_STEPS);
        write(network.initialize(settings.seed()));
    }

    /**
     * Continues a saved run on the same network and data, to the bit.
     *
     * @throws IllegalArgumentException if the state lacks a tensor of the network or its optimizer, or has one of another
     *     shape
     */
    public static Trainer resume(
            Network network, RunState state, BatchSource source, Function<Program, Executor> executors) {
        Trainer trainer = new Trainer(network, state.settings(), source, executors);
        for (Event event : state.events()) {
            trainer.apply(event);
        }
        trainer.restore(state.tensors());
        trainer.step = state.step();
        source.seek(state.position());
        trainer.best = state.best();
        trainer.nonFinite = trainer.findNonFinite();
        return trainer;
    }

    private static void requireTargets(Network network, Examples examples) {
        examples.requireLabelsBelow(network.classes());
        if (examples.targetType() == ElementType.F32
                && examples.targets().length != (long) examples.size() * network.outputs()) {
            throw new IllegalArgumentException("Training: " + examples.targets().length / examples.size()
                    + " numbers to predict in each example, the network has " + network.outputs() + " outputs");
        }
    }

    private void restore(List<Tensor> tensors) {
        for (Buffer buffer : executor.program().persistent()) {
            if (tensors.stream().noneMatch(tensor -> tensor.name().equals(buffer.name()))) {
                throw new IllegalArgumentException("Run: the saved state has no tensor " + buffer);
            }
        }
        write(tensors);
    }

    /** A state may have been saved behind the step that ended its run. */
    private @Nullable NonFinite findNonFinite() {
        for (Tensor tensor :
                tensors().subList(0, executor.program().parameters().size())) {
            for (float value : tensor.values()) {
                if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                    return new NonFinite(step, tensor.name());
                }
            }
        }
        return null;
    }

    /** Batch normalization does not work on every batch: better said now than at the end of an epoch. */
    private void requireBatches(Program program, Settings wanted) {
        int size = batchSize(wanted);
        program.requireBatch(size);
        int rest = source.epochSize() == 0 ? 0 : source.epochSize() % size;
        if (rest > 0) {
            try {
                program.requireBatch(rest);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        "Training: " + source.epochSize() + " examples in batches of " + size + " leave a last one of "
                                + rest + ". " + refused.getMessage(),
                        refused);
            }
        }
    }

    /** A batch is not larger than an epoch. */
    private int batchSize(Settings wanted) {
        return source.epochSize() == 0 ? wanted.batchSize() : Math.min(wanted.batchSize(), source.epochSize());
    }

    private Program compile(Settings wanted) {
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        Examples examples = source.examples();
        network.describe(builder, examples.inputType(), examples.targetType(), false);
        wanted.describe(builder);
        Network.describeChecks(builder);
        return builder.build();
    }

    /** The network that learns. */
    public Network network() {
        return network;
    }

    /** The program that runs. */
    public Program program() {
        return executor.program();
    }

    /** What runs the program now, to be looked at; another one after some events. */
    public Executor executor() {
        return executor;
    }

    /** The settings now, events applied. */
    public Settings settings() {
        return settings;
    }

    /** The changes made so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Number of steps done. */
    public long step() {
        return step;
    }

    /** Number of examples seen. */
    public long examplesSeen() {
        return source.position();
    }

    /** Number of whole epochs done; 0 where there are no epochs. */
    public long epoch() {
        return source.epochSize() == 0 ? 0 : source.position() / source.epochSize();
    }

    /** What ended the run, or null while all parameters are finite. */
    public @Nullable NonFinite nonFinite() {
        return nonFinite;
    }

    /** Changes a setting from the next step on. */
    public void change(Event.Change change) {
        apply(new Event(step, change));
    }

    private void apply(Event event) {
        Settings before = settings;
        Settings changed = event.apply(before);
        Program program = compile(changed);
        requireBatches(program, changed);
        settings = changed;
        events.add(event);

        boolean anew = changed.optimizer().kind() != before.optimizer().kind();
        if (anew || !program.computesLike(executor.program())) {
            execute(program, anew ? weights() : tensors());
        }
    }

    /** Goes on with another program and these tensors. */
    private void execute(Program program, List<Tensor> kept) {
        retrace.forget();
        Executor before = executor;
        executor = executors.apply(program);
        before.close();
        slice = new Slice(program, SLICE_STEPS);
        write(kept);
    }

    /**
     * Trains some steps; ends early at the end of an epoch, or when a parameter becomes infinite or NaN.
     *
     * @param maxSteps at most so many, at least 1
     * @return the number of steps done
     * @throws IllegalStateException if the run has ended because of a non-finite parameter
     */
    public int advance(int maxSteps, StepReport.Listener listener) {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("Training: advance by " + maxSteps + " steps, expected at least 1");
        }
        int done = 0;
        while (done < maxSteps) {
            if (nonFinite != null) {
                throw new IllegalStateException("Training has ended: " + nonFinite);
            }
            retrace.keep(executor, settings, step, events.size());
            filler.fill(slice, executor.program(), settings, step, maxSteps - done);
            int completed = executor.train(source.examples(), slice);
            report(completed, listener);
            done += completed;
            if (nonFinite != null || filler.atEpochEnd()) {
                break;
            }
        }
        return done;
    }

    /**
     * Trains to the end of the current epoch.
     *
     * @return false if the run ended before, because of a non-finite parameter
     */
    public boolean trainEpoch(StepReport.Listener listener) {
        if (source.epochSize() == 0) {
            throw new IllegalStateException("Training: a stream of examples has no epochs");
        }
        do {
            advance(Integer.MAX_VALUE, listener);
        } while (nonFinite == null && !filler.atEpochEnd());
        return nonFinite == null;
    }

    /** The run's own state comes first: a listener may ask for it, change a setting, or throw. */
    private void report(int completed, StepReport.Listener listener) {
        Program program = executor.program();
        Slice done = slice;
        long before = step;
        step += completed;
        long unseen = 0;
        for (int i = completed; i < done.steps(); i++) {
            unseen += done.rows(i);
        }
        source.seek(source.position() - unseen);
        int code = (int) done.metric(completed - 1, program.nonFinite());
        retrace.trained(program, done.first(completed));
        if (code != 0) {
            String parameter = program.parameters().get(code - 1).value().name();
            nonFinite = new NonFinite(step, parameter, retrace.locate(executor, events, step, parameter));
        }
        Metric penalty = program.findMetric(Program.PENALTY);
        Metric correct = program.findMetric(Program.CORRECT);
        for (int i = 0; i < completed; i++) {
            listener.onStep(new StepReport(
                    before + i + 1,
                    done.rows(i),
                    done.metric(i, program.loss()),
                    penalty == null ? 0 : done.metric(i, penalty),
                    correct == null ? 0 : (int) done.metric(i, correct)));
        }
    }

    /** Measures examples of any set of the same kind without learning from them. */
    public Evaluation evaluate(Examples examples, int[] order) {
        return Evaluation.of(executor, network, examples, order);
    }

    /** Keeps the weights of the best check from now on; see {@link #check}. */
    public void keepBest(EarlyStopping rule) {
        best = BestWeights.none(rule);
    }

    /**
     * Measures the validation set as {@link #evaluate} does; where the best weights are kept, this is a check. Checks are
     * part of the run: the same ones at the same steps give the same best weights.
     */
    public Evaluation check(Examples examples, int[] order) {
        Evaluation evaluation = evaluate(examples, order);
        if (best != null) {
            best = best.after(best.rule().criterion().of(evaluation), step, this::weights);
        }
        return evaluation;
    }

    /** The best weights so far; null where none are kept. */
    public @Nullable BestWeights best() {
        return best;
    }

    /** Whether enough checks in a row were not better than the best. */
    public boolean isExhausted() {
        return best != null && best.isExhausted();
    }

    /** Computes with the best weights from now on, to measure them; a run that is to go on must be saved before. */
    public void useBest() {
        if (best != null) {
            write(best.weights());
        }
    }

    /** The same, telling of each example. */
    public Evaluation evaluate(Examples examples, int[] order, Evaluation.Listener listener) {
        return Evaluation.of(executor, network, examples, order, listener);
    }

    /**
     * Computes the network's output.
     *
     * @param inputs [count, inputs]
     * @param outputs receives [count, outputs]
     */
    public void predict(float[] inputs, int count, float[] outputs) {
        executor.predict(inputs, count, outputs);
    }

    /**
     * Copies of all that makes the model: the learned tensors, layer by layer, weights before biases; behind them what was
     * measured.
     */
    public List<Tensor> weights() {
        Program program = executor.program();
        return tensors()
                .subList(0, program.parameters().size() + program.statistics().size());
    }

    /** Gives back what the run's executor holds outside of Java; the run cannot go on then. */
    public void close() {
        executor.close();
    }

    /** All that the run needs to go on. */
    public RunState state() {
        return new RunState(initialSettings, events, step, source.position(), tensors(), best);
    }

    private List<Tensor> tensors() {
        return PersistentTensors.read(executor);
    }

    private void write(List<Tensor> tensors) {
        PersistentTensors.write(executor, tensors);
    }
}
