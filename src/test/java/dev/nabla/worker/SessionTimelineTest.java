package dev.nabla.worker;

import static dev.nabla.worker.SessionFixture.RUN;
import static dev.nabla.worker.SessionFixture.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.Origin;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Recipe;
import dev.nabla.protocol.Setup;
import dev.nabla.train.Event.BatchSize;
import dev.nabla.train.Event.LearningRate;
import dev.nabla.train.Event.Momentum;
import dev.nabla.train.Event.Rules;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTimelineTest {
    private final SessionFixture fixture = new SessionFixture();
    private final FakeHost host = fixture.host;
    private final Session session = fixture.session;

    private static Command.Change change(float learningRate, float momentum, int batchSize) {
        return new Command.Change(
                RUN, SETUP.withLearningRate(learningRate).withMomentum(momentum).withBatchSize(batchSize));
    }

    private void assertShowsWeightsOf(Trainer expected) {
        assertThat(SessionFixture.weights(host.last(Event.Snapshot.class)))
                .usingRecursiveComparison()
                .isEqualTo(SessionFixture.weights(expected));
    }

    @Test
    void change_live_equalsAFreshRunWithTheSameEvents() {
        fixture.startPaused();
        fixture.steps(3);
        session.handle(change(0.01f, 0, 5));
        fixture.steps(4);
        session.handle(change(0.01f, 0.5f, 5));
        fixture.steps(2);

        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, 3);
        fresh.change(new LearningRate(0.01f));
        fresh.change(new Momentum(0));
        fresh.change(new BatchSize(5));
        SessionFixture.train(fresh, 4);
        fresh.change(new Momentum(0.5f));
        SessionFixture.train(fresh, 2);
        assertThat(host.events(Event.Failed.class)).isEmpty();
        assertShowsWeightsOf(fresh);
    }

    @Test
    void change_ofOptimizerScheduleAndLimits_isOneEvent_andUndoneByGoingBack() {
        fixture.startPaused();
        fixture.steps(3);
        Setup wanted = Recipe.ADAM
                .in(SETUP)
                .with(Choice.SCHEDULE, "cosine")
                .with(Knob.CLIP_NORM, 1)
                .withBatchSize(5);
        session.handle(new Command.Change(RUN, wanted));
        fixture.steps(4);

        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, 3);
        Settings next = Networks.settings(wanted);
        fresh.change(new Rules(next.optimizer(), next.schedule(), next.limits()));
        fresh.change(new BatchSize(5));
        SessionFixture.train(fresh, 4);
        assertThat(host.events(Event.Failed.class)).isEmpty();
        assertShowsWeightsOf(fresh);

        session.handle(new Command.ContinueFrom(RUN, 0));
        assertThat(host.last(Event.Started.class).setup()).isEqualTo(SETUP);
    }

    @Test
    void change_ofTheNetwork_isRefused() {
        fixture.startPaused();
        fixture.steps(1);
        session.handle(new Command.Change(RUN, SETUP.with(Choice.LOSS, "quadratic")));

        assertThat(host.last(Event.Failed.class).sentence())
                .startsWith("The run is of [28, 28, 1] → dense 4 relu")
                .endsWith(": another network begins another run");
    }

    @Test
    void change_whilePlaying_goesOn() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(100);
        int before = host.last(Event.Progress.class).step();
        session.handle(change(0.02f, 0.9f, 16));
        host.run(200);

        Event.Progress last = host.last(Event.Progress.class);
        assertThat(last.step()).isGreaterThan(before);
        assertThat(last.examples()).isGreaterThan(8L * last.step());
    }

    @Test
    void change_impossible_saysSoAndChangesNothing() {
        fixture.startPaused();
        fixture.steps(1);
        session.handle(change(0.2f, 1, 8));
        session.handle(change(0.2f, 0.9f, 0));
        session.handle(change(-1, 0.9f, 8));
        fixture.steps(1);

        assertThat(host.events(Event.Failed.class))
                .extracting(Event.Failed::sentence)
                .containsExactly(
                        "SGD: momentum 1.0, expected 0 to below 1",
                        "Training: batch size 0, expected 1 to 60000",
                        "SGD: learning rate -1.0, expected a finite number above 0");
        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, 2);
        assertShowsWeightsOf(fresh);
    }

    @Test
    void scrub_showsTheNearestKeptStateAndBack() {
        fixture.startPaused();
        fixture.steps(5);
        session.handle(new Command.Scrub(RUN, 3));

        Event.Snapshot shown = host.last(Event.Snapshot.class);
        assertThat(shown.step()).isEqualTo(3);
        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, 3);
        assertShowsWeightsOf(fresh);

        session.handle(new Command.Scrub(RUN, -1));
        assertThat(host.last(Event.Snapshot.class).step()).isEqualTo(5);
    }

    @Test
    void scrub_whilePlaying_pausesAndDrawingsSeeThatState() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(300);
        session.handle(new Command.Scrub(RUN, 0));

        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        session.handle(new Command.ShowDrawing(RUN, 7, new byte[Networks.PIXELS]));
        assertThat(host.last(Event.Snapshot.class).step()).isZero();
        assertThat(host.last(Event.Snapshot.class).request()).isEqualTo(7);
        host.settle();
        session.handle(new Command.Play(RUN));
        host.run(100);
        assertThat(host.last(Event.Snapshot.class).step()).isGreaterThan(100);
    }

    @Test
    void continueFrom_trainsOnToTheBitAndForgetsWhatCameBehind() {
        fixture.startPaused();
        fixture.steps(3);
        session.handle(change(0.01f, 0.9f, 8));
        fixture.steps(3);
        session.handle(new Command.ContinueFrom(RUN, 2));
        session.handle(new Command.Pause(RUN));

        Event.Started started = host.last(Event.Started.class);
        assertThat(started.run()).isEqualTo(RUN);
        assertThat(started.step()).isEqualTo(2);
        assertThat(started.examples()).isEqualTo(16);
        assertThat(started.keptSteps()).containsExactly(0, 1, 2);
        assertThat(started.setup().learningRate()).isEqualTo(SETUP.learningRate());
        host.settle();
        fixture.steps(4);
        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, 6);
        assertShowsWeightsOf(fresh);
    }

    @Test
    void continueFrom_behindAChange_keepsIt() {
        fixture.startPaused();
        fixture.steps(3);
        session.handle(change(0.01f, 0.9f, 8));
        fixture.steps(3);
        session.handle(new Command.ContinueFrom(RUN, 3));
        session.handle(new Command.Pause(RUN));

        assertThat(host.last(Event.Started.class).setup().learningRate()).isEqualTo(0.01f);
    }

    @Test
    void continueFrom_plays() {
        fixture.startPaused();
        fixture.steps(3);
        session.handle(new Command.ContinueFrom(RUN, 0));
        host.run(200);

        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PLAYING);
        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(50);
    }

    @Test
    void longRun_keepsAFewStatesAndTheirStepsAreTold() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(3000);
        session.handle(new Command.Pause(RUN));
        host.settle();

        int[] kept = host.last(Event.Snapshot.class).keptSteps();
        assertThat(kept).isSorted().startsWith(0, 1, 2, 4).hasSizeBetween(32, 64);
        assertThat(kept[kept.length - 1]).isGreaterThan(2000);
    }

    @Test
    void save_andResume_goOnToTheBit() {
        fixture.startPaused();
        fixture.steps(3);
        session.handle(change(0.01f, 0.9f, 8));
        fixture.steps(2);
        session.handle(new Command.Save(RUN));
        Event.Saved saved = host.last(Event.Saved.class);
        assertThat(saved.step()).isEqualTo(5);
        fixture.steps(4);
        List<float[]> expected = SessionFixture.weights(host.last(Event.Snapshot.class));

        SessionFixture other = new SessionFixture();
        Setup setup = host.last(Event.Started.class).setup();
        other.session.handle(new Command.Resume(RUN, setup, saved.checkpoint()));
        other.host.settle();
        assertThat(other.host.last(Event.Started.class).step()).isEqualTo(5);
        assertThat(other.host.last(Event.Started.class).examples()).isEqualTo(5 * 8);
        assertThat(other.host.last(Event.Started.class).pixelDeviation())
                .isEqualTo(host.last(Event.Started.class).pixelDeviation());
        assertThat(other.host.last(Event.Started.class).setup().learningRate()).isEqualTo(0.01f);
        assertThat(other.host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        other.steps(4);

        assertThat(SessionFixture.weights(other.host.last(Event.Snapshot.class)))
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    @Test
    void resume_damaged_saysSoAndKeepsTheRun() {
        fixture.startPaused();
        session.handle(new Command.Resume(2, SETUP, new byte[] {1, 2, 3}));
        session.handle(new Command.Save(RUN));
        byte[] checkpoint = host.last(Event.Saved.class).checkpoint();
        session.handle(new Command.Resume(3, SETUP.withHidden(List.of()), checkpoint));
        session.handle(new Command.Resume(4, SETUP.withData(Setup.Source.MNIST), checkpoint));

        assertThat(host.events(Event.Failed.class))
                .extracting(Event.Failed::run)
                .containsExactly(2, 3, 4);
        assertThat(host.last(Event.Failed.class).sentence())
                .isEqualTo("The saved run: it learned from handwriting, expected mnist");
        fixture.steps(1);
        assertThat(host.last(Event.Progress.class).run()).isEqualTo(RUN);
    }

    @Test
    void start_withTheSameSeed_givesTheSameWeights() {
        fixture.startPaused();
        List<float[]> first = SessionFixture.weights(host.last(Event.Snapshot.class));
        fixture.start(2, SETUP, Speed.FULL, false);
        assertThat(SessionFixture.weights(host.last(Event.Snapshot.class)))
                .usingRecursiveComparison()
                .isEqualTo(first);

        fixture.start(3, SETUP.withSeed(2), Speed.FULL, false);

        assertThat(host.last(Event.Snapshot.class).weights().get(0)).isNotEqualTo(first.get(0));
        assertThat(host.last(Event.Snapshot.class).origin()).isEqualTo(Origin.VALIDATION);
    }
}
