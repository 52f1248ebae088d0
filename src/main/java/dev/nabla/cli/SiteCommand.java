package dev.nabla.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nabla site}: puts the site together; a step of the build. */
@Command(
        name = "site",
        hidden = true,
        description = "Put the site together from the static sources, what TeaVM compiled, and the data sets.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class SiteCommand implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--webapp", defaultValue = "webapp", description = "Static sources.")
    private Path webapp;

    @Option(names = "--compiled", defaultValue = "target/compiled", description = "What TeaVM compiled.")
    private Path compiled;

    @Option(names = "--catalog", defaultValue = "data/catalog.json", description = "Catalog of the data sets.")
    private Path catalog;

    @Option(names = "--data", defaultValue = "data/cache", description = "Holds a folder for each data set.")
    private Path data;

    @Option(names = "--out", defaultValue = "site", description = "Receives the site.")
    private Path out;

    @Override
    public Integer call() {
        PrintWriter lines = spec.commandLine().getOut();
        try {
            Path assets = new SiteAssembly(webapp, compiled).writeTo(out);
            new SiteData(catalog, data).copyTo(out.resolve("data")).forEach(lines::println);
            SiteSizes.of(out.resolve("index.html"), assets).table().forEach(lines::println);
            lines.flush();
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("nabla: " + e.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
