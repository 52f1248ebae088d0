package dev.nabla.cli;

import dev.nabla.bench.Choice;
import dev.nabla.bench.Item;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is measured in a round, in order: as the peers' own {@code run.sh} does it, with the page and the JVM among them. */
final class Peers {
    /* Names of runs begin so; behind it stands the number of threads, or what is special. */
    static final String PAGE = "nabla-";

    static final String JVM = "nabla-jvm-";
    static final String NUMPY = "numpy-";
    static final String TORCH = "torch-";
    static final String TENSORFLOW = "tfjs-";

    private static final String PYTHON = "/usr/bin/python3";
    private static final int LIMIT_SECONDS = 240;

    private final Path lab;
    private final String page;
    private final Choice choice;
    private final List<Peer> peers = new ArrayList<>();

    /**
     * @param page the address of the page for the peers' driver
     */
    Peers(Path lab, String page, Choice choice) {
        this.lab = lab;
        this.page = page;
        this.choice = choice;
    }

    /** All of them. */
    List<Peer> list() throws IOException, InterruptedException {
        for (int threads = 1; threads <= 2; threads++) {
            python(NUMPY + threads, "numpy", "peers/numpy_bench.py", Map.of("OPENBLAS_NUM_THREADS", "" + threads));
            ownPage(threads);
            ownJvm(threads);
            python(
                    TORCH + threads,
                    "torch",
                    "peers/torch_bench.py",
                    Map.of(
                            "TORCH_THREADS", "" + threads,
                            "OMP_NUM_THREADS", "" + threads,
                            "OPENBLAS_NUM_THREADS", "" + threads));
        }
        tensorFlow("wasm", "backend=wasm");
        // It takes half of the cores that the browser reports.
        tensorFlow("wasm-2", "backend=wasm", "coi=1", "threads=2", "hc=4", "mode=loop");
        tensorFlow("wasm-2-gather", "backend=wasm", "coi=1", "threads=2", "hc=4", "mode=loop", "gather=tf");
        tensorFlow("wasm-2-fit", "backend=wasm", "coi=1", "threads=2", "hc=4", "mode=fit");
        return List.copyOf(peers);
    }

    /** With one thread the page is not isolated; with two, only what can be shared is measured. */
    private void ownPage(int threads) {
        List<String> parameters = new ArrayList<>(List.of("threads=" + threads));
        if (threads > 1) {
            parameters.add("coi=1");
        }
        page(PAGE + threads, page, items(threads > 1), parameters, "");
    }

    private void ownJvm(int threads) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absoluteClassPath(),
                Main.class.getName(),
                "bench",
                "--json",
                "--threads=" + threads,
                "--items=" + items(threads > 1),
                "--density=" + densities(),
                "--secs=" + choice.seconds(),
                "--n=" + choice.images());
        peers.add(new Peer(JVM + threads, command, Map.of(), ""));
    }

    private static String absoluteClassPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void tensorFlow(String name, String... parameters) {
        String missing = Files.isDirectory(lab.resolve("node_modules/@tensorflow/tfjs"))
                ? ""
                : "@tensorflow/tfjs is not installed in " + lab;
        page(TENSORFLOW + name, "peers/tfjs.html", items(false), List.of(parameters), missing);
    }

    private void page(String run, String address, String items, List<String> parameters, String missing) {
        List<String> command = new ArrayList<>(List.of("node", "browser.mjs", address));
        command.addAll(parameters);
        command.addAll(List.of(
                "items=" + items,
                "secs=" + choice.seconds(),
                "density=" + densities(),
                "n=" + choice.images(),
                "timeout=" + LIMIT_SECONDS));
        peers.add(new Peer(run, command, Map.of("LAB", lab.toString()), missing));
    }

    private void python(String run, String module, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                PYTHON,
                script,
                "--peer",
                module + "-debian",
                "--items",
                items(false),
                "--secs",
                "" + choice.seconds(),
                "--density",
                densities(),
                "--n",
                "" + choice.images());
        peers.add(new Peer(run, command, environment, missingModule(module)));
    }

    private static String missingModule(String module) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return PYTHON + " is not there";
        }
        Process process = new ProcessBuilder(
                        PYTHON,
                        "-c",
                        "import importlib.util, sys; sys.exit(importlib.util.find_spec('" + module + "') is None)")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0 ? "" : PYTHON + " has no module " + module;
    }

    private String items(boolean shared) {
        Set<String> groups = new TreeSet<>();
        for (Item item : choice.items()) {
            if (!shared || item.sharesThreads()) {
                groups.add(item.group());
            }
        }
        return String.join(",", groups);
    }

    private String densities() {
        return choice.densities().stream().map(PeerResults::density).collect(Collectors.joining(","));
    }

    /** How long a run may take. */
    static int limitSeconds() {
        return LIMIT_SECONDS;
    }
}
