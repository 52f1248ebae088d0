package dev.nabla.worker;

import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Tensor;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import dev.nabla.train.StreamSource;
import dev.nabla.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/** A session in a fake world, with a small network. */
final class SessionFixture {
    static final int RUN = 1;

    /** One step takes a millisecond, a measured example a hundredth of one. */
    static final double STEP_MILLIS = 1;

    static final double MEASURED_MILLIS = 0.01;

    static final Setup SETUP = Setup.initial()
            .withHidden(List.of(new Setup.Hidden(4, "relu"), new Setup.Hidden(3, "linear")))
            .withBatchSize(8);

    final FakeHost host = new FakeHost();
    final Session session = new Session(
            host, program -> new TimedExecutor(program, host, STEP_MILLIS, MEASURED_MILLIS), new FakeDigits());

    /** Starts a run that waits. */
    void startPaused() {
        start(RUN, SETUP, Speed.FULL, false);
        host.settle();
    }

    void start(int run, Setup setup, Speed speed, boolean playing) {
        session.handle(new Command.Start(run, setup, speed, playing, false));
    }

    /** Does one unit, and waits until it is done. */
    void step(Command.Unit unit) {
        session.handle(new Command.Step(RUN, unit));
        host.settle();
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            step(Command.Unit.BATCH);
        }
    }

    /** A run without a session, on the same data. */
    static Trainer trainer(Setup setup) {
        return new Trainer(
                Networks.of(setup),
                Networks.settings(setup),
                new StreamSource(Networks.PIXELS, new FakeDigits().training(setup.seed())),
                JavaExecutor::new);
    }

    static void train(Trainer trainer, int steps) {
        int done = 0;
        while (done < steps) {
            done += trainer.advance(steps - done, report -> {});
        }
    }

    /** The weights that a snapshot shows, layer by layer, weights before biases. */
    static List<float[]> weights(Event.Snapshot snapshot) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < snapshot.weights().size(); i++) {
            all.add(snapshot.weights().get(i));
            all.add(snapshot.biases().get(i));
        }
        return all;
    }

    static List<float[]> weights(Trainer trainer) {
        return trainer.weights().stream().map(Tensor::values).toList();
    }
}
