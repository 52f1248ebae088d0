package dev.nabla.worker;

import dev.nabla.data.Catalog;
import dev.nabla.data.DataException;
import dev.nabla.data.Dataset;
import dev.nabla.data.IdxArray;
import dev.nabla.data.ImageSets;
import dev.nabla.protocol.Event;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fetches the training images and labels of a data set from the site, checked by their contents. */
final class ImageDownload {
    static final String TRAINING = "training";
    static final String IMAGES = "images";
    static final String LABELS = "labels";

    private static final double REPORT_MILLIS = 100;
    private static final int SHOWN_DIGITS = 16;

    private final Host host;
    private final Catalog.Entry entry;
    private final Catalog.DataFile labelsFile;
    private final Catalog.DataFile imagesFile;
    private final Consumer<Dataset> done;
    private final Consumer<String> failure;
    private double reported = Double.NEGATIVE_INFINITY;
    private @Nullable IdxArray labels;

    /**
     * A download that has not begun.
     *
     * @param failure is told a sentence instead of {@code done}
     */
    ImageDownload(Host host, Catalog.Entry entry, Consumer<Dataset> done, Consumer<String> failure) {
        this.host = host;
        this.entry = entry;
        this.labelsFile = file(LABELS);
        this.imagesFile = file(IMAGES);
        this.done = done;
        this.failure = failure;
    }

    private Catalog.DataFile file(String content) {
        return entry.file(TRAINING, content)
                .orElseThrow(() -> new DataException(entry.name() + ": the catalog names no " + content));
    }

    /** The labels first: they are small, so a missing folder is noticed at once. */
    void begin() {
        fetch(labelsFile, 0, array -> {
            labels = array;
            fetch(imagesFile, labelsFile.compressedBytes(), this::pair);
        });
    }

    private void fetch(Catalog.DataFile file, long before, Consumer<IdxArray> arrived) {
        String path = "data/" + entry.id() + "/" + file.name();
        host.fetch(
                path,
                new ImageFile(
                        path,
                        (received, total, examples) -> report(before + received, examples),
                        (array, sha256) -> {
                            requireSame(path, sha256, file.sha256());
                            arrived.accept(array);
                        },
                        failure));
    }

    private static void requireSame(String path, String found, String expected) {
        if (!found.equals(expected)) {
            throw new DataException(path + ": its contents have SHA-256 " + found.substring(0, SHOWN_DIGITS)
                    + "…, expected " + expected.substring(0, SHOWN_DIGITS) + "…");
        }
    }

    private void pair(IdxArray images) {
        IdxArray known = labels;
        if (known == null) {
            throw new IllegalStateException(entry.name() + ": images before labels");
        }
        done.accept(ImageSets.pair(entry.name(), images, known, entry.classNames()));
    }

    private void report(long bytes, int examples) {
        double now = host.now();
        if (now - reported >= REPORT_MILLIS) {
            reported = now;
            long total = labelsFile.compressedBytes() + imagesFile.compressedBytes();
            // A recompressed copy may be larger than the original.
            host.post(new Event.Loading(entry.id(), bytes, Math.max(bytes, total), examples));
        }
    }
}
