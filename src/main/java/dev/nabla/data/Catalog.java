package dev.nabla.data;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public data sets that the project knows: {@code data/catalog.json}.
 *
 * @param entries in the order of the file; unmodifiable
 */
public record Catalog(List<Entry> entries) {
    private static final String RESOURCE = "catalog.json";

    /** Copies the list. */
    public Catalog {
        entries = List.copyOf(entries);
    }

    /**
     * One data set.
     *
     * @param id lower-case name for commands, and of its directory
     * @param name its name
     * @param homepage where it is described
     * @param license under which terms it is published
     * @param shape of one example
     * @param classNames name of each class
     * @param mirrors where the files are, the original first
     * @param files all files
     */
    public record Entry(
            String id,
            String name,
            String homepage,
            String license,
            InputShape shape,
            List<String> classNames,
            List<Mirror> mirrors,
            List<DataFile> files) {
        /** Copies the lists. */
        public Entry {
            classNames = List.copyOf(classNames);
            mirrors = List.copyOf(mirrors);
            files = List.copyOf(files);
        }

        /** The file of a part ("training", "test") with a content ("images", "labels"), if listed. */
        public Optional<DataFile> file(String part, String content) {
            for (DataFile file : files) {
                if (file.part().equals(part) && file.content().equals(content)) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A place on the web that has all files of a data set.
     *
     * @param name who runs it
     * @param url what the files' names are appended to
     */
    public record Mirror(String name, String url) {}

    /**
     * One file.
     *
     * @param name as on the mirrors, with ".gz"
     * @param part "training" or "test"
     * @param content "images" or "labels"
     * @param examples how many of them it holds
     * @param compressedBytes size of the original gzip file; recompressed copies differ
     * @param bytes size of the decompressed contents
     * @param sha256 of the decompressed contents, 64 lower-case hexadecimal digits
     */
    public record DataFile(
            String name, String part, String content, int examples, long compressedBytes, long bytes, String sha256) {}

    /** The data set with this id, if listed. */
    public Optional<Entry> find(String id) {
        for (Entry entry : entries) {
            if (entry.id().equals(id)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** The data set that has a file with these decompressed contents, if listed. */
    public Optional<Entry> findByContents(String sha256) {
        for (Entry entry : entries) {
            for (DataFile file : entry.files()) {
                if (file.sha256().equals(sha256)) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a catalog. Not for the page: see {@link #of}.
     *
     * @param name what messages call the file
     * @param in UTF-8 JSON; stays open
     * @throws DataException if it is no catalog of a known schema
     */
    public static Catalog read(String name, InputStream in) {
        Map<String, Object> tree;
        try {
            tree = JsonParser.object().from(in);
        } catch (JsonParserException e) {
            throw new DataException(
                    name + ": line " + e.getLinePosition() + ", column " + e.getCharPosition() + ": " + e.getMessage()
                            + " (a catalog in JSON)",
                    e);
        }
        return of(name, tree);
    }

    /**
     * The catalog of a JSON text that was read elsewhere, as on the page, which has a reader of its own.
     *
     * @param name what messages call the file
     * @param tree of {@link Map}, {@link List}, {@link String} and {@link Number}
     * @throws DataException if it is no catalog of a known schema
     */
    public static Catalog of(String name, @Nullable Object tree) {
        return new CatalogReader(name).read(tree);
    }

    /**
     * The catalog that is packed with these classes. Not for the page, which has no resources.
     *
     * @throws DataException if the package lacks it
     */
    public static Catalog bundled() {
        try (InputStream in = Catalog.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new DataException(RESOURCE + ": missing, expected beside the class files of " + Catalog.class);
            }
            return read(RESOURCE, in);
        } catch (IOException e) {
            throw new DataException(RESOURCE + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
