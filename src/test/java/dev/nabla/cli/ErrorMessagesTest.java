package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every failure has one line, and an exit code. */
class ErrorMessagesTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void makeFiles() throws IOException {
        Files.writeString(directory.resolve("text"), "Lorem ipsum");
        ImageFiles.csv(directory.resolve("bars.csv"), 20);
        String five = Files.readString(directory.resolve("bars.csv")).replaceFirst("^0", "5");
        Files.writeString(directory.resolve("five.csv"), five);
        ImageFiles.directory(directory.resolve("bars"), 20, 10);
        Run.line("train --data moons --points 20 --layers 2 --epochs 1 --save " + directory.resolve("moons"));
        Run.of(
                "train",
                "--data",
                directory.resolve("bars.csv").toString(),
                "--layers",
                "2",
                "--epochs",
                "1",
                "--save",
                directory.resolve("bars.model").toString());
        byte[] model = Files.readAllBytes(directory.resolve("moons"));
        Files.write(directory.resolve("cut"), Arrays.copyOf(model, model.length - 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "'' | No command, expected one of: train, evaluate, predict, check, describe, search, find-rate, bench, serve",
                "fly | Unmatched argument at index 0: 'fly'",
                "train --layers 2 | Missing required option: '--data=NAME|DIR|CSV'",
                "train --data xor | Missing: --layers LIST or --network FILE",
                "train --data xor --layers 2 --speed 3 | Unknown options: '--speed', '3'",
                "train --data xor --layers 2 --epochs | Missing required parameter for option '--epochs' (N)",
                "train --data xor --layers 2 --epochs 1 --epochs 2"
                        + " | option '--epochs' (N) should be specified only once",
                "train --data xor --layers 2x | Invalid value for option '--layers': column 1: \"2x\", expected a number of"
                        + " units from 1 to 2147483639, such as 128:relu",
                "train --data xor --layers 8,,2 | Invalid value for option '--layers': column 3: nothing, expected a"
                        + " number of units, an activation or one of: dense, conv, pool, avgpool, globalavgpool, flatten,"
                        + " batchnorm, dropout",
                "train --data xor --layers 0 | Invalid value for option '--layers': column 1: \"0\", expected a number of"
                        + " units from 1 to 2147483639, such as 128:relu",
                "train --data xor --layers 3000000000 | Invalid value for option '--layers': column 1: \"3000000000\","
                        + " expected a number of units from 1 to 2147483639, such as 128:relu",
                "train --data xor --layers 8:rleu,2 | Invalid value for option '--layers': column 3: \"rleu\", expected"
                        + " init=, bias-init=, l1=, l2=, bias-l1=, bias-l2= or one of: linear, relu, sigmoid, tanh,"
                        + " leaky-relu, elu, gelu, silu, softmax; did you mean \"relu\"?",
                "train --data xor --layers conv:4x3,2 | --layers conv:4x3,2: Layer 1: Conv2d: input [2], expected an image"
                        + " [height, width, channels]",
                "train --data handwriting --layers conv:4x3,pool:2:stride=2,conv:4x20,10 | --layers"
                        + " conv:4x3,pool:2:stride=2,conv:4x20,10: Layer 3: Conv2d: kernel 20×20 on an image of 13×13,"
                        + " expected at most as large",
                "train --data xor --layers 2:relu | --layers 2:relu: Network: cross-entropy after relu, expected a last"
                        + " layer that is linear or softmax",
                "train --data xor --layers 2 --loss hinge | Invalid value for option '--loss': Unknown loss \"hinge\","
                        + " expected one of: cross-entropy, quadratic, mean-squared-error, mean-absolute-error,"
                        + " huber, binary-cross-entropy",
                "train --data xor --layers 2 --optimizer newton | Invalid value for option '--optimizer': Unknown"
                        + " optimizer \"newton\", expected one of: sgd, nesterov, adagrad, rmsprop, adam, adamw, nadam",
                "train --data xor --layers 2 --class-weights 1,2,3 | --layers 2: Network: 3 class weights, expected 2 as there"
                        + " are outputs",
                "train --data xor --layers 2 --loss quadratic --label-smoothing 0.1 | --layers 2: Network: label smoothing and"
                        + " class weights with quadratic, expected cross-entropy",
                "train --data xor --layers 2 --huber-delta 2 | --layers 2: Network: Huber's delta 2.0 with cross-entropy,"
                        + " expected huber",
                "train --data xor --layers 2 --schedule sine | Invalid value for option '--schedule': \"sine\", expected"
                        + " constant, inverse-time:DECAY, step:EVERY:FACTOR, exponential:FACTOR, cosine[:END] or one-cycle",
                "train --data xor --layers 2 --schedule step:0:0.5 | Invalid value for option '--schedule': Schedule step:"
                        + " 0 steps, expected at least 1",
                "train --data xor --layers 2 --beta1 0.5 | --beta1 0.5: sgd has none, only --learning-rate, --momentum,"
                        + " --decay, --weight-decay",
                "train --data xor --layers 2 --optimizer rmsprop --epsilon 1e-40 | RMSProp: epsilon 1.0E-40, expected a"
                        + " finite number of at least 1.17549435E-38",
                "train --data xor --layers 2 --initializer he | Invalid value for option '--initializer': Unknown"
                        + " initializer \"he\", expected one of: zeros, constant, normal, uniform, xavier-normal,"
                        + " xavier-uniform, he-normal, he-uniform, lecun-normal, lecun-uniform, orthogonal",
                "train --data xor --layers 2 --initializer normal:big | Invalid value for option '--initializer':"
                        + " \"big\", expected a number behind the colon",
                "train --data xor --layers 2 --learning-rate 0 | Invalid value for option '--learning-rate': \"0\","
                        + " expected a finite number above 0",
                "train --data xor --layers 2 --learning-rate NaN | Invalid value for option '--learning-rate':"
                        + " \"NaN\", expected a finite number above 0",
                "train --data xor --layers 2 --learning-rate fast | Invalid value for option '--learning-rate':"
                        + " \"fast\", expected a finite number above 0",
                "train --data xor --layers 2 --momentum 1 | Invalid value for option '--momentum': \"1\", expected a"
                        + " number from 0 to below 1",
                "train --data xor --layers 2 --decay -1 | Invalid value for option '--decay': \"-1\", expected a finite"
                        + " number that is not negative",
                "train --data xor --layers 2 --l2 1e99 | Invalid value for option '--l2': \"1e99\", expected a finite"
                        + " number that is not negative",
                "train --data xor --layers 2 --batch-size 0 | Invalid value for option '--batch-size': \"0\", expected a"
                        + " whole number from 1 to 2147483647",
                "train --data xor --layers 2 --threads 0 | Invalid value for option '--threads': \"0\", expected a whole"
                        + " number from 1 to 256",
                "evaluate --model m --data xor --threads 257 | Invalid value for option '--threads': \"257\", expected a"
                        + " whole number from 1 to 256",
                "train --data xor --layers 2 --epochs 1.5 | Invalid value for option '--epochs': \"1.5\", expected a"
                        + " whole number from 1 to 2147483647",
                "train --data xor --layers 2 --seed 99999999999 | Invalid value for option '--seed': \"99999999999\","
                        + " expected a whole number from -2147483648 to 2147483647",
                "train --data xor --layers 2 --validation 2000 | --validation 2000: xor has 2000 examples, at least 1 is"
                        + " for training",
                "train --data xor --layers 2 --examples 1900 | --examples 1900: xor has 1800 examples for training and"
                        + " 200 for validation",
                "evaluate --data xor | Missing required option: '--model=FILE'",
                "predict --model FILE | Missing required parameter: 'IMAGE'",
                "predict --model FILE --invert maybe x.png | Invalid value for option '--invert': \"maybe\", expected"
                        + " auto, yes or no",
                "check | Missing: --layers LIST or --network FILE",
                "check --layers 2 --examples 257 | --examples 257: expected 1 to 256",
            })
    void wrongCommandLine_isNamedInOneLine(String line, String message) {
        Run run = line.isEmpty() ? Run.of() : Run.line(line);

        String command = line.matches("(train|evaluate|predict|check).*") ? " " + line.split(" ", -1)[0] : "";
        assertThat(run.err())
                .isEqualTo("nabla: " + message + " (see nabla" + command + " --help)" + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "train --data DIR/none --layers 2 | DIR/none: no such file or directory, and none of the names spiral,"
                        + " circles, moons, xor, blobs, checkerboard, rings, plane, gaussians, sine, handwriting, mnist, fashion-mnist",
                "train --data mnist --data-dir DIR --layers 2 | mnist: no directory DIR/mnist, expected one with"
                        + " train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
                        + " t10k-labels-idx1-ubyte.gz from http://yann.lecun.com/exdb/mnist/",
                "train --data DIR --layers 2 | DIR: no file of the train-labels, expected one of"
                        + " train-labels-idx1-ubyte.gz, train-labels-idx1-ubyte, train-labels.idx1-ubyte.gz,"
                        + " train-labels.idx1-ubyte",
                "train --data DIR/text --layers 2 | DIR/text: line 1: 1 columns, expected a label and a square number of"
                        + " pixels (such as 1 + 784)",
                "train --data spiral --layers 2 | spiral: label 2 of example 2000, the network has outputs 0..1",
                "train --data spiral --layers 4 | spiral: class 3 has no example among the 2700 to train on, the network"
                        + " has 4 outputs",
                "train --data DIR/five.csv --layers 6 | DIR/five.csv: class 2 has no example among the 18 to train on,"
                        + " the network has 6 outputs",
                "train --data spiral --layers 3 --examples 2 | spiral: class 2 has no example among the 2 to train on,"
                        + " the network has 3 outputs",
                "train --data spiral --layers 3 --test DIR/bars | DIR/bars: examples of shape [8, 8, 1], the network"
                        + " takes [2]",
                "train --data xor --layers 2 --test spiral | spiral: label 2 of example 2000, the network has outputs"
                        + " 0..1",
                "train --data xor --layers 4:relu,2 --loss quadratic --learning-rate 1e38 | Training stopped: layer2.bias became infinite or"
                        + " NaN in step 2; a smaller learning rate may help",
                "train --data xor --layers 2 --save DIR | DIR: is a directory, expected a file",
                "train --data xor --layers 2 --save DIR/none/model | DIR/none/model: cannot be written: no such file or"
                        + " directory",
                "train --data xor --layers 2 --save DIR/text/model | DIR/text/model: cannot be written: Not a directory",
                "train --data xor --resume DIR/none | DIR/none: cannot be read: no such file or directory",
                "evaluate --data xor --model DIR/none | DIR/none: cannot be read: no such file or directory",
                "evaluate --data DIR/none --model DIR/moons | DIR/none: no such file or directory, and none of the names"
                        + " spiral, circles, moons, xor, blobs, checkerboard, rings, plane, gaussians, sine, handwriting, mnist, fashion-mnist",
                "evaluate --data DIR/bars --model DIR/moons | DIR/bars: examples of shape [8, 8, 1], the network takes"
                        + " [2]",
                "evaluate --data spiral --model DIR/moons | spiral: label 2 of example 2000, the network has outputs"
                        + " 0..1",
                "predict --model DIR/moons x.png | DIR/moons: the network takes [2], expected gray images",
                "predict --model DIR/bars.model DIR/none.png | DIR/none.png: no such file",
                "predict --model DIR/bars.model DIR | DIR: no such file",
                "predict --model DIR/bars.model DIR/text | DIR/text: no picture that can be read, expected PNG or JPEG",
            })
    void failure_isNamedInOneLine(String line, String message) {
        Run run = Run.line(line.replace("DIR", directory.toString()));

        assertThat(run.err())
                .isEqualTo("nabla: " + message.replace("DIR", directory.toString()) + System.lineSeparator());
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "evaluate --data xor --model DIR/text | nabla: DIR/text: .*",
                "evaluate --data xor --model DIR/cut | nabla: DIR/cut: .*",
                "train --data xor --resume DIR/cut | nabla: DIR/cut: .*",
                "train --data xor --layers 2000000000,2000000000 | nabla: --layers 2000000000,2000000000:"
                        + " 4,000,000,008,000,000,000 parameters need 16 EB of memory, the heap has .* of .* left;"
                        + " java -Xmx gives it more",
                "train --data xor --layers 90000000,2 | nabla: \\[2\\] → dense 90000000 relu → dense 2 softmax,"
                        + " cross-entropy: 450,000,002 parameters need .* GB of memory, the heap has .*",
                "check --layers 2000000000,2000000000 | nabla: --layers 2000000000,2000000000:"
                        + " 4,000,000,020,000,000,000 parameters need 16 EB of memory, the heap has .*",
            })
    void failure_thatDependsOnTheMachine_isNamedInOneLine(String line, String message) {
        Run run = Run.line(line.replace("DIR", directory.toString()));

        assertThat(run.err()).matches(message.replace("DIR", directory.toString()) + "\\R");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"--verbose", "--debug"})
    void verbose_addsTheStackTrace(String flag) {
        Run run = Run.line("train --data none --layers 2 " + flag);

        assertThat(run.err().lines())
                .hasSizeGreaterThan(2)
                .element(1)
                .isEqualTo(
                        "dev.nabla.data.DataException: none: no such file or directory, and none of the names spiral,"
                                + " circles, moons, xor, blobs, checkerboard, rings, plane, gaussians, sine, handwriting, mnist, fashion-mnist");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void unknownException_asksForAReport() {
        assertThat(report(new IllegalStateException("what\n  now")))
                .startsWith("nabla: internal error: java.lang.IllegalStateException: what now at dev.nabla.cli.")
                .endsWith("; please report it with the command and what --verbose adds" + System.lineSeparator())
                .hasLineCount(1);
    }

    @Test
    void exhaustedMemory_namesTheHeap() {
        assertThat(report(new OutOfMemoryError()))
                .matches("nabla: not enough memory: the heap has [0-9.]+ [MG]B; java -Xmx gives it more\\R");
    }

    @Test
    void ioException_namesTheFile() {
        assertThat(report(new java.nio.file.AccessDeniedException("secret")))
                .isEqualTo("nabla: secret: permission denied" + System.lineSeparator());
        assertThat(report(new IOException("Broken pipe")))
                .isEqualTo("nabla: file: Broken pipe" + System.lineSeparator());
    }

    private static String report(Throwable e) {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new RootCommand()).setErr(new PrintWriter(err));
        assertThat(new ErrorMessages(false).report(command, e)).isEqualTo(1);
        return err.toString();
    }

    @Test
    void damagedPicture_isNamed() throws IOException {
        Path file = directory.resolve("damaged.png");
        Files.write(file, "\u0089PNG\r\n\u001a\n and nothing else".getBytes(StandardCharsets.ISO_8859_1));

        Run run = Run.of("predict", "--model", directory.resolve("bars.model").toString(), file.toString());

        assertThat(run.err()).startsWith("nabla: " + file + ": ").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
