package dev.nabla.worker;

import static dev.nabla.worker.SessionFixture.RUN;
import static dev.nabla.worker.SessionFixture.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.Origin;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionFaultTest {
    private final SessionFixture fixture = new SessionFixture();
    private final FakeHost host = fixture.host;
    private final Session session = fixture.session;

    @Test
    void handle_staleRun_isIgnored() {
        fixture.startPaused();
        host.forget();
        session.handle(new Command.Play(99));
        session.handle(new Command.Step(99, Unit.BATCH));
        session.handle(new Command.ShowDrawing(99, 1, new byte[Networks.PIXELS]));
        session.handle(new Command.Save(99));
        host.settle();

        assertThat(host.events()).isEmpty();
    }

    @Test
    void handle_beforeAnyRun_isIgnored() {
        session.handle(new Command.Hidden(true));
        session.handle(new Command.Play(RUN));
        session.handle(new Command.ShowExample(RUN));
        host.settle();

        assertThat(host.events()).isEmpty();
    }

    @Test
    void start_impossible_saysSoAndTheOldRunGoesOn() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(100);
        fixture.start(2, SETUP.withHidden(List.of(new Setup.Hidden(0, "relu"))), Speed.FULL, true);
        fixture.start(3, SETUP.withHidden(List.of(new Setup.Hidden(2000, "relu"))), Speed.FULL, true);
        fixture.start(4, SETUP.withHidden(List.of(new Setup.Hidden(5, "sine"))), Speed.FULL, true);
        fixture.start(5, SETUP.withLearningRate(Float.NaN), Speed.FULL, true);
        fixture.start(6, SETUP.withExamples(-5), Speed.FULL, true);

        assertThat(host.events(Event.Failed.class))
                .extracting(Event.Failed::run, Event.Failed::sentence)
                .containsExactly(
                        failed(2, "Dense: 0 units, expected at least 1"),
                        failed(3, "Dense: 2000 units, expected at most 1024"),
                        failed(
                                4,
                                "Dense: activation \"sine\", expected one of relu, leaky-relu, elu, gelu, silu, sigmoid, tanh, linear"),
                        failed(5, "SGD: learning rate NaN, expected a finite number above 0"),
                        failed(6, "Handwriting: -5 examples, expected 1 to 60000, or 0 for endless ones"));
        host.forget();
        host.run(200);
        assertThat(host.last(Event.Progress.class).run()).isEqualTo(RUN);
    }

    private static org.assertj.core.groups.Tuple failed(int run, String sentence) {
        return org.assertj.core.api.Assertions.tuple(run, sentence);
    }

    @Test
    void diverged_namesLayerAndStepAndTheWayBack() {
        fixture.start(RUN, SETUP.withLearningRate(1e30f), Speed.FULL, true);
        host.run(500);

        Event.Status status = host.last(Event.Status.class);
        assertThat(status.state()).isEqualTo(State.DIVERGED);
        assertThat(status.sentence())
                .matches(
                        "layer\\d\\.z \\(weighted sums\\) became infinite or NaN in step \\d+; a smaller learning rate may help\\."
                                + " The last good state that is kept is that of step \\d+\\.");
        String sentence = status.sentence();
        int last = Integer.parseInt(sentence.substring(sentence.lastIndexOf(' ') + 1, sentence.length() - 1));
        assertThat(host.last(Event.Snapshot.class).keptSteps()).contains(last);
        assertThat(status.wayBack()).isEqualTo(last);

        session.handle(new Command.Play(RUN));
        assertThat(host.last(Event.Failed.class).sentence()).isEqualTo(status.sentence());
        session.handle(new Command.Scrub(RUN, last));
        assertThat(host.last(Event.Snapshot.class).step()).isEqualTo(last);
        assertThat(host.last(Event.Snapshot.class).activations().get(2)[0]).isNotNaN();
        session.handle(new Command.ContinueFrom(RUN, 0));
        session.handle(new Command.Change(RUN, SETUP.withLearningRate(0.05f)));
        host.run(100);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PLAYING);
        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(50);
    }

    @Test
    void diverged_savedAndResumed_isStillDiverged() {
        fixture.start(RUN, SETUP.withLearningRate(1e30f), Speed.FULL, true);
        host.run(500);
        session.handle(new Command.Save(RUN));
        session.handle(new Command.Resume(2, SETUP, host.last(Event.Saved.class).checkpoint()));
        host.settle();

        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.DIVERGED);
    }

    @Test
    void showDrawing_whileTraining_isAnsweredAtOnceAndStays() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(100);
        byte[] drawing = new byte[Networks.PIXELS];
        drawing[400] = (byte) 200;
        session.handle(new Command.ShowDrawing(RUN, 3, drawing));

        Event.Snapshot answer = host.last(Event.Snapshot.class);
        assertThat(answer.request()).isEqualTo(3);
        assertThat(answer.origin()).isEqualTo(Origin.DRAWING);
        assertThat(answer.label()).isEqualTo(-1);
        assertThat(answer.pixels()).isEqualTo(drawing);
        assertThat(answer.deltas()).isEmpty();
        host.run(100);
        assertThat(host.last(Event.Snapshot.class).origin()).isEqualTo(Origin.DRAWING);
        assertThat(host.last(Event.Snapshot.class).step()).isGreaterThan(answer.step());
        fixture.start(2, SETUP, Speed.SLOW, true);
        host.run(100);
        assertThat(host.last(Event.Snapshot.class).origin()).isEqualTo(Origin.DRAWING);

        session.handle(new Command.ShowExample(2));
        assertThat(host.last(Event.Snapshot.class).origin()).isEqualTo(Origin.VALIDATION);
    }

    @Test
    void showDrawing_wrongSize_saysSo() {
        fixture.startPaused();
        session.handle(new Command.ShowDrawing(RUN, 1, new byte[100]));

        assertThat(host.last(Event.Failed.class).sentence()).isEqualTo("Drawing: 100 pixels, expected 784 (28 × 28)");
    }

    @Test
    void showDrawing_largeNetwork_sendsTheWeightsRarely() {
        fixture.start(RUN, SETUP.withHidden(List.of(new Setup.Hidden(300, "relu"))), Speed.FULL, false);
        host.settle();
        for (int i = 0; i < 10; i++) {
            host.pass(20);
            session.handle(new Command.ShowDrawing(RUN, i, new byte[Networks.PIXELS]));
        }

        List<Event.Snapshot> answers = host.events(Event.Snapshot.class).stream()
                .filter(snapshot -> snapshot.origin() == Origin.DRAWING)
                .toList();
        assertThat(answers)
                .hasSize(10)
                .allSatisfy(answer -> assertThat(answer.activations()).hasSize(2));
        assertThat(answers.stream().filter(answer -> !answer.weights().isEmpty()))
                .hasSizeBetween(1, 3);
    }

    @Test
    void showExample_whileTraining_changesAtMostOnceASecond() {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(5000);

        long pictures = host.events(Event.Snapshot.class).stream()
                .map(snapshot -> java.util.Arrays.hashCode(snapshot.pixels()))
                .distinct()
                .count();
        assertThat(pictures).isBetween(5L, 6L);
    }

    @Test
    void auto_finishesAt98Percent() {
        session.handle(new Command.Start(RUN, SETUP, Speed.FULL, true, true));
        host.run(50_000);

        Event.Status status = host.last(Event.Status.class);
        assertThat(status.state()).isEqualTo(State.FINISHED);
        assertThat(status.sentence()).matches("(9[89]|100)\\.\\d % of the validation examples are recognized\\.");
        host.settle();
        session.handle(new Command.Play(RUN));
        host.run(3000);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PLAYING);
    }

    @Test
    void auto_finishesAfterAMinuteOfLooking() {
        session.handle(new Command.Start(RUN, SETUP.withLearningRate(1e-9f), Speed.WATCH, true, true));
        host.run(30_000);
        session.handle(new Command.Hidden(true));
        host.run(20_000);
        session.handle(new Command.Hidden(false));
        host.run(29_000);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PLAYING);
        host.run(1100);

        Event.Status status = host.last(Event.Status.class);
        assertThat(status.state()).isEqualTo(State.FINISHED);
        assertThat(status.sentence()).startsWith("A minute of training has passed. It recognizes ");
    }

    @Test
    void auto_finishesAfterTenMinutesHidden() {
        AutoStop autoStop = new AutoStop();
        autoStop.played(59_000, false);
        autoStop.played(599_000, true);
        assertThat(autoStop.reason()).isNull();
        autoStop.played(1_000, true);

        assertThat(autoStop.reason()).isEqualTo("It has trained for ten minutes in a hidden page.");
    }
}
