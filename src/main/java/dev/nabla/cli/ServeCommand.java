package dev.nabla.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nabla serve}: the page, on this machine. */
@Command(name = "serve", description = "Serve the page on this machine until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; 0 takes any that is free (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of the built site (default: ${DEFAULT-VALUE}).",
            defaultValue = "site")
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private Path folder;

    @Option(
            names = "--all-interfaces",
            description = "Let other machines in too. They need https or a tunnel for shared memory.")
    private boolean allInterfaces;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            return fail("--port: " + port + ", expected 0 … " + LAST_PORT);
        }
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            return fail(folder + ": holds no index.html; `mvn` builds the site");
        }
        InetSocketAddress address = allInterfaces
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (SiteServer server = SiteServer.start(folder, address)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Nabla is at " + server.uri("") + " (Ctrl-C ends it)");
            out.flush();
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (BindException e) {
            return fail("port " + port + " is taken, or not allowed: " + e.getMessage()
                    + "; choose another: mvn -Dport=" + another() + ", or serve --port=" + another());
        }
    }

    private int another() {
        return port < LAST_PORT ? port + 1 : port - 1;
    }

    private int fail(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("nabla: " + sentence);
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
