package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeCommandTest {
    @TempDir
    Path directory;

    @Test
    void layers_areListedWithTheirCosts() {
        Run run = Run.line("describe --layers conv:8x5:same:relu,pool:2,dense:10 --batch-size 100");

        List<String> lines = run.out().lines().toList();
        assertThat(run.err()).isEmpty();
        assertThat(lines.get(0).split(" +")).containsExactly("", "layer", "output", "parameters", "memory", "FLOPs");
        assertThat(lines.get(1).strip()).matches("input +28×28×1");
        assertThat(lines.get(2)).matches("1  conv:8x5:same:relu  28×28×8 +208 +[0-9.]+ MB +[0-9,]+");
        assertThat(lines.get(3)).matches("2  pool:2 +14×14×8 +0 +[0-9.]+ MB +[0-9,]+");
        assertThat(lines.get(4)).matches("3  dense:10:softmax +10 +15,690 +[0-9.]+ MB +[0-9,]+");
        assertThat(lines.get(6)).startsWith("15,898 parameters; training with batches of 100 takes ");
    }

    @Test
    void train_summary_printsTheSameTable() {
        String network = " --layers 16:relu,3 --batch-size 20";
        List<String> table =
                Run.line("describe --input 2" + network).out().lines().toList();

        List<String> lines = Run.line("train --data spiral --points 30 --epochs 1 --summary" + network)
                .out()
                .lines()
                .toList();

        assertThat(lines.subList(1, 1 + table.size())).isEqualTo(table);
    }

    @Test
    void json_isReadByTrain() throws IOException {
        Path file = directory.resolve("network.json");
        Run described = Run.line(
                "describe --json --input 2 --layers 6:tanh:l2=0.001,3 --loss quadratic --initializer normal:0.5");
        Files.writeString(file, described.out());
        String train = "train --data spiral --points 30 --epochs 2 --json ";

        Run byFile = Run.line(train + "--network " + file);
        Run byFlags = Run.line(train + "--layers 6:tanh:l2=0.001,3 --loss quadratic --initializer normal:0.5");

        assertThat(byFile.err()).isEmpty();
        assertThat(byFile.weights()).isEqualTo(byFlags.weights());
        assertThat(Run.line("describe --json --network " + file).out()).isEqualTo(described.out());
        assertThat(Run.line("check --network " + file).exitCode()).isZero();
    }

    @Test
    void resume_withTheSameNetwork_goesOn() throws IOException {
        Path file = directory.resolve("network.json");
        Path other = directory.resolve("other.json");
        Path model = directory.resolve("model");
        Files.writeString(
                file, Run.line("describe --json --input 2 --layers 5,3").out());
        Files.writeString(
                other, Run.line("describe --json --input 2 --layers 6,3").out());
        String train = "train --data spiral --points 30 ";
        Run.line(train + "--epochs 1 --network " + file + " --save " + model);

        assertThat(Run.line(train + "--epochs 2 --network " + file + " --resume " + model)
                        .exitCode())
                .isZero();
        assertThat(Run.line(train + "--epochs 2 --network " + other + " --resume " + model)
                        .err())
                .startsWith("nabla: --network " + other + ": ");
    }

    @Test
    void convolution_trains() {
        Run run = Run.line("train --data handwriting --examples 60 --validation 50 --epochs 1 --json --layers"
                + " conv:2x5:stride=4,batchnorm,relu,pool:2,dropout:0.25,10");

        assertThat(run.err()).isEmpty();
        assertThat(run.json()).hasSize(2);
    }

    @Test
    void schema_isPrinted() {
        assertThat(Run.line("describe --schema").out()).startsWith("{").contains("json-schema.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "describe | 2 | Missing: --layers LIST or --network FILE (see nabla describe --help)",
                "describe --layers 2 --input 28x | 2 | Invalid value for option '--input': \"\", expected a whole number from 1"
                        + " to 2147483647 (see nabla describe --help)",
                "describe --layers 2 --input 1x2x3x4 | 2 | Invalid value for option '--input': \"1x2x3x4\", expected up to three"
                        + " sizes, such as 28x28x1 (see nabla describe --help)",
                "describe --network DIR/none | 1 | DIR/none: cannot be read: no such file or directory",
                "describe --network DIR/bad --layers 3 | 2 | --layers: given together with --network DIR/bad, which says it"
                        + " too (see nabla describe --help)",
                "describe --network DIR/bad --l2 1 | 2 | --l2: given together with --network DIR/bad, which says it too (see"
                        + " nabla describe --help)",
                "describe --network DIR/bad --huber-delta 1 | 2 | --network DIR/bad: says the numbers of the loss, give no"
                        + " flags for them (see nabla describe --help)",
                "describe --network DIR/bad | 1 | DIR/bad: layers[0].units: 0, expected 1 to 2147483639",
                "train --data moons --network DIR/good | 2 | --network DIR/good: takes examples of shape [3], these are [2]"
                        + " (see nabla train --help)",
                "describe --layers conv:4x3,pool:2,pool:20 --input 28x28x1 | 2 | --layers conv:4x3,pool:2,pool:20: Layer 3:"
                        + " MaxPool2d: window 20×20 on an image of 13×13, expected at most as large (see nabla describe"
                        + " --help)",
            })
    void nonsense_isNamedInOneLine(String line, int exitCode, String message) throws IOException {
        String good = Run.line("describe --json --input 3 --layers 2").out();
        Files.writeString(directory.resolve("good"), good);
        Files.writeString(directory.resolve("bad"), good.replace("\"units\":2", "\"units\":0"));

        Run run = Run.line(line.replace("DIR", directory.toString()));

        assertThat(run.err())
                .isEqualTo("nabla: " + message.replace("DIR", directory.toString()) + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }
}
