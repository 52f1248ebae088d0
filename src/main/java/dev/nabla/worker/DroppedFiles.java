package dev.nabla.worker;

import dev.nabla.data.Catalog;
import dev.nabla.data.DataException;
import dev.nabla.data.Dataset;
import dev.nabla.data.IdxArray;
import dev.nabla.data.ImageSets;
import dev.nabla.data.Labels;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files that the visitor drops: images and labels in any order, recognized by their contents where the catalog knows them,
 * else by their structure.
 */
final class DroppedFiles {
    private final Host host;
    private final Catalogs catalogs;
    private final BiConsumer<Setup.Source, Dataset> complete;
    private final Map<Setup.Source, IdxArray> images = new HashMap<>();
    private final Map<Setup.Source, IdxArray> labels = new HashMap<>();

    /**
     * No files yet.
     *
     * @param complete is told of each source when both of its files are there
     */
    DroppedFiles(Host host, Catalogs catalogs, BiConsumer<Setup.Source, Dataset> complete) {
        this.host = host;
        this.catalogs = catalogs;
        this.complete = complete;
    }

    /**
     * Takes a file.
     *
     * @param expected what it is taken for if the catalog does not know its contents
     * @param failure is told a sentence if it is of no use
     */
    void add(String name, byte[] contents, Setup.Source expected, Consumer<String> failure) {
        host.unpack(
                contents,
                new ImageFile(
                        name,
                        (received, total, examples) -> {},
                        (array, sha256) -> catalogs.ask(
                                catalog -> guard(() -> take(array, sha256, catalog, expected), failure),
                                reason -> guard(() -> take(array, sha256, null, expected), failure)),
                        failure));
    }

    private static void guard(Runnable action, Consumer<String> failure) {
        try {
            action.run();
        } catch (RuntimeException e) {
            failure.accept(Sentences.of(e));
        }
    }

    private void take(IdxArray array, String sha256, @Nullable Catalog catalog, Setup.Source expected) {
        Setup.Source source = expected;
        List<String> classNames = Labels.numbered(Networks.CLASSES);
        Catalog.Entry entry =
                catalog == null ? null : catalog.findByContents(sha256).orElse(null);
        if (entry != null) {
            source = source(entry);
            classNames = entry.classNames();
            requireTraining(array.name(), entry, sha256);
        }
        if (array.rank() == 1) {
            labels.put(source, array);
        } else if (array.rank() == 3 && array.dimension(1) == Networks.SIDE && array.dimension(2) == Networks.SIDE) {
            images.put(source, array);
        } else {
            throw new DataException(array.name() + ": " + array + ", expected images of 28×28 bytes, or labels");
        }
        pair(source, classNames);
    }

    private void pair(Setup.Source source, List<String> classNames) {
        IdxArray image = images.get(source);
        IdxArray label = labels.get(source);
        if (image != null && label != null) {
            images.remove(source);
            labels.remove(source);
            complete.accept(source, ImageSets.pair(source.title(), image, label, classNames));
            return;
        }
        IdxArray half = image != null ? image : label;
        if (half != null) {
            host.post(new Event.Loading(source.id(), half.count(), 0, image == null ? 0 : image.dimension(0)));
        }
    }

    private static void requireTraining(String name, Catalog.Entry entry, String sha256) {
        for (Catalog.DataFile file : entry.files()) {
            if (file.sha256().equals(sha256) && !file.part().equals(ImageDownload.TRAINING)) {
                throw new DataException(name + ": the " + file.part() + " " + file.content() + " of " + entry.name()
                        + ", expected those for training: train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz");
            }
        }
    }

    private static Setup.Source source(Catalog.Entry entry) {
        for (Setup.Source source : Setup.Source.values()) {
            if (source.id().equals(entry.id())) {
                return source;
            }
        }
        throw new DataException(entry.name() + ": not among the data sets of this page");
    }
}
