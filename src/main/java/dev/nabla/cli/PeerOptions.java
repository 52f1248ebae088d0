package dev.nabla.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what else the page is compared, and where that is installed. */
final class PeerOptions {
    /** All that goals are set for. */
    static final String DENSITIES = "0.19,1";

    private static final String LAB = "LAB";

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            description = "Folder of the peers' scripts: compares them with the page, in rounds.")
    private @Nullable Path folder;

    @Option(
            names = "--lab",
            paramLabel = "DIR",
            description = "Where the peers are installed (default: what the variable LAB of the environment says).")
    private @Nullable Path lab;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "In which everything is measured once (default: 5).")
    private int rounds = 5;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Only the runs whose names it finds, such as numpy|nabla (default: all).")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--quiet",
            paramLabel = "SECONDS",
            converter = Converters.CountOrNone.class,
            description = "To wait at most for an idle machine before each run (default: 60).")
    private int quietSeconds = 60;

    @Option(names = "--site", paramLabel = "DIR", description = "Folder of the built site (default: site).")
    private Path site = Path.of("site");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Receives the table; a file beside it, ending in .jsonl, all results"
                    + " (default: target/benchmark.md).")
    private Path out = Path.of("target", "benchmark.md");

    /** Whether there is a comparison. */
    boolean isAsked() {
        return folder != null;
    }

    /** The folder of the scripts. */
    Path folder() {
        return require("--peers", folder, "browser.mjs");
    }

    /** Where the peers are installed. */
    Path lab() {
        String variable = System.getenv(LAB);
        Path path = lab != null ? lab : variable == null ? null : Path.of(variable);
        if (path == null) {
            throw CommandException.usage("--peers needs --lab DIR: the folder where their setup.sh has installed them");
        }
        return require("--lab", path, "node_modules");
    }

    /** The built site. */
    Path site() {
        return require("--site", site, "bench.html");
    }

    private static Path require(String flag, @Nullable Path path, String content) {
        if (path == null || !Files.exists(path.resolve(content))) {
            throw CommandException.usage(flag + " " + path + ": holds no " + content);
        }
        return path.toAbsolutePath().normalize();
    }

    int rounds() {
        return rounds;
    }

    /** Whether a run is to be done. */
    boolean includes(String run) {
        return only.matcher(run).find();
    }

    int quietSeconds() {
        return quietSeconds;
    }

    /** Receives the table. */
    Path out() {
        return out;
    }

    /** Receives the results. */
    Path raw() {
        return out.resolveSibling(out.getFileName().toString().replaceAll("\\.md$", "") + ".jsonl");
    }
}
