package dev.nabla.model;

import static dev.nabla.model.SafetensorsTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.JavaExecutor;
import dev.nabla.train.Event;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is saved, read and resumed gives the bits of the uninterrupted one, wherever it was saved. */
class ResumeTest {

    private static final int SEED = 42;
    private static final int STEPS = 60;

    /** Changes by the number of steps before them; an epoch of 103 examples takes 11 steps of 10, the last one smaller. */
    private static final Map<Integer, List<Event.Change>> CHANGES = new TreeMap<>(Map.of(
            5, List.of(new Event.LearningRate(0.05f)),
            13, List.of(new Event.Momentum(0)),
            14, List.of(new Event.BatchSize(1), new Event.BatchSize(7)),
            20, List.of(new Event.Momentum(0.8f), new Event.LearningRate(1 / 3f)),
            29, List.of(new Event.Momentum(0.5f)),
            40, List.of(new Event.BatchSize(1000)),
            45, List.of(new Event.BatchSize(16), new Event.Momentum(0), new Event.Momentum(0.9f))));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 11, 12, 13, 14, 17, 20, 28, 33, 42, 45, 59})
    void resume_savedAnywhere_endsWithTheSameBits(int saved) {
        assertResumes(CHANGES, saved);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 11, 33})
    void resume_withoutEvents_endsWithTheSameBits(int saved) {
        assertResumes(Map.of(), saved);
    }

    private static void assertResumes(Map<Integer, List<Event.Change>> changes, int saved) {
        Trainer whole = trainer();
        train(whole, changes, 0, STEPS);

        Trainer first = trainer();
        train(first, changes, 0, saved);
        byte[] file =
                Checkpoint.ofRun(first.network(), Samples.data(), first.state()).toBytes();
        train(first, changes, saved, STEPS - saved);
        Checkpoint read = Checkpoint.read("run.safetensors", file);
        RunState state = read.run();
        assertThat(state).isNotNull();
        Trainer second = Trainer.resume(
                read.network(), state, Samples.source(state.settings().seed()), JavaExecutor::new);
        assertThat(second.step()).isEqualTo(saved);
        train(second, changes, saved, STEPS - saved);

        assertSame(first.state().tensors(), whole.state().tensors());
        assertSame(second.state().tensors(), whole.state().tensors());
        assertThat(second.settings()).isEqualTo(whole.settings());
        assertThat(second.events()).isEqualTo(whole.events());
        assertThat(second.examplesSeen()).isEqualTo(whole.examplesSeen());
        assertThat(bytes(second)).isEqualTo(bytes(whole)).isNotEqualTo(bytes(trainer()));
    }

    private static Trainer trainer() {
        Network network = Samples.network();
        return new Trainer(network, new Settings(new Sgd(0.1f, 0.9f, 1e-3f), 10, SEED), Samples.source(SEED));
    }

    private static void train(Trainer trainer, Map<Integer, List<Event.Change>> changes, int from, int steps) {
        for (int step = from; step < from + steps; step++) {
            changes.getOrDefault(step, List.of()).forEach(trainer::change);
            assertThat(trainer.advance(1, report -> {})).isEqualTo(1);
        }
    }

    private static byte[] bytes(Trainer trainer) {
        byte[] all = new byte[4 * 17];
        int[] at = {0};
        Weights.write(trainer.weights(), (bytes, offset, length) -> {
            System.arraycopy(bytes, offset, all, at[0], length);
            at[0] += length;
        });
        assertThat(at[0]).isEqualTo(all.length);
        return all;
    }
}
