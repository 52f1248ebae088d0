package dev.nabla.data;

import static dev.nabla.data.TestFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private static final Path FILE = Path.of("data", "catalog.json");

    @Test
    void read_projectsFile_listsMnist() throws IOException {
        Catalog.Entry mnist = catalog().find("mnist").orElseThrow();

        assertThat(mnist.name()).isEqualTo("MNIST");
        assertThat(mnist.shape()).isEqualTo(InputShape.gray(28, 28));
        assertThat(mnist.classNames()).isEqualTo(Labels.numbered(10));
        assertThat(mnist.mirrors().get(1).url()).isEqualTo("https://ossci-datasets.s3.amazonaws.com/mnist/");
        Catalog.DataFile file = mnist.file("test", "labels").orElseThrow();
        assertThat(file.name()).isEqualTo("t10k-labels-idx1-ubyte.gz");
        assertThat(file.bytes()).isEqualTo(10008);
        assertThat(file.sha256()).startsWith("ff7bcfd416de3373");
    }

    @Test
    void read_projectsFile_listsFashionMnist() throws IOException {
        Catalog.Entry fashion = catalog().find("fashion-mnist").orElseThrow();

        assertThat(fashion.classNames())
                .containsExactly(
                        "T-shirt/top",
                        "Trouser",
                        "Pullover",
                        "Dress",
                        "Coat",
                        "Sandal",
                        "Shirt",
                        "Sneaker",
                        "Bag",
                        "Ankle boot");
        assertThat(fashion.license()).startsWith("MIT");
    }

    @Test
    void read_projectsFile_isConsistent() throws IOException {
        for (Catalog.Entry entry : catalog().entries()) {
            assertThat(entry.files()).as(entry.id()).hasSize(4);
            for (Catalog.DataFile file : entry.files()) {
                boolean images = file.content().equals("images");
                long expected =
                        images ? 16 + (long) file.examples() * entry.shape().size() : 8 + file.examples();
                assertThat(file.bytes()).as(file.name()).isEqualTo(expected);
                assertThat(file.compressedBytes()).isBetween(1L, expected);
                assertThat(file.examples()).isEqualTo(file.part().equals("training") ? 60000 : 10000);
                assertThat(file.sha256()).matches("[0-9a-f]{64}");
                assertThat(catalog().findByContents(file.sha256())).contains(entry);
            }
            for (Catalog.Mirror mirror : entry.mirrors()) {
                assertThat(mirror.url()).startsWith("http").endsWith("/");
            }
        }
    }

    @Test
    void bundled_isTheProjectsFile() throws IOException {
        try (InputStream in = Catalog.class.getResourceAsStream("catalog.json")) {
            String reason = "CATALOG NOT TESTED: the build does not pack data/catalog.json beside Catalog.class";
            if (in == null) {
                System.err.println(reason);
            }
            Assumptions.assumeTrue(in != null, reason);
        }

        assertThat(Catalog.bundled()).isEqualTo(catalog());
    }

    @Test
    void find_unknown_isEmpty() throws IOException {
        assertThat(catalog().find("letters")).isEmpty();
        assertThat(catalog().findByContents("00")).isEmpty();
        assertThat(catalog().entries().get(0).file("training", "sounds")).isEmpty();
    }

    @Test
    void read_otherSchema_namesBoth() {
        assertThatThrownBy(() -> read("{\"schema\": 2, \"datasets\": []}"))
                .isInstanceOf(DataException.class)
                .hasMessage("catalog.json: schema 2, expected 1");
    }

    @Test
    void read_noJson_namesThePlace() {
        assertThatThrownBy(() -> read("{\"schema\": 1,\n oops}"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("catalog.json: line 2, column ");
    }

    @Test
    void read_missingOrWrongValue_namesKeyAndValue() {
        assertThatThrownBy(() -> read("{}")).hasMessage("catalog.json: \"schema\" is missing, expected an integer ≥ 0");
        assertThatThrownBy(() -> read("{\"schema\": 1.5}"))
                .hasMessage("catalog.json: \"schema\" is 1.5, expected an integer ≥ 0");
        assertThatThrownBy(() -> read("{\"schema\": 1}"))
                .hasMessage("catalog.json: \"datasets\" is missing, expected an array");
        assertThatThrownBy(() -> read("{\"schema\": 1, \"datasets\": [7]}"))
                .hasMessage("catalog.json: \"datasets\" is 7, expected an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{\"schema\": 1, \"datasets\": [{}]}", "{\"schema\": null}", "\0"})
    void read_noCatalog_isRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class);
    }

    private static Catalog read(String text) {
        return Catalog.read("catalog.json", stream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Catalog catalog() throws IOException {
        try (InputStream in = Files.newInputStream(FILE)) {
            return Catalog.read(FILE.toString(), in);
        }
    }
}
