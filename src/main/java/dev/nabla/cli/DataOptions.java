package dev.nabla.cli;

import dev.nabla.data.Catalog;
import dev.nabla.data.DataException;
import dev.nabla.data.Dataset;
import dev.nabla.data.ImageCsv;
import dev.nabla.data.ImageDirectory;
import dev.nabla.data.Points;
import dev.nabla.data.RandomBits;
import dev.nabla.data.Surface;
import dev.nabla.train.DataRandom;
import dev.nabla.train.HandwrittenDigits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where data come from: generated, known to the catalog, a directory of IDX files, or a CSV file. */
final class DataOptions {
    /** The system property that names the directory of downloaded sets. */
    static final String DIRECTORY_PROPERTY = "nabla.data";

    private static final String DEFAULT_DIRECTORY = "data/cache";
    private static final int DEFAULT_POINTS = 1000;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Holds mnist and fashion-mnist (default: " + DEFAULT_DIRECTORY + ", or -D"
                    + DIRECTORY_PROPERTY + "=DIR).")
    @Nullable
    Path directory;

    @Option(
            names = "--points",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = {
                "Generated points: per class of spirals, circles, moons, xor, blobs, checkerboard or rings,",
                "in all of plane, gaussians or sine (default: " + DEFAULT_POINTS + ")."
            })
    int points = DEFAULT_POINTS;

    @Option(
            names = {"--classes", "--arms"},
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Generated points: how many classes, of spirals how many arms (default: 2 or 3, as usual).")
    private @Nullable Integer classes;

    @Option(
            names = "--noise",
            paramLabel = "NUMBER",
            converter = Converters.NotNegative.class,
            description = "Generated points: deviation of the noise (default: as usual for each set, such as 0.2).")
    private @Nullable Float noise;

    /** Which examples of a source are asked for. */
    enum Part {
        /** To learn from. */
        TRAINING,
        /** To measure on; never learned from. */
        TEST
    }

    /**
     * Reads or generates data.
     *
     * @param source a name, a directory or a file
     * @param part handwriting is read here to measure on only; see {@link HandwritingSets#training}
     * @param seed of generated points; the two parts have different ones
     */
    Dataset load(String source, Part part, int seed) {
        RandomBits random = part == Part.TRAINING ? DataRandom.training(seed) : DataRandom.test(seed);
        @Nullable Dataset generated = generated(source, random);
        if (generated != null) {
            return generated;
        }
        if (HandwritingSets.isNamedBy(source)) {
            return HandwritingSets.test();
        }
        Catalog catalog = Catalog.bundled();
        Optional<Catalog.Entry> known = catalog.find(source);
        if (known.isPresent()) {
            return load(cached(known.get()), part, catalog);
        }
        Path path = path(source);
        if (Files.isDirectory(path)) {
            return load(path, part, catalog);
        }
        if (Files.exists(path)) {
            return csv(path);
        }
        throw new DataException(source + ": no such file or directory, and none of the names "
                + Stream.concat(
                                Stream.concat(generated(), Stream.of(HandwrittenDigits.NAME)),
                                catalog.entries().stream().map(Catalog.Entry::id))
                        .collect(Collectors.joining(", ")));
    }

    private static Dataset load(Path directory, Part part, Catalog catalog) {
        ImageDirectory images = new ImageDirectory(directory, catalog);
        return part == Part.TRAINING ? images.training() : images.test();
    }

    private static Stream<String> generated() {
        return Stream.concat(
                Stream.of(Points.values()).map(Points::label),
                Stream.of(Surface.values()).map(Surface::label));
    }

    private @Nullable Dataset generated(String source, RandomBits random) {
        for (Points set : Points.values()) {
            if (set.isNamedBy(source)) {
                return set.generate(
                        classes == null ? set.defaultClasses() : classes,
                        points,
                        noise == null ? set.defaultNoise() : decimal(noise),
                        random);
            }
        }
        for (Surface surface : Surface.values()) {
            if (surface.label().equals(source)) {
                if (classes != null) {
                    throw CommandException.usage("--classes " + classes + ": " + source + " has numbers to predict");
                }
                return surface.generate(points, noise == null ? surface.defaultNoise() : decimal(noise), random);
            }
        }
        return null;
    }

    /** The double that the decimal digits of a float stand for: 0.2, not 0.20000000298. */
    private static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }

    private Path cached(Catalog.Entry entry) {
        Path parent =
                directory == null ? Path.of(System.getProperty(DIRECTORY_PROPERTY, DEFAULT_DIRECTORY)) : directory;
        Path path = parent.resolve(entry.id());
        if (!Files.isDirectory(path)) {
            throw new DataException(entry.id() + ": no directory " + path + ", expected one with "
                    + entry.files().stream().map(Catalog.DataFile::name).collect(Collectors.joining(", ")) + " from "
                    + entry.homepage());
        }
        return path;
    }

    private static Dataset csv(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ImageCsv.read(file.toString(), in);
        } catch (IOException e) {
            throw FileErrors.failure(file, "read", e);
        }
    }

    /** A path as given on the command line. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw CommandException.failure(text + ": no path of a file: " + e.getReason(), e);
        }
    }
}
