package dev.nabla.cli;

import dev.nabla.bench.Choice;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures the page and its peers in turn, again and again, so that what disturbs the machine disturbs all of them alike; then
 * writes the table.
 */
final class PeerRounds {
    /** Some environments hold OpenBLAS back to old instructions; a user's machine does not. */
    private static final List<String> PINS = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    /** What a run may take longer than the limit that it has itself. */
    private static final int GRACE_SECONDS = 30;

    /** Fewer say little. */
    private static final int ENOUGH_ROUNDS = 5;

    private final Terminal terminal;
    private final PeerOptions options;
    private final Choice choice;
    private final PeerResults results = new PeerResults();
    private int runs;
    private int disturbed;

    PeerRounds(Terminal terminal, PeerOptions options, Choice choice) {
        this.terminal = terminal;
        this.options = options;
        this.choice = choice;
    }

    /** Does all rounds. */
    void run() throws IOException, InterruptedException {
        Path folder = options.folder();
        Path lab = options.lab();
        Path site = options.site();
        // The peers' driver serves what is in the lab: the site is there for as long as this runs.
        Path link = lab.resolve("nabla-site-" + ProcessHandle.current().pid());
        List<Peer> present = present(new Peers(lab, "lab/" + link.getFileName() + "/bench.html", choice).list());
        Path parent = options.out().toAbsolutePath().getParent();
        Files.createDirectories(parent == null ? Path.of("") : parent);
        Files.createSymbolicLink(link, site);
        try (BufferedWriter raw = Files.newBufferedWriter(options.raw())) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Peer peer : present) {
                    measure(peer, folder, round, raw);
                }
            }
        } finally {
            Files.deleteIfExists(link);
        }
        List<String> lines =
                new PeerTable(results, disturbed == 0 && options.rounds() >= ENOUGH_ROUNDS).lines(circumstances());
        Files.write(options.out(), lines);
        lines.forEach(terminal::println);
        say("The table is in " + options.out() + ", all results are in " + options.raw());
    }

    private List<Peer> present(List<Peer> all) {
        List<Peer> present = new ArrayList<>();
        for (Peer peer : all) {
            if (!options.includes(peer.run())) {
                continue;
            }
            if (peer.missing().isEmpty()) {
                present.add(peer);
            } else {
                say("!!! " + peer.run() + " IS LEFT OUT: " + peer.missing());
                results.note(peer.run() + " is left out: " + peer.missing());
            }
        }
        if (present.isEmpty()) {
            throw CommandException.usage("--only: no run has such a name");
        }
        return present;
    }

    private void measure(Peer peer, Path folder, int round, BufferedWriter raw)
            throws IOException, InterruptedException {
        runs++;
        if (!QuietMachine.await(options.quietSeconds())) {
            disturbed++;
            say("!!! The machine is not quiet");
        }
        say("round " + round + " of " + options.rounds() + ": " + peer.run());
        Process process = start(peer, folder);
        CompletableFuture.delayedExecutor(Peers.limitSeconds() + GRACE_SECONDS, TimeUnit.SECONDS)
                .execute(() -> end(process));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                results.add(peer.run(), line);
                raw.write(line.startsWith("{") ? "{\"run\":\"" + peer.run() + "\"," + line.substring(1) : "# " + line);
                raw.newLine();
            }
        }
        raw.flush();
        if (process.waitFor() != 0) {
            say("!!! " + peer.run() + " ended with code " + process.exitValue());
            results.note(peer.run() + " failed in round " + round);
        }
    }

    private static Process start(Peer peer, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(peer.command())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(PINS);
        builder.environment().putAll(peer.environment());
        return builder.start();
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> circumstances() {
        List<String> lines = new ArrayList<>();
        lines.add("Measured on " + MachineFacts.machine() + ", " + MachineFacts.java() + "; medians of "
                + options.rounds() + " interleaved rounds, " + choice.seconds()
                + " s a measurement; OpenBLAS not pinned;"
                + " pixels are k/255 for Nabla, k/256 for the others.");
        if (disturbed > 0) {
            lines.add("**The machine was not quiet before " + disturbed + " of " + runs + " runs.**");
        }
        return lines;
    }

    private void say(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }
}
