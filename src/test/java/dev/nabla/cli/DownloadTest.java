package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nabla.data.Catalog.DataFile;
import dev.nabla.data.Catalog.Mirror;
import dev.nabla.data.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final String NAME = "images.gz";
    private static final byte[] CONTENTS = randomBytes(50_000);
    private static final byte[] FILE = gzip(CONTENTS);
    private static final DataFile ENTRY =
            new DataFile(NAME, "training", "images", 1, FILE.length, CONTENTS.length, Sha256.hex(CONTENTS));

    @TempDir
    Path directory;

    private HttpServer server;

    /** The Range header of each request; "-" where there is none. */
    private final List<String> ranges = new ArrayList<>();

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(contents);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good/", exchange -> send(exchange, FILE, FILE.length));
        server.createContext("/breaks/", exchange -> send(exchange, FILE, 20_000));
        server.createContext("/wrong/", exchange -> send(exchange, gzip(randomBytes(49_999)), FILE.length));
        server.createContext("/damaged/", exchange -> send(exchange, Arrays.copyOf(FILE, 30_000), FILE.length));
        server.createContext("/missing/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/moved/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/good/" + NAME);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Sends the part that is asked for, but at most so many bytes of it, then closes the connection. */
    private void send(HttpExchange exchange, byte[] file, int most) throws IOException {
        @Nullable String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "-" : range);
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
        exchange.getResponseBody().write(file, from, Math.min(most, file.length - from));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private Mirror mirror(String path) {
        return new Mirror(path, "http://localhost:" + server.getAddress().getPort() + "/" + path + "/");
    }

    private CachedFile cached() {
        return new CachedFile(directory.resolve("set"), ENTRY);
    }

    private Mirror fetch(String... mirrors) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Terminal terminal = new Terminal(nowhere, nowhere, true, new StopSignal());
        return new Download(cached(), "set/" + NAME, terminal)
                .from(Arrays.stream(mirrors).map(this::mirror).toList());
    }

    private void requireNothingLeft(boolean complete) throws IOException {
        try (var files = Files.list(directory.resolve("set"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyElementsOf(complete ? List.of(NAME) : List.of());
        }
    }

    @Test
    void from_goodMirror_hasTheFile() throws IOException {
        assertThat(fetch("good").name()).isEqualTo("good");

        assertThat(cached().path()).hasBinaryContent(FILE);
        assertThat(cached().isComplete()).isTrue();
        requireNothingLeft(true);
    }

    @Test
    void from_brokenConnections_asksForTheRest() throws IOException {
        fetch("breaks");

        assertThat(cached().path()).hasBinaryContent(FILE);
        assertThat(ranges).containsExactly("-", "bytes=20000-", "bytes=40000-");
    }

    @Test
    void from_partOfAnEarlierCommand_goesOn() throws IOException {
        CachedFile file = cached();
        Files.write(file.part(), Arrays.copyOf(FILE, 12_345));
        Files.write(file.origin(), List.of(mirror("good").url() + NAME, "\"1\""));

        fetch("good");

        assertThat(file.path()).hasBinaryContent(FILE);
        assertThat(ranges).containsExactly("bytes=12345-");
    }

    @Test
    void from_partOfAnotherMirror_beginsAnew() throws IOException {
        Files.write(cached().part(), randomBytes(1000));
        Files.write(cached().origin(), List.of(mirror("wrong").url() + NAME, "\"1\""));

        fetch("good");

        assertThat(cached().path()).hasBinaryContent(FILE);
        assertThat(ranges).containsExactly("-");
    }

    @Test
    void from_badMirrors_takesTheNext() throws IOException {
        assertThat(fetch("missing", "wrong", "damaged", "moved").name()).isEqualTo("moved");

        assertThat(cached().path()).hasBinaryContent(FILE);
        requireNothingLeft(true);
    }

    @Test
    void from_badMirrorsOnly_saysWhatIsWrongWithEach() throws IOException {
        assertThatThrownBy(() -> fetch("missing", "wrong"))
                .isInstanceOf(CommandException.class)
                .hasMessageMatching("set/images\\.gz: no mirror has it; missing: HTTP 404; wrong: contents with SHA-256"
                        + " [0-9a-f]{64}, expected " + ENTRY.sha256());
        requireNothingLeft(false);
    }

    @Test
    void from_noNetwork_saysSo() {
        server.stop(0);

        assertThatThrownBy(() -> fetch("good"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("set/images.gz: no mirror has it; good: no connection (");
    }

    @Test
    void from_unknownHostOrScheme_saysSo() {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, new StopSignal());
        Download download = new Download(cached(), "set", terminal);

        assertThatThrownBy(() -> download.from(List.of(new Mirror("m", "http://nowhere.invalid/"))))
                .hasMessage("set: no mirror has it; m: host nowhere.invalid unknown (no network?)");
        assertThatThrownBy(() -> download.from(List.of(new Mirror("m", "file:///tmp/"))))
                .hasMessage("set: no mirror has it; m: \"file:///tmp/images.gz\", expected an URL of http or https");
        assertThatThrownBy(() -> download.from(List.of(new Mirror("m", "no url"))))
                .hasMessageContaining("is no URL");
    }

    @Test
    void from_fullDisk_isNoFaultOfTheMirror() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Files.createSymbolicLink(cached().part(), full);

        assertThatThrownBy(() -> fetch("good", "moved"))
                .isInstanceOf(CommandException.class)
                .hasMessage(cached().part() + ": cannot be written: No space left on device");
        assertThat(ranges).hasSize(1);
    }

    @Test
    void copyFrom_directory_takesCompressedAndPlainFiles() throws IOException {
        Path from = Files.createDirectories(directory.resolve("from"));
        Files.write(from.resolve("images"), CONTENTS);

        assertThat(cached().copyFrom(from, "set")).isEqualTo(from.resolve("images"));
        assertThat(cached().isComplete()).isTrue();

        Files.createDirectories(from.resolve("set"));
        Files.write(from.resolve("set").resolve(NAME), FILE);
        assertThat(cached().copyFrom(from, "set")).isEqualTo(from.resolve("set").resolve(NAME));
    }

    @Test
    void copyFrom_wrongOrMissingFile_hasASentence() throws IOException {
        Path from = Files.createDirectories(directory.resolve("from"));
        assertThatThrownBy(() -> cached().copyFrom(from, "set"))
                .hasMessage(from + ": no images.gz and no images, nor in " + from.resolve("set"));

        Files.write(from.resolve(NAME), Arrays.copyOf(FILE, 100));
        assertThatThrownBy(() -> cached().copyFrom(from, "set"))
                .isInstanceOf(CommandException.class)
                .hasMessageMatching(from.resolve(NAME) + ": gzip: ends early, after [0-9]+ decompressed bytes");
        assertThat(cached().isComplete()).isFalse();
    }
}
