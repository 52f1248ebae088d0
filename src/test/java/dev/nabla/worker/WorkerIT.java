package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.data.Catalog;
import dev.nabla.data.Dataset;
import dev.nabla.data.ImageDirectory;
import dev.nabla.data.Sha256;
import dev.nabla.model.Weights;
import dev.nabla.program.Tensor;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.Setup;
import dev.nabla.selftest.Chromium;
import dev.nabla.train.BatchSource;
import dev.nabla.train.DataExamples;
import dev.nabla.train.EpochSource;
import dev.nabla.train.HandwrittenDigits;
import dev.nabla.train.StreamSource;
import dev.nabla.train.Trainer;
import dev.nabla.train.TrainingSplit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built worker in Chromium, as WebAssembly and as JavaScript. */
class WorkerIT {
    private static final int RUN = 1;
    private static final String SCRIPT = "?engine=js";
    private static final int DRAWINGS = 50;
    private static final Setup SETUP = Setup.initial();

    /** Generous, since others may use the machine. */
    private static final double PAUSE_LIMIT_MILLIS = 500;

    private static Chromium chromium;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", SCRIPT})
    void handwriting_inChromium_learnsPausesAndGoesOn(String query) throws IOException {
        try (WorkerPage page = new WorkerPage(chromium, query)) {
            Event.Ready ready =
                    (Event.Ready) page.await(Event.Ready.class, event -> true).event();
            assertThat(ready.engine()).isEqualTo(query.isEmpty() ? "WebAssembly" : "JavaScript");
            page.send(new Command.Start(RUN, SETUP, Speed.SLOW, true, true));
            WorkerPage.Arrival first = page.await(Event.Progress.class, event -> event.step() > 0);
            Event.Validated before =
                    (Event.Validated) page.await(Event.Validated.class, event -> event.count() == 10_000)
                            .event();
            assertThat(before.correct()).isBetween(500, 2000);

            page.send(new Command.SetSpeed(RUN, Speed.FULL));
            WorkerPage.Arrival from = page.await(Event.Progress.class, event -> event.step() > 100);
            WorkerPage.Arrival to = page.await(
                    arrival -> arrival.event() instanceof Event.Progress && arrival.millis() > from.millis() + 5000);
            page.await(Event.Validated.class, event -> event.correct() > 5000);
            page.send(new Command.Pause(RUN));
            WorkerPage.Arrival paused = page.await(Event.Status.class, event -> event.state() == State.PAUSED);
            double pauseMillis = paused.millis() - page.sentMillis();
            assertThat(pauseMillis).isLessThan(PAUSE_LIMIT_MILLIS);

            report(query, first, from, to, pauseMillis, drawingMillis(page));
            page.send(new Command.Play(RUN));
            page.await(Event.Progress.class, event -> event.step() > 0);
            assertThat(chromium.console()).isEmpty();
        }
    }

    /** The mean time from a drawing to its answer. */
    private static double drawingMillis(WorkerPage page) {
        double sum = 0;
        for (int i = 1; i <= DRAWINGS; i++) {
            int request = i;
            page.send(new Command.ShowDrawing(RUN, request, new byte[Networks.PIXELS]));
            sum += page.await(arrival -> arrival.isSnapshot() && arrival.ints().get(2) == request)
                            .millis()
                    - page.sentMillis();
        }
        return sum / DRAWINGS;
    }

    private static void report(
            String query,
            WorkerPage.Arrival first,
            WorkerPage.Arrival from,
            WorkerPage.Arrival to,
            double pauseMillis,
            double drawingMillis) {
        long examples = ((Event.Progress) to.event()).examples() - ((Event.Progress) from.event()).examples();
        System.out.printf(
                Locale.ROOT,
                "Worker as %s, 784-32-10: %,.0f examples/s with snapshots and validation, first step %.0f ms after the"
                        + " page, pause %.1f ms, drawing to answer %.2f ms%n",
                query.isEmpty() ? "WebAssembly" : "JavaScript",
                examples * 1000.0 / (to.millis() - from.millis()),
                first.millis(),
                pauseMillis,
                drawingMillis);
    }

    @Test
    void handwriting_asWebAssembly_hasTheBitsOfTheJvm() throws IOException {
        Trainer trainer = trainer(new StreamSource(Networks.PIXELS, HandwrittenDigits.training(SETUP.seed())));
        SessionFixture.train(trainer, 313);

        try (WorkerPage page = new WorkerPage(chromium, "")) {
            page.send(new Command.Start(RUN, SETUP, Speed.FULL, false, false));
            page.send(new Command.Step(RUN, Unit.EPOCH));
            page.await(arrival -> arrival.isSnapshot() && arrival.ints().get(1) == 313);
            assertThat(page.weightsSha256(313)).isEqualTo(sha256(trainer.weights()));
        }
    }

