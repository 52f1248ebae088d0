package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Adam;
import dev.nabla.program.Examples;
import dev.nabla.train.ObservedStep;
import dev.nabla.train.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "npz");

    /** The same arrays as in {@code golden/npz/make.py}, written by NumPy, which dates entries as Npz does. */
    @Test
    void contents_ofEveryEntry_areNumPysBytes() throws IOException {
        byte[] file = new Npz()
                .add("weight", new int[] {2, 3}, new float[] {0, -1.5f, 3e-39f, Float.MAX_VALUE, 0.1f, Float.NaN})
                .add("number", new int[] {}, new float[] {0.25f})
                .add("labels", new int[] {4}, new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
                .add("pixels", new int[] {1, 2, 2}, new byte[] {0, 1, -128, -1})
                .add("none", new int[] {0, 3}, new float[] {})
                .toBytes();
        try (InputStream golden = Files.newInputStream(GOLDEN.resolve("numpy.npz"))) {
            List<String> expected = entries(golden);
            assertThat(expected).hasSize(5);
            assertThat(entries(new ByteArrayInputStream(file))).isEqualTo(expected);
        }
    }

    @Test
    void toBytes_sameArrays_areTheSameBytes() {
        byte[] first = new Npz().add("a", new int[] {1}, new int[] {7}).toBytes();
        byte[] second = new Npz().add("a", new int[] {1}, new int[] {7}).toBytes();

        assertThat(second).containsExactly(first);
        // Local header, name, the .npy file of 128 + 4 bytes, directory entry, name, end of the directory.
        assertThat(first).hasSize(30 + 5 + 132 + 46 + 5 + 22);
    }

    @Test
    void add_wrongNamesOrShapes_areRefused() {
        Npz npz = new Npz().add("a", new int[] {1}, new int[] {7});
        assertThatThrownBy(() -> npz.add("a", new int[] {1}, new int[] {7}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("two arrays are called a");
        assertThatThrownBy(() -> npz.add("b", new int[] {2, 2}, new int[] {7}))
                .hasMessageContaining("1 values of b in the shape (2, 2), expected 4");
        assertThatThrownBy(() -> npz.add("../b", new int[] {1}, new int[] {7})).hasMessageContaining("\"../b\"");
        assertThatThrownBy(() -> npz.add("", new int[] {1}, new int[] {7})).hasMessageContaining("\"\"");
    }

    @Test
    void stepArchive_holdsTheArraysOfTheStep() throws IOException {
        List<String> names = new ArrayList<>();
        byte[] file = archive();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().equals("before.layer1.weight.npy")) {
                    byte[] npy = zip.readAllBytes();
                    assertThat(new String(npy, StandardCharsets.ISO_8859_1)).contains("'shape': (4, 5)");
                    float first = ByteBuffer.wrap(npy, 128, 4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getFloat();
                    assertThat(first).isEqualTo(network().initialize(1).get(0).values()[0]);
                }
            }
        }
        assertThat(names)
                .contains("x.npy", "y.npy", "examples.npy", "layer1.z.npy", "layer1.a.npy", "gradient.layer1.z.npy")
                .contains("after.layer2.bias.npy", "before.layer2.bias.mean.npy", "after.layer2.bias.variance.npy")
                .contains("probabilities.npy", "losses.npy", "scalar.stepSize.npy", "metric.loss.npy")
                .contains("gradient.x.npy", "gradient.layer2.weight.npy");
        assertThat(archive()).containsExactly(file);
    }

    /** A student's NumPy: the step again in float64, from the file alone. */
    @Test
    void stepArchive_inNumPy_canBeRecomputed(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("step.npz");
        Files.write(file, archive());
        Process python;
        try {
            python = new ProcessBuilder(
                            "python3", GOLDEN.resolve("recompute.py").toString(), file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("NO NUMPY: python3 is not on the PATH");
            return;
        }
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Assumptions.assumeFalse(output.contains("No module named 'numpy'"), "NO NUMPY: python3 has none");
        assertThat(output).contains("recomputed 12 arrays");
        assertThat(python.exitValue()).isZero();
    }

    private static Network network() {
        return EngineFixture.network(
                5, Loss.CROSS_ENTROPY, Dense.of(4, Activation.RELU).withL2(0.01f, 0), Dense.of(3, Activation.SOFTMAX));
    }

    private static byte[] archive() {
        Examples examples = EngineFixture.labelled(new Random(2), 8, 5, 3);
        Settings settings = new Settings(Adam.of(0.01f), 6, 1);
        int[] batch = {7, 0, 3, 1, 6, 2};
        return StepArchive.write(
                ObservedStep.run(network(), settings, examples, batch, network().initialize(1), 0));
    }

    private static List<String> entries(InputStream in) throws IOException {
        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName() + " " + HexFormat.of().formatHex(zip.readAllBytes()));
            }
        }
        return entries;
    }
}
