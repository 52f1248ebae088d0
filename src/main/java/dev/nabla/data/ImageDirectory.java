package dev.nabla.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory with the four IDX files of MNIST or a set like it, gzip or not: train-images-idx3-ubyte,
 * train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, also with ".idx" for "-idx", and with ".gz".
 *
 * <p>The ten classes are named as in the catalog if it knows the contents of the labels, else "0" .. "9". Files are read
 * when they are asked for. Not for the page, which has no file system.
 */
public final class ImageDirectory {
    private static final int DEFAULT_CLASSES = 10;

    private final Path directory;
    private final Catalog catalog;

    /** Names a directory; nothing is read yet. */
    public ImageDirectory(Path directory, Catalog catalog) {
        this.directory = directory;
        this.catalog = catalog;
    }

    /**
     * The examples for training; the data set is called like the directory.
     *
     * @throws DataException if a file is missing (naming all names that were looked for) or damaged, or the two disagree
     */
    public Dataset training() {
        return read("train");
    }

    /**
     * The examples for testing; the data set is called like the directory.
     *
     * @throws DataException if a file is missing (naming all names that were looked for) or damaged, or the two disagree
     */
    public Dataset test() {
        return read("t10k");
    }

    private Dataset read(String part) {
        // The labels first: they are small, so a wrong directory is noticed at once.
        Path labelsFile = find(part + "-labels", "idx1-ubyte");
        Path imagesFile = find(part + "-images", "idx3-ubyte");
        IdxArray labels = read(labelsFile);
        IdxArray images = read(imagesFile);
        List<String> classNames = catalog.findByContents(labels.sha256())
                .map(Catalog.Entry::classNames)
                .orElse(Labels.numbered(DEFAULT_CLASSES));
        return ImageSets.pair(name(), images, labels, classNames);
    }

    private String name() {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null ? directory.toString() : last.toString();
    }

    private Path find(String stem, String suffix) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(
                    directory + ": no such directory, expected one with " + stem + "-" + suffix + ".gz");
        }
        List<String> names = new ArrayList<>();
        for (String separator : List.of("-", ".")) {
            for (String end : List.of(".gz", "")) {
                names.add(stem + separator + suffix + end);
            }
        }
        for (String name : names) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new DataException(
                directory + ": no file of the " + stem + ", expected one of " + String.join(", ", names));
    }

    private static IdxArray read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return IdxReader.read(file.toString(), in);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e, e);
        }
    }
}
