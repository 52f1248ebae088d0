package dev.nabla.worker;

import static dev.nabla.worker.SessionFixture.RUN;
import static dev.nabla.worker.SessionFixture.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.data.Labels;
import dev.nabla.data.Sha256;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.Setup;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Trainer;
import dev.nabla.train.TrainingSplit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionDataTest {
    private static final int SIZE = TinyImages.SIZE;
    private static final Setup MNIST = SETUP.withData(Setup.Source.MNIST);
    private static final String IMAGES = "data/mnist/" + TinyImages.IMAGES;
    private static final String LABELS = "data/mnist/" + TinyImages.LABELS;

    private final SessionFixture fixture = new SessionFixture();
    private final FakeHost host = fixture.host;
    private final Session session = fixture.session;

    private final TinyImages images = new TinyImages();
    private final byte[] imagesFile = images.imagesIdx;
    private final byte[] labelsFile = images.labelsIdx;

    private void putCatalog() {
        host.put("data/catalog.json", images.catalog().getBytes(StandardCharsets.UTF_8));
    }

    private void assertFails(String sentence) {
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(50);
        fixture.start(2, MNIST, Speed.FULL, true);
        host.run(200);

        assertThat(host.events(Event.Failed.class)).hasSize(1);
        assertThat(host.last(Event.Failed.class).run()).isEqualTo(2);
        assertThat(host.last(Event.Failed.class).sentence()).isEqualTo(sentence);
        int step = host.last(Event.Progress.class).step();
        host.run(200);
        assertThat(host.last(Event.Progress.class).run()).isEqualTo(RUN);
        assertThat(host.last(Event.Progress.class).step()).isGreaterThan(step);
    }

    @Test
    void start_onTheSitesData_goesOnMeanwhileAndEqualsARunOnTheSameSplit() {
        putCatalog();
        host.put(IMAGES, images.imagesFile());
        host.put(LABELS, images.labelsFile());
        fixture.start(RUN, SETUP, Speed.FULL, true);
        host.run(50);
        fixture.start(2, MNIST, Speed.FULL, true);
        assertThat(host.last(Event.Started.class).run()).isEqualTo(RUN);
        session.handle(new Command.Pause(2));
        host.settle();

        assertThat(host.last(Event.Started.class).run()).isEqualTo(2);
        assertThat(host.last(Event.Started.class).epochSize()).isEqualTo(100);
        assertThat(host.last(Event.Status.class).state()).isEqualTo(State.PAUSED);
        assertThat(host.last(Event.Loaded.class).examples()).isEqualTo(SIZE);
        assertThat(host.last(Event.Loading.class).totalBytes()).isEqualTo(2000);
        assertThat(host.last(Event.Validated.class).count()).isEqualTo(20);
        session.handle(new Command.Step(2, Command.Unit.EPOCH));
        host.settle();
        TrainingSplit split = TrainingSplit.of(new Labels(images.labels, Labels.numbered(10)), 20, 0, MNIST.seed());
        Trainer fresh = new Trainer(
                Networks.of(MNIST),
                Networks.settings(MNIST),
                new EpochSource(Examples.of(SIZE, images.pixels, images.labels), split.training(), MNIST.seed()),
                JavaExecutor::new);
        fresh.trainEpoch(report -> {});
        assertThat(host.last(Event.Progress.class).examples()).isEqualTo(100);
        assertThat(SessionFixture.weights(host.last(Event.Snapshot.class)))
                .usingRecursiveComparison()
                .isEqualTo(SessionFixture.weights(fresh));
    }

    @Test
    void start_onLoadedData_beginsAtOnce() {
        putCatalog();
        host.put(IMAGES, imagesFile);
        host.put(LABELS, labelsFile);
        fixture.start(1, MNIST, Speed.FULL, false);
        host.settle();
        fixture.start(2, MNIST.withExamples(10), Speed.FULL, false);

        assertThat(host.last(Event.Started.class).run()).isEqualTo(2);
        assertThat(host.last(Event.Started.class).epochSize()).isEqualTo(10);
        fixture.start(3, MNIST.withExamples(101), Speed.FULL, false);
        assertThat(host.last(Event.Failed.class).sentence())
                .isEqualTo("Training: 101 examples to learn from, expected 1..100 (of 120, 20 are for validation)");
    }

    @Test
    void start_again_whileLoading_onlyTheLatestBegins() {
        putCatalog();
        host.put(IMAGES, imagesFile);
        host.put(LABELS, labelsFile);
        fixture.start(1, MNIST, Speed.FULL, false);
        fixture.start(2, MNIST.withExamples(10), Speed.FULL, false);
        host.settle();

        assertThat(host.events(Event.Started.class))
                .extracting(Event.Started::run)
                .containsExactly(2);
        assertThat(host.events(Event.Loaded.class)).hasSize(1);
    }

    @Test
    void start_withoutACatalog_saysSo() {
        assertFails("data/catalog.json: could not be read (HTTP status 404)");
    }

    @Test
    void start_withoutTheFiles_saysSo() {
        putCatalog();
        assertFails(LABELS + ": could not be read (HTTP status 404)");
    }

    @Test
    void start_onOtherContents_saysSo() {
        putCatalog();
        byte[] changed = imagesFile.clone();
        changed[1000] ^= 1;
        host.put(IMAGES, TinyImages.gzip(changed));
        host.put(LABELS, images.labelsFile());
        assertFails(IMAGES + ": its contents have SHA-256 "
                + Sha256.hex(changed).substring(0, 16) + "…, expected "
                + Sha256.hex(imagesFile).substring(0, 16) + "…");
    }

    @Test
    void start_onTruncatedContents_saysSo() {
        putCatalog();
        host.put(IMAGES, Arrays.copyOf(imagesFile, 5016));
        host.put(LABELS, labelsFile);
        assertFails(IMAGES + ": ends after 5000 bytes of elements, expected 94080");
    }

    @Test
    void start_onATruncatedArchive_saysSo() {
        putCatalog();
        byte[] archive = images.imagesFile();
        host.put(IMAGES, Arrays.copyOf(archive, archive.length / 2));
        host.put(LABELS, images.labelsFile());
        assertFails(IMAGES + ": could not be read (Unexpected end of ZLIB input stream)");
    }

    @Test
    void start_onAWebPage_saysSo() {
        putCatalog();
        host.put(LABELS, "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
        assertFails(LABELS + ": begins with 3c 21 44 4f, expected 00 00 08 and 01 to 03 (an IDX file of bytes)");
    }

    @Test
    void loadFile_bothInAnyOrder_isLoaded() {
        putCatalog();
        fixture.startPaused();
        session.handle(new Command.LoadFile("a.gz", images.imagesFile()));
        host.settle();
        assertThat(host.events(Event.Loaded.class)).isEmpty();
        assertThat(host.last(Event.Loading.class).examples()).isEqualTo(SIZE);
        session.handle(new Command.LoadFile("b.gz", images.labelsFile()));
        host.settle();

        assertThat(host.last(Event.Loaded.class).data()).isEqualTo("mnist");
        fixture.start(2, MNIST, Speed.FULL, false);
        assertThat(host.last(Event.Started.class).run()).isEqualTo(2);
    }

    @Test
    void loadFile_withoutACatalog_isRecognizedByStructure() {
        fixture.start(1, SETUP.withData(Setup.Source.FASHION_MNIST), Speed.FULL, false);
        session.handle(new Command.LoadFile("b", labelsFile));
        session.handle(new Command.LoadFile("a", imagesFile));
        host.settle();

        assertThat(host.last(Event.Loaded.class).data()).isEqualTo("fashion-mnist");
    }

    @Test
    void loadFile_ofNoUse_saysSo() {
        putCatalog();
        fixture.startPaused();
        session.handle(new Command.LoadFile("holiday.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2}));
        session.handle(new Command.LoadFile("empty", new byte[0]));
        session.handle(new Command.LoadFile("small", TinyImages.idx(new byte[75], 3, 5, 5)));
        session.handle(new Command.LoadFile("test.gz", TinyImages.gzip(TinyImages.TEST_LABELS)));
        host.settle();

        assertThat(host.events(Event.Failed.class))
                .extracting(Event.Failed::sentence)
                .containsExactlyInAnyOrder(
                        "holiday.jpg: begins with ff d8 01 02, expected 00 00 08 and 01 to 03 (an IDX file of bytes)",
                        "empty: ends after 0 bytes, expected an IDX file",
                        "small: 3×5×5 U8, expected images of 28×28 bytes, or labels",
                        "test.gz: the test labels of MNIST, expected those for training: train-images-idx3-ubyte.gz and"
                                + " train-labels-idx1-ubyte.gz");
    }
}
