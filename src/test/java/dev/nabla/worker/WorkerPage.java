package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Command;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Packet;
import dev.nabla.selftest.Chromium;
import dev.nabla.selftest.StaticServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The built worker in Chromium, behind a page that only passes messages on. */
final class WorkerPage implements AutoCloseable {
    private static final Path COMPILED = Path.of("target", "compiled");
    private static final Path FOLDER = Path.of("target", "worker-it");
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SNAPSHOT = 105;

    private final Chromium chromium;
    private final StaticServer server;
    private final List<Arrival> arrivals = new ArrayList<>();
    private double sentMillis;

    /**
     * A message of the worker.
     *
     * @param millis since the page began to start the worker
     * @param ints its numbers; those of a snapshot begin with run, step, request
     */
    record Arrival(double millis, int kind, List<Integer> ints, Event event) {
        boolean isSnapshot() {
            return kind == SNAPSHOT;
        }
    }

    WorkerPage(Chromium chromium, String query) throws IOException {
        this.chromium = chromium;
        Path assets = Files.createDirectories(FOLDER.resolve("assets").resolve("0"));
        for (String name : List.of("worker.wasm", "wasm-runtime.js", "worker-fallback.js")) {
            copy(Files.newInputStream(COMPILED.resolve(name)), assets.resolve(name));
        }
        for (String name : List.of("worker.js", "helper.js")) {
            copy(Files.newInputStream(Path.of("webapp", name)), assets.resolve(name));
        }
        for (String name : List.of("index.html", "page.js")) {
            copy(WorkerPage.class.getResourceAsStream("/worker/" + name), FOLDER.resolve(name));
        }
        server = StaticServer.start(FOLDER);
        chromium.open(server.uri(query));
    }

    private static void copy(InputStream from, Path to) throws IOException {
        try (from) {
            Files.write(to, from.readAllBytes());
        }
    }

    /** Puts a file on the site. */
    static void put(String path, byte[] contents) throws IOException {
        Path file = FOLDER.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, contents);
    }

    /** Takes a file off the site. */
    static void remove(String path) throws IOException {
        Files.deleteIfExists(FOLDER.resolve(path));
    }

    void send(Command command) {
        Packet packet = command.toPacket();
        List<Double> floats = IntStream.range(0, packet.floats().length)
                .mapToObj(i -> (double) packet.floats()[i])
                .toList();
        List<Integer> bytes = IntStream.range(0, packet.bytes().length)
                .mapToObj(i -> (int) packet.bytes()[i])
                .toList();
        sentMillis = ((Number) chromium.driver()
                        .executeScript(
                                "return send(...arguments)",
                                packet.version(),
                                packet.kind(),
                                Arrays.stream(packet.ints()).boxed().toList(),
                                floats,
                                bytes,
                                List.of(packet.texts())))
                .doubleValue();
    }

    /** When the last command was sent. */
    double sentMillis() {
        return sentMillis;
    }

    /** Waits for the first event of a kind, among those that no wait has passed yet, that fits. */
    <E extends Event> Arrival await(Class<E> kind, Predicate<E> fits) {
        return await(arrival -> kind.isInstance(arrival.event()) && fits.test(kind.cast(arrival.event())));
    }

    /** Waits for the first message that fits; it and those before it are passed. */
    Arrival await(Predicate<Arrival> fits) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < arrivals.size(); i++) {
                if (fits.test(arrivals.get(i))) {
                    Arrival found = arrivals.get(i);
                    arrivals.subList(0, i + 1).clear();
                    return found;
                }
            }
            assertThat(chromium.driver().executeScript("return window.failure")).isNull();
            receive();
        }
        throw new AssertionError("The worker has not said it; it said " + arrivals + "; " + chromium.console());
    }

    private void receive() {
        for (Object each : (List<?>) chromium.driver().executeScript("return take()")) {
            Map<?, ?> message = (Map<?, ?>) each;
            List<Integer> ints = ((List<?>) message.get("ints"))
                    .stream().map(value -> ((Number) value).intValue()).toList();
            int kind = ((Number) message.get("kind")).intValue();
            double millis = ((Number) message.get("millis")).doubleValue();
            Event event = kind == SNAPSHOT ? new Event.Ready("a snapshot") : event(kind, ints, message);
            arrivals.add(new Arrival(millis, kind, ints, event));
        }
    }

    private static Event event(int kind, List<Integer> ints, Map<?, ?> message) {
        List<?> values = (List<?>) message.get("floats");
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            // What is no number arrives as null.
            floats[i] = values.get(i) instanceof Number number ? number.floatValue() : Float.NaN;
        }
        String[] texts =
                ((List<?>) message.get("texts")).stream().map(String::valueOf).toArray(String[]::new);
        int[] numbers = ints.stream().mapToInt(Integer::intValue).toArray();
        return Event.of(new Packet(Packet.VERSION, kind, numbers, floats, new byte[0], texts));
    }

    /** The hash of the weights that the snapshot of that step shows, which must be the latest; of 784-32-10. */
    String weightsSha256(int step) {
        int hidden = 784 * 32;
        int weights = hidden + 32 * 10;
        // A snapshot has all weights first, then all biases; the hash goes layer by layer.
        List<Integer> parts = List.of(0, hidden, weights, weights + 32, hidden, weights, weights + 32, weights + 42);
        chromium.await("askHash(" + step + ", " + parts + ") || null", LIMIT);
        return (String) chromium.await("window.hash", LIMIT);
    }

    @Override
    public void close() {
        server.close();
    }
}
