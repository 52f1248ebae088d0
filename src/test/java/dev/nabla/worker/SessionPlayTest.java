package dev.nabla.worker;

import static dev.nabla.worker.SessionFixture.RUN;
import static dev.nabla.worker.SessionFixture.SETUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.Origin;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.Setup;
import dev.nabla.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionPlayTest {
    private final SessionFixture fixture = new SessionFixture();
    private final FakeHost host = fixture.host;
    private final Session session = fixture.session;

    @Test
    void start_paused_tellsAndShowsTheRunAndMeasuresIt() {
        fixture.startPaused();

        assertThat(host.events().subList(0, 3))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Started", "Status", "Snapshot");
        assertThat(host.last(Event.Started.class).keptSteps()).containsExactly(0);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        Event.Validated validated = host.last(Event.Validated.class);
        assertThat(validated.step()).isZero();
        assertThat(validated.count()).isEqualTo(10_000);
        assertThat(validated.confusion()).hasSize(100);
        assertThat(host.events(Event.Progress.class)).isEmpty();
    }

    @Test
    void start_playing_learnsWithinShortSlices() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(4000);

        assertThat(host.longestTask()).isLessThanOrEqualTo(10);
        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(1500);
        Event.Validated last = host.last(Event.Validated.class);
        assertThat((double) last.correct() / last.count()).isGreaterThan(0.9);
    }

    @Test
    void full_givesEveryLossOnceAndNotTooOften() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(2000);
        session.handle(new Command.Pause(RUN));

        List<Event.Progress> all = host.events(Event.Progress.class);
        assertThat(all.stream().mapToInt(progress -> progress.losses().length).sum())
                .isEqualTo(host.last(Event.Progress.class).step());
        assertThat(all).hasSizeLessThanOrEqualTo(2000 / 50 + 2);
        assertThat(host.last(Event.Progress.class).examples())
                .isEqualTo(8L * host.last(Event.Progress.class).step());
        assertThat(host.events(Event.Snapshot.class)).hasSizeBetween(30, 2000 / 33 + 3);
    }

    @Test
    void full_measuresAboutEverySecondWithAQuarterOfTheTime() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(10_000);

        // Each measurement takes 100 ms of work.
        assertThat(host.events(Event.Validated.class)).hasSizeBetween(9, 11);
        assertThat(host.events(Event.Validated.class).get(0).step()).isZero();
        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(8000);
    }

    @Test
    void pause_whilePlaying_stopsAtOnceAndMeasuresWhereItStopped() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(500);
        session.handle(new Command.Pause(RUN));

        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        int step = host.last(Event.Progress.class).step();
        host.settle();
        assertThat(host.last(Event.Progress.class).step()).isEqualTo(step);
        assertThat(host.last(Event.Validated.class).step()).isEqualTo(step);
        assertThat(host.last(Event.Snapshot.class).step()).isEqualTo(step);
        assertThat(host.isIdle()).isTrue();
    }

    @Test
    void play_afterPause_goesOnToTheBit() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(100);
        session.handle(new Command.Pause(RUN));
        host.settle();
        session.handle(new Command.Play(RUN));
        host.run(100);
        session.handle(new Command.Pause(RUN));
        host.settle();

        Event.Snapshot last = host.last(Event.Snapshot.class);
        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, last.step());
        assertThat(SessionFixture.weights(last)).usingRecursiveComparison().isEqualTo(SessionFixture.weights(fresh));
    }

    @Test
    void watch_oneStepAFrameEachShown() {
        fixture.start(RUN, SETUP, Speed.WATCH, true);
        host.run(1600);

        assertThat(host.last(Event.Progress.class).step()).isBetween(95, 101);
        assertThat(host.events(Event.Snapshot.class)).hasSizeBetween(95, 103);
        assertThat(host.last(Event.Validated.class).step()).isGreaterThan(0);
    }

    @Test
    void slow_explainsTheExampleThatIsLearnedNext() {
        fixture.start(RUN, SETUP, Speed.SLOW, true);
        host.run(3500);

        List<Event.Snapshot> explained = host.events(Event.Snapshot.class).stream()
                .filter(snapshot -> !snapshot.deltas().isEmpty())
                .toList();
        assertThat(explained).extracting(Event.Snapshot::step).containsExactly(0, 1, 2);
        assertThat(host.timesOf(Event.Progress.class)).hasSize(3);
        assertThat(host.timesOf(Event.Progress.class).get(1)
                        - host.timesOf(Event.Progress.class).get(0))
                .isCloseTo(1600, within(20.0));
        Event.Snapshot first = explained.get(0);
        assertThat(first.origin()).isEqualTo(Origin.TRAINING);
        byte[] picture = new byte[Networks.PIXELS];
        int[] label = new int[1];
        new FakeDigits().training(SETUP.seed()).fill(0, 1, picture, label, 0);
        assertThat(first.pixels()).isEqualTo(picture);
        assertThat(first.label()).isEqualTo(label[0]);
        float[] probabilities = first.activations().get(2);
        float[] delta = first.deltas().get(2);
        for (int j = 0; j < delta.length; j++) {
            assertThat(delta[j]).isEqualTo(probabilities[j] - (j == label[0] ? 1 : 0));
        }
    }

    @Test
    void slow_sumsFollowFromTheWeightsShown() {
        fixture.start(RUN, SETUP, Speed.SLOW, true);
        host.run(1700);

        Event.Snapshot shown = host.last(Event.Snapshot.class);
        for (int layer = 0; layer < 3; layer++) {
            float[] bias = shown.biases().get(layer);
            float[] weight = shown.weights().get(layer);
            int inputs = weight.length / bias.length;
            for (int i = 0; i < bias.length; i++) {
                double sum = bias[i];
                for (int k = 0; k < inputs; k++) {
                    double x = layer == 0
                            ? (shown.pixels()[k] & 255) / 255.0
                            : shown.activations().get(layer - 1)[k];
                    sum += weight[i * inputs + k] * x;
                }
                assertThat((double) shown.sums().get(layer)[i]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Test
    void setSpeed_whileSlow_actsAtOnce() {
        fixture.start(RUN, SETUP, Speed.SLOW, true);
        host.run(100);
        session.handle(new Command.SetSpeed(RUN, Speed.FULL));
        host.run(100);

        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(20);
    }

    @Test
    void step_example_isABatchOfOneAsEvents() {
        fixture.startPaused();
        fixture.steps(2);
        fixture.step(Unit.EXAMPLE);
        fixture.step(Unit.BATCH);

        Event.Progress last = host.last(Event.Progress.class);
        assertThat(last.step()).isEqualTo(4);
        assertThat(last.examples()).isEqualTo(3 * 8 + 1);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        Trainer fresh = SessionFixture.trainer(SETUP);
        SessionFixture.train(fresh, 2);
        fresh.change(new dev.nabla.train.Event.BatchSize(1));
        SessionFixture.train(fresh, 1);
        fresh.change(new dev.nabla.train.Event.BatchSize(8));
        SessionFixture.train(fresh, 1);
        assertThat(SessionFixture.weights(host.last(Event.Snapshot.class)))
                .usingRecursiveComparison()
                .isEqualTo(SessionFixture.weights(fresh));
    }

    @Test
    void step_epochOfEndlessData_is10000Examples() {
        fixture.startPaused();
        fixture.step(Unit.EPOCH);

        assertThat(host.last(Event.Progress.class).examples()).isEqualTo(10_000);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        assertThat(host.longestTask()).isLessThanOrEqualTo(10);
    }

    @Test
    void step_epochOfFixedData_endsWhereTheEpochEnds() {
        Setup setup = SETUP.withExamples(100);
        fixture.start(RUN, setup, Speed.FULL, false);
        host.settle();
        assertThat(host.last(Event.Started.class).epochSize()).isEqualTo(100);
        fixture.steps(1);
        fixture.step(Unit.EPOCH);
        assertThat(host.last(Event.Progress.class).examples()).isEqualTo(100);
        assertThat(host.last(Event.Progress.class).step()).isEqualTo(13);

        fixture.step(Unit.EPOCH);

        assertThat(host.last(Event.Progress.class).examples()).isEqualTo(200);
    }

    @Test
    void hidden_playing_goesOnWithoutSnapshots() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(200);
        session.handle(new Command.Hidden(true));
        host.forget();
        host.run(1000);

        assertThat(host.events(Event.Snapshot.class)).isEmpty();
        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(800);
        session.handle(new Command.Hidden(false));
        host.run(50);
        assertThat(host.events(Event.Snapshot.class)).isNotEmpty();
    }
}
