package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServerTest {
    private static final String SECRET = "secret";

    private final HttpClient client = HttpClient.newHttpClient();
    private SiteServer server;

    @TempDir
    private Path parent;

    @BeforeEach
    void start() throws IOException {
        Path site = Files.createDirectory(parent.resolve("site"));
        Files.writeString(parent.resolve("secret.txt"), SECRET);
        Files.createSymbolicLink(site.resolve("link.txt"), parent.resolve("secret.txt"));
        Files.writeString(site.resolve("index.html"), "<p>∇");
        Files.writeString(site.resolve("404.html"), "<p>Not found");
        for (String name :
                new String[] {"a.js", "a.wasm", "a.css", "a.json", "a.webmanifest", "a.svg", "a.gz", "a.zzz"}) {
            Files.writeString(site.resolve(name), name);
        }
        Path assets = Files.createDirectories(site.resolve("assets/0123456789abcdef"));
        Files.writeString(assets.resolve("page.js"), "1");
        server = SiteServer.start(site, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> request(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.uri("").toString() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void folder_answersItsIndexIsolated() throws Exception {
        HttpResponse<String> response = request("GET", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("<p>∇");
        assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Cross-Origin-Embedder-Policy")).isEqualTo("require-corp");
        assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Content-Length")).isEqualTo("6");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html; charset=utf-8",
        "a.js, text/javascript; charset=utf-8",
        "a.css, text/css; charset=utf-8",
        "a.wasm, application/wasm",
        "a.json, application/json",
        "a.webmanifest, application/manifest+json",
        "a.svg, image/svg+xml",
        "a.gz, application/gzip",
        "a.zzz, application/octet-stream",
    })
    void file_hasItsTypeAndNoEncoding(String name, String type) throws Exception {
        HttpResponse<String> response = request("GET", name);

        assertThat(header(response, "Content-Type")).isEqualTo(type);
        assertThat(header(response, "Content-Encoding")).isNull();
    }

    @Test
    void asset_isCachedForEver() throws Exception {
        assertThat(header(request("GET", "assets/0123456789abcdef/page.js"), "Cache-Control"))
                .contains("immutable");
    }

    @Test
    void fileThatTheBrowserHas_isNotSentAgain() throws Exception {
        String tag = header(request("GET", ""), "ETag");

        HttpResponse<String> response = request("GET", "", "If-None-Match", tag);

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void head_answersHeadersOnly() throws Exception {
        HttpResponse<String> response = request("HEAD", "index.html");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("6");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void post_isRefused() throws Exception {
        HttpResponse<String> response = request("POST", "");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void missingFile_answersThePageForIt() throws Exception {
        HttpResponse<String> response = request("GET", "nothing.html");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("<p>Not found");
        assertThat(header(response, "Cross-Origin-Embedder-Policy")).isEqualTo("require-corp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/assets/../../secret.txt",
                "//../secret.txt",
                "/link.txt",
                "/%00",
                "/assets"
            })
    void path_outsideOfTheFolder_isNotFound(String path) throws Exception {
        // Over a socket, because clients tidy paths up.
        String answer = raw(path);

        assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain(SECRET);
    }

    private String raw(String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("").getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