    /** As {@code train --data mnist --layers 32,10 --validation 10000 --epochs 1} with the same settings does. */
    @Test
    void mnist_asWebAssembly_hasTheBitsOfTheJvm() throws IOException {
        Path folder = Path.of(System.getProperty("nabla.data", "../shared/data"), "mnist");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no directory " + folder + "; see -Dnabla.data");
        Dataset mnist = new ImageDirectory(folder, Catalog.bundled()).training();
        TrainingSplit split = TrainingSplit.of(mnist.labels(), 10_000, 0, SETUP.seed());
        Trainer trainer = trainer(new EpochSource(DataExamples.of(mnist), split.training(), SETUP.seed()));
        trainer.trainEpoch(report -> {});

        try (WorkerPage page = new WorkerPage(chromium, "")) {
            WorkerPage.put("data/catalog.json", Files.readAllBytes(Path.of("data", "catalog.json")));
            for (String name : List.of(TinyImages.LABELS, TinyImages.IMAGES)) {
                WorkerPage.put("data/mnist/" + name, Files.readAllBytes(folder.resolve(name)));
            }
            page.send(new Command.Start(RUN, SETUP.withData(Setup.Source.MNIST), Speed.FULL, false, false));
            WorkerPage.Arrival loaded = page.await(Event.Loaded.class, event -> event.examples() == 60_000);
            System.out.printf(Locale.ROOT, "MNIST is there after %.0f ms%n", loaded.millis() - page.sentMillis());
            page.await(Event.Started.class, event -> event.epochSize() == 50_000);
            page.send(new Command.Step(RUN, Unit.EPOCH));
            page.await(arrival -> arrival.isSnapshot() && arrival.ints().get(1) == 1563);
            assertThat(page.weightsSha256(1563)).isEqualTo(sha256(trainer.weights()));
        } finally {
            WorkerPage.remove("data/catalog.json");
        }
    }

    private static Trainer trainer(BatchSource source) {
        return new Trainer(Networks.of(SETUP), Networks.settings(SETUP), source);
    }

    private static String sha256(List<Tensor> weights) {
        Sha256 hash = new Sha256();
        Weights.write(weights, hash::update);
        return hash.hex();
    }

    @Test
    void data_missingDamagedAndDropped_isSaidAndLearned() throws IOException {
        TinyImages images = new TinyImages();
        try (WorkerPage page = new WorkerPage(chromium, "")) {
            page.send(new Command.Start(RUN, SETUP, Speed.FULL, true, false));
            page.await(Event.Progress.class, event -> event.step() > 0);
            page.send(new Command.Start(2, SETUP.withData(Setup.Source.MNIST), Speed.FULL, true, false));
            page.await(
                    Event.Failed.class,
                    event -> event.sentence().equals("data/catalog.json: could not be read (HTTP status 404)"));
            WorkerPage.put("data/catalog.json", images.catalog().getBytes(StandardCharsets.UTF_8));
            WorkerPage.put("data/mnist/" + TinyImages.LABELS, images.labelsFile());
            byte[] half = Arrays.copyOf(images.imagesFile(), images.imagesFile().length / 2);
            WorkerPage.put("data/mnist/" + TinyImages.IMAGES, half);
            page.send(new Command.Start(3, SETUP.withData(Setup.Source.MNIST), Speed.FULL, true, false));
            Event.Failed damaged = (Event.Failed)
                    page.await(Event.Failed.class, event -> event.run() == 3).event();
            assertThat(damaged.sentence()).startsWith("data/mnist/" + TinyImages.IMAGES + ": could not be read (");
            page.await(Event.Progress.class, event -> event.run() == RUN);

            page.send(new Command.LoadFile("b.gz", images.imagesFile()));
            page.send(new Command.LoadFile("a.gz", images.labelsFile()));
            page.await(Event.Loaded.class, event -> event.examples() == TinyImages.SIZE);
            page.send(new Command.Start(4, SETUP.withData(Setup.Source.MNIST), Speed.FULL, true, false));
            page.await(Event.Progress.class, event -> event.run() == 4);
        } finally {
            WorkerPage.remove("data/catalog.json");
        }
        chromium.console();
    }
}
