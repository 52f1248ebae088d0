package dev.nabla.cli;

import dev.nabla.data.Catalog;
import dev.nabla.data.Catalog.DataFile;
import dev.nabla.data.Catalog.Entry;
import dev.nabla.data.Catalog.Mirror;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nabla data}: the public data sets that the catalog knows. */
@Command(
        name = "data",
        description = "Lists and fetches the public data sets that train, evaluate and the site use.",
        synopsisSubcommandLabel = "fetch|list")
final class DataCommand implements Runnable {
    private static final double MEGABYTE = 1e6;

    @Spec
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command, expected one of: fetch, list");
    }

    private static Path cache(@Nullable Path given, Entry entry) {
        return DataOptions.directory(given).resolve(entry.id());
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    /** {@code nabla data fetch}: brings data sets into the cache. */
    @Command(
            name = "fetch",
            description = {
                "Brings the files of data sets to where train finds them, by default data/cache.",
                "Each file is taken from the first mirror whose copy has the contents that the catalog says;",
                "what is there already stays, and an interrupted download goes on where it ended."
            },
            sortOptions = false)
    static final class Fetch implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names as nabla data list shows them.")
        @SuppressWarnings("NullAway.Init") // filled by picocli
        private List<String> names;

        @Option(
                names = "--from",
                paramLabel = "DIR",
                description = "Copy the files from DIR/NAME, or DIR itself, instead of downloading them.")
        private @Nullable String from;

        @Option(
                names = "--mirror",
                paramLabel = "URL",
                description = "Download from here instead of the catalog's mirrors; the files' names are appended.")
        private @Nullable String mirror;

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "Where to (default: data/cache, or -Dnabla.data=DIR).")
        private @Nullable Path directory;

        Fetch(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Catalog catalog = Catalog.bundled();
            List<Entry> entries = new ArrayList<>();
            for (String name : names) {
                entries.add(catalog.find(name)
                        .orElseThrow(() -> CommandException.failure(name + ": no data set of the catalog, expected "
                                + catalog.entries().stream().map(Entry::id).collect(Collectors.joining(" or ")))));
            }
            for (Entry entry : entries) {
                for (DataFile file : entry.files()) {
                    fetch(entry, file);
                }
            }
            return 0;
        }

        private void fetch(Entry entry, DataFile file) {
            CachedFile cached = new CachedFile(cache(directory, entry), file);
            String label = entry.id() + "/" + file.name();
            if (cached.isComplete()) {
                terminal.println(label + ": already there");
                return;
            }
            if (from != null) {
                Path source = cached.copyFrom(DataOptions.path(from), entry.id());
                terminal.println(label + ": from " + source);
                return;
            }
            List<Mirror> mirrors = mirror == null ? entry.mirrors() : List.of(new Mirror(mirror, slashed(mirror)));
            Download download = new Download(cached, label, terminal);
            Mirror used = download.from(mirrors);
            terminal.println(label + ": from " + used.name() + ", " + megabytes(cached.size()));
        }

        private static String slashed(String url) {
            return url.endsWith("/") ? url : url + "/";
        }
    }

    /** {@code nabla data list}: what there is, and what of it is in the cache. */
    @Command(
            name = "list",
            description = "Lists the data sets of the catalog and which of them are there.",
            sortOptions = false)
    static final class ListSets implements Callable<Integer> {
        private final Terminal terminal;

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "Where (default: data/cache, or -Dnabla.data=DIR).")
        private @Nullable Path directory;

        @Option(names = "--json", description = "Print an object of JSON per data set.")
        private boolean json;

        ListSets(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            for (Entry entry : Catalog.bundled().entries()) {
                Path path = cache(directory, entry);
                long there = entry.files().stream()
                        .filter(file -> Files.isRegularFile(path.resolve(file.name())))
                        .count();
                long bytes = entry.files().stream()
                        .mapToLong(DataFile::compressedBytes)
                        .sum();
                if (json) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("name", entry.id());
                    line.put("directory", path.toString());
                    line.put("files", entry.files().size());
                    line.put("present", there);
                    line.put("compressedBytes", bytes);
                    line.put("license", entry.license());
                    line.put("homepage", entry.homepage());
                    terminal.printJson(line);
                } else {
                    terminal.println(entry.id() + ": " + entry.name() + ", "
                            + entry.classNames().size() + " classes, " + entry.shape() + ", " + megabytes(bytes));
                    terminal.println("  " + there + " of " + entry.files().size() + " files in " + path);
                    terminal.println("  " + entry.license());
                    terminal.println("  " + entry.homepage());
                }
            }
            return 0;
        }
    }
}
