package dev.nabla.worker;

import dev.nabla.data.Catalog;
import dev.nabla.data.DataException;
import dev.nabla.data.Dataset;
import dev.nabla.data.Labels;
import dev.nabla.data.Pixels;
import dev.nabla.program.Examples;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import dev.nabla.train.DataExamples;
import dev.nabla.train.EpochSource;
import dev.nabla.train.StreamSource;
import dev.nabla.train.TrainingSplit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where runs get their examples from: generators, the site, files of the visitor. What was loaded once is kept. */
final class DataSets {
    /** Number of validation examples, where there are enough. */
    static final int VALIDATION = 10_000;

    /** Of small sets, one in so many is held out. */
    private static final int SMALL_SHARE = 6;

    private static final int MOST_GENERATED = 60_000;
    private static final int MOST_AT_A_TIME = 256;

    private final Host host;
    private final DigitMaker digits;
    private final Catalogs catalogs;
    private final DroppedFiles dropped;
    private final ValidationSet handwritten;
    private final Map<Setup.Source, Dataset> loaded = new EnumMap<>(Setup.Source.class);
    private final Map<Setup.Source, List<Waiting>> waiting = new EnumMap<>(Setup.Source.class);

    private record Waiting(Setup setup, Consumer<RunData> ready, Consumer<String> failed) {}

    DataSets(Host host, DigitMaker digits) {
        this.host = host;
        this.digits = digits;
        this.catalogs = new Catalogs(host);
        this.dropped = new DroppedFiles(host, catalogs, this::complete);
        this.handwritten = ValidationSet.generated(VALIDATION, digits.validation());
    }

    /**
     * Hands over what a run needs: at once where it is there, else when it has arrived; or a sentence that says why it does
     * not.
     */
    void prepare(Setup setup, Consumer<RunData> ready, Consumer<String> failed) {
        Waiting request = new Waiting(setup, ready, failed);
        if (setup.data() == Setup.Source.HANDWRITING) {
            prepareHandwriting(request);
            return;
        }
        Dataset dataset = loaded.get(setup.data());
        if (dataset != null) {
            answer(request, dataset);
        } else {
            boolean underWay = waiting.containsKey(setup.data());
            waiting.computeIfAbsent(setup.data(), source -> new ArrayList<>()).add(request);
            if (!underWay) {
                download(setup.data());
            }
        }
    }

    /** Takes a file that the visitor dropped. */
    void add(String name, byte[] contents, Setup.Source expected, Consumer<String> failure) {
        dropped.add(name, contents, expected == Setup.Source.HANDWRITING ? Setup.Source.MNIST : expected, failure);
    }

    private void prepareHandwriting(Waiting request) {
        Setup setup = request.setup();
        StreamSource.Generator generator = digits.training(setup.seed());
        if (setup.examples() == 0) {
            request.ready()
                    .accept(new RunData(
                            Labels.numbered(Networks.CLASSES),
                            new StreamSource(Networks.PIXELS, generator),
                            handwritten));
            return;
        }
        if (setup.examples() < 0 || setup.examples() > MOST_GENERATED) {
            throw new DataException("Handwriting: " + setup.examples() + " examples, expected 1 to " + MOST_GENERATED
                    + ", or 0 for endless ones");
        }
        generate(request, ValidationSet.generated(setup.examples(), generator), new Pace(MOST_AT_A_TIME));
    }

    /** Makes a fixed number of digits between other work. */
    private void generate(Waiting request, ValidationSet made, Pace pace) {
        double started = host.now();
        int count = pace.units(Player.SLICE_MILLIS);
        made.make(count);
        pace.took(count, host.now() - started);
        if (made.made() < made.size()) {
            host.soon(() -> generate(request, made, pace));
            return;
        }
        request.ready()
                .accept(new RunData(
                        Labels.numbered(Networks.CLASSES),
                        new EpochSource(
                                made.examples(), made.order(), request.setup().seed()),
                        handwritten));
    }

    private void download(Setup.Source source) {
        Consumer<String> failure = sentence -> fail(source, sentence);
        catalogs.ask(
                catalog -> {
                    Catalog.Entry entry = catalog.find(source.id()).orElse(null);
                    if (entry == null) {
                        failure.accept(source.title() + ": not in the catalog of data sets");
                    } else {
                        new ImageDownload(host, entry, dataset -> complete(source, dataset), failure).begin();
                    }
                },
                failure);
    }

    private void complete(Setup.Source source, Dataset dataset) {
        loaded.put(source, dataset);
        host.post(new Event.Loaded(source.id(), dataset.size()));
        List<Waiting> requests = waiting.remove(source);
        if (requests != null) {
            requests.forEach(request -> answer(request, dataset));
        }
    }

    private void fail(Setup.Source source, String sentence) {
        List<Waiting> requests = waiting.remove(source);
        if (requests != null) {
            requests.forEach(request -> request.failed().accept(sentence));
        }
    }

    private static void answer(Waiting request, Dataset dataset) {
        RunData data;
        try {
            data = divide(dataset, request.setup());
        } catch (RuntimeException e) {
            request.failed().accept(Sentences.of(e));
            return;
        }
        request.ready().accept(data);
    }

    private static RunData divide(Dataset dataset, Setup setup) {
        if (!(dataset.inputs() instanceof Pixels)) {
            throw new DataException(dataset.name() + ": the images are not of bytes");
        }
        int validation = Math.min(VALIDATION, dataset.size() / SMALL_SHARE);
        TrainingSplit split = TrainingSplit.of(dataset.labels(), validation, setup.examples(), setup.seed());
        Examples examples = DataExamples.of(dataset);
        return new RunData(
                dataset.classNames(),
                new EpochSource(examples, split.training(), setup.seed()),
                ValidationSet.of(examples, split.validation()));
    }
}
