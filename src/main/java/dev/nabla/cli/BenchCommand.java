package dev.nabla.cli;

import dev.nabla.bench.Benchmark;
import dev.nabla.bench.Choice;
import dev.nabla.bench.Row;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla bench}: how fast the engine is here, and how fast everything else. */
@Command(
        name = "bench",
        description = {
            "Measures how fast networks train, and one answers: on this JVM,",
            "or with --peers in the browser, side by side with other libraries."
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--items",
            paramLabel = "LIST",
            description = "Which networks, of " + Choice.ALL + " (default: all).")
    private String items = Choice.ALL;

    @Option(
            names = "--density",
            paramLabel = "LIST",
            description = "Mean share of pixels with ink (default: " + Choice.DENSITY + ").")
    private @Nullable String density;

    @Option(
            names = "--secs",
            paramLabel = "SECONDS",
            description = "That each measurement takes, besides 0.4 s of warm-up (default: " + Choice.SECONDS + ").")
    private String seconds = Choice.SECONDS;

    @Option(names = "--n", paramLabel = "N", description = "Number of images (default: " + Choice.IMAGES + ").")
    private String images = Choice.IMAGES;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    @Option(names = "--json", description = "Print an object of JSON a line.")
    private boolean json;

    @Mixin
    private final PeerOptions peers = new PeerOptions();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (peers.isAsked()) {
            Choice choice = choice(density == null ? PeerOptions.DENSITIES : density, 1);
            new PeerRounds(terminal, peers, choice).run();
            return 0;
        }
        try (ThreadWorkers workers = threads.start()) {
            Choice choice = choice(density == null ? Choice.DENSITY : density, workers.count());
            if (!json) {
                terminal.println(MachineFacts.machine() + ", " + MachineFacts.java());
                terminal.println(String.format(
                        Locale.ROOT, "%-6s  %7s  %7s  %14s  %s", "item", "density", "threads", "value", "unit"));
            }
            Benchmark benchmark = new Benchmark(choice, new JvmRig(workers), this::print);
            while (benchmark.advance() >= 0) {
                // Threads are there at once: nothing is waited for.
            }
        }
        return 0;
    }

    private Choice choice(String densities, int count) {
        try {
            return Choice.parse(items, densities, Integer.toString(count), seconds, images);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--" + e.getMessage());
        }
    }

    private void print(Row row) {
        if (json) {
            terminal.printJson(object(row));
        } else {
            terminal.println(String.format(
                    Locale.ROOT,
                    "%-6s  %7s  %7d  %14s  %s",
                    row.item().label(),
                    row.hasDensity() ? Double.toString(row.density()) : "",
                    row.threads(),
                    row.hasValue()
                            ? String.format(Locale.ROOT, row.value() < 100 ? "%.2f" : "%,.0f", row.value())
                            : "-",
                    row.hasValue() ? row.item().unit() : row.error()));
        }
    }

    private static Map<String, Object> object(Row row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("peer", "nabla-jvm");
        object.put("version", RootCommand.Version.text());
        object.put("threads", row.threads());
        object.put("item", row.item().label());
        if (row.hasDensity()) {
            object.put("density", row.density());
        }
        object.put("unit", row.item().unit());
        object.put("value", row.value());
        if (!row.hasValue()) {
            object.put("error", row.error());
        }
        object.put("engine", MachineFacts.java());
        return object;
    }
}
