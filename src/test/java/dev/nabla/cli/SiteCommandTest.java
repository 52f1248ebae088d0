package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.data.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SiteCommandTest {
    private static final byte[] CONTENTS = {0, 0, 8, 1, 0, 0, 0, 1, 7};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path site;

    @BeforeEach
    void writeSources() throws IOException {
        site = folder.resolve("site");
        write(
                "webapp/index.html",
                "<script src=\"assets/loader.js\"></script><link href=\"assets/style.css\"><a href=\"favicon.svg\">");
        write("webapp/loader.js", "1");
        write("webapp/sw.js", "[\"./\", \"assets/loader.js\"]");
        write("webapp/style.css", "p{}");
        write("webapp/favicon.svg", "<svg/>");
        write("compiled/page.js", "main");
        write("compiled/worker.wasm", "wasm");
        write("catalog.json", """
                {"schema": 1, "datasets": [{"id": "tiny", "name": "Tiny", "homepage": "", "license": "",
                 "shape": {"height": 1, "width": 1, "channels": 1}, "classNames": ["a"], "mirrors": [],
                 "files": [{"name": "labels.gz", "part": "training", "content": "labels", "examples": 1,
                  "compressedBytes": 9, "bytes": 9, "sha256": "%s"}]}]}
                """.formatted(Sha256.hex(CONTENTS)));
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private int run() {
        return new CommandLine(new SiteCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "--webapp=" + folder.resolve("webapp"),
                        "--compiled=" + folder.resolve("compiled"),
                        "--catalog=" + folder.resolve("catalog.json"),
                        "--data=" + folder.resolve("cache"),
                        "--out=" + site);
    }

    private List<String> versions() throws IOException {
        try (Stream<Path> folders = Files.list(site.resolve("assets"))) {
            return folders.map(each -> each.getFileName().toString()).toList();
        }
    }

    @Test
    void site_complete_refersToItsVersionOfTheAssets() throws IOException {
        assertThat(run()).as(err.toString()).isZero();

        String version = versions().get(0);
        assertThat(version).matches("[0-9a-f]{16}");
        assertThat(Files.readString(site.resolve("index.html")))
                .contains("\"assets/" + version + "/loader.js\"", "\"assets/" + version + "/style.css\"")
                .contains("\"favicon.svg\"");
        assertThat(site.resolve("assets").resolve(version))
                .isDirectoryContaining("glob:**/page.js")
                .isDirectoryContaining("glob:**/worker.wasm")
                .isDirectoryContaining("glob:**/style.css");
        assertThat(site).isDirectoryContaining("glob:**/favicon.svg").isDirectoryContaining("glob:**/.nojekyll");
        assertThat(out.toString()).contains("page.js", "gzip", "index.html with WebAssembly");
    }

    @Test
    void site_sameSources_hasTheSameVersion() throws IOException {
        run();
        List<String> first = versions();
        run();

        assertThat(versions()).isEqualTo(first);
    }

    @Test
    void site_changedAsset_hasAnotherVersionOnly() throws IOException {
        run();
        List<String> first = versions();
        write("compiled/page.js", "changed");
        run();

        assertThat(versions()).hasSize(1).isNotEqualTo(first);
    }

    @Test
    void site_serviceWorker_liesAtTheTopAndChangesWithEveryFile() throws IOException {
        run();
        String first = Files.readString(site.resolve("sw.js"));
        assertThat(first).isEqualTo("[\"./\", \"assets/" + versions().get(0) + "/loader.js\"]");

        write("webapp/favicon.svg", "<svg></svg>");
        run();

        assertThat(Files.readString(site.resolve("sw.js"))).isNotEqualTo(first);
    }

    @Test
    void site_serviceWorkerNamesAMissingAsset_isRefused() throws IOException {
        write("webapp/sw.js", "\"assets/none.js\"");

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("sw.js refers to assets/none.js");
    }

    @Test
    void site_missingAsset_isRefused() throws IOException {
        Files.delete(folder.resolve("webapp/style.css"));

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("index.html refers to assets/style.css");
    }

    @Test
    void site_folderOfSomethingElse_isLeftAlone() throws IOException {
        write("site/assets/photo.txt", "mine");

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("holds other files");
        assertThat(site.resolve("assets/photo.txt")).hasContent("mine");
    }

    @Test
    void data_atHand_isCopied() throws IOException {
        write("cache/tiny/labels.gz", gzip(CONTENTS));

        assertThat(run()).as(err.toString()).isZero();
        assertThat(site.resolve("data/tiny/labels.gz")).hasBinaryContent(gzip(CONTENTS));
        assertThat(site.resolve("data/catalog.json")).exists();
        assertThat(out.toString()).contains("Tiny: 1 files");
    }

    @Test
    void data_gone_isRemovedAndSaidSo() throws IOException {
        write("cache/tiny/labels.gz", gzip(CONTENTS));
        run();
        Files.delete(folder.resolve("cache/tiny/labels.gz"));

        assertThat(run()).isZero();
        assertThat(site.resolve("data/tiny/labels.gz")).doesNotExist();
        assertThat(out.toString()).contains("Tiny: left out, there is no");
    }

    @Test
    void data_ofOtherContents_isRefusedWithBothChecksums() throws IOException {
        write("cache/tiny/labels.gz", gzip(new byte[] {1}));

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("labels.gz", Sha256.hex(CONTENTS), Sha256.hex(new byte[] {1}));
        assertThat(site.resolve("data/tiny/labels.gz")).doesNotExist();
    }

    @Test
    void data_truncated_isRefused() throws IOException {
        byte[] whole = gzip(CONTENTS);
        write("cache/tiny/labels.gz", Arrays.copyOf(whole, whole.length - 4));

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("labels.gz", "damaged");
    }
}
