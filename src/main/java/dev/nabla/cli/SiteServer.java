package dev.nabla.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Serves the files of a folder as the page wants them: isolated from other origins (which gives it shared memory), with
 * the right types, assets for ever, everything else checked each time.
 */
public final class SiteServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("gz", "application/gzip"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("webmanifest", "application/manifest+json"));

    /** The name of the folder changes with its contents. */
    private static final Pattern VERSIONED = Pattern.compile(".*/assets/[0-9a-f]{12,}/[^/]+");

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private SiteServer(Path folder, InetSocketAddress address) throws IOException {
        this.folder = folder.toRealPath();
        server = HttpServer.create(address, 0);
    }

    /**
     * Begins to serve.
     *
     * @param address with port 0 for any that is free
     * @throws java.net.BindException if the port is taken
     */
    public static SiteServer start(Path folder, InetSocketAddress address) throws IOException {
        SiteServer started = new SiteServer(folder, address);
        started.server.createContext("/", started::answer);
        started.server.setExecutor(started.threads);
        started.server.start();
        return started;
    }

    /** The address of a file; {@code localhost}, which browsers count as secure. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Embedder-Policy", "require-corp");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("X-Content-Type-Options", "nosniff");
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                headers.set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Optional<Path> file = find(path.endsWith("/") ? path + "index.html" : path);
            if (file.isEmpty()) {
                headers.set("Cache-Control", "no-cache");
                send(exchange, 404, find("/404.html"));
                return;
            }
            headers.set(
                    "Cache-Control",
                    VERSIONED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache");
            String tag = tag(file.get());
            headers.set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            send(exchange, 200, file);
        }
    }

    /** The file of a path, unless it lies outside of the folder, also by way of a link. */
    private Optional<Path> find(String path) throws IOException {
        try {
            Path file = folder.resolve(path.substring(1)).normalize();
            if (file.startsWith(folder)
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(folder)) {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            // Such as a zero character: no file has this name.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String tag(Path file) throws IOException {
        return "\"" + Long.toHexString(Files.size(file)) + "-"
                + Long.toHexString(Files.getLastModifiedTime(file).toMillis()) + "\"";
    }

    private static void send(HttpExchange exchange, int status, Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        long size = Files.size(file.get());
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", typeOf(file.get().getFileName().toString()));
        if (exchange.getRequestMethod().equals("HEAD") || size == 0) {
            headers.set("Content-Length", Long.toString(size));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, size);
        try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(file.get(), body);
        }
    }

    private static String typeOf(String fileName) {
        return TYPES.getOrDefault(fileName.substring(fileName.lastIndexOf('.') + 1), "application/octet-stream");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
