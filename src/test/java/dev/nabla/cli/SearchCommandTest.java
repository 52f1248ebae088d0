package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchCommandTest {
    private static final String DATA = "search --data spiral --points 60 ";
    private static final String SEARCH = DATA
            + "--layers 8:tanh,3 --epochs 3 --space learning-rate=1e-3..1:log --space optimizer=sgd|adam"
            + " --space batch-size=4..32:log:int --trials 5 ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                SEARCH,
                SEARCH + "--goal loss --runs 2 --seed 9",
                SEARCH + "--method halving --factor 2 --epochs 4",
                DATA + "--epochs 2 --method grid --space layers=4,3|8:relu,3 --space learning-rate=0.01..1:log:steps=3"
            })
    void sameCommand_anyNumberOfThreads_givesTheSameTable(String line) {
        String words = (line.contains("halving") ? line.replace("--epochs 3 ", "") : line).strip();
        Run one = Run.line(words + " --threads 1");
        Run three = Run.line(words + " --threads 3");

        assertThat(one.err()).isEmpty();
        assertThat(one.exitCode()).isZero();
        assertThat(one.out()).startsWith("rank  trial  epochs  accuracy").isEqualTo(three.out());
    }

    @Test
    void bestTrial_isWhatTrainGives() {
        Run search = Run.line(SEARCH + "--seed 4");
        List<String> lines = search.out().lines().toList();
        String best = lines.get(lines.size() - 1);
        assertThat(best)
                .startsWith("Best: nabla train --data spiral --points 60 --layers 8:tanh,3 --epochs 3 --learning-rate");
        JsonObject first = Run.line(SEARCH + "--seed 4 --json").json().get(0);

        Run train = Run.line(best.replace("Best: nabla ", "") + " --json");

        JsonObject epoch = train.json().get(2);
        assertThat(first.getDouble("accuracy")).isEqualTo(epoch.getDouble("validationAccuracy"));
        assertThat(first.getDouble("loss")).isEqualTo(epoch.getDouble("validationLoss"));
        assertThat(first.getObject("settings")).hasSize(3);
        assertThat(lines.get(1)).startsWith("1     ");
    }

    @Test
    void handwriting_isEndlessInEachRun() {
        Run whole = Run.line("search --data handwriting --validation 100 --examples 300 --layers 10 --epochs 1"
                + " --space learning-rate=0.01|0.1 --method grid --threads 2");

        assertThat(whole.err()).isEmpty();
        assertThat(whole.out().lines().toList()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--method random", "--method halving --factor 3"})
    void search_killedWhileWriting_goesOnToTheSameTable(String method) throws IOException {
        Path file = directory.resolve("results");
        Run whole = Run.line(SEARCH + method + " --results " + file);
        byte[] bytes = Files.readAllBytes(file);
        int lines = (int) whole(bytes).lines().count();

        for (double share : new double[] {0, 0.01, 0.3, 0.6, 0.9, 0.999, 1}) {
            Files.write(file, Arrays.copyOf(bytes, (int) (share * bytes.length)));
            Run resumed = Run.line(SEARCH + method + " --results " + file);

            assertThat(resumed.err()).isEmpty();
            assertThat(resumed.out()).isEqualTo(whole.out());
            assertThat(whole(Files.readAllBytes(file)).lines().count()).isEqualTo(lines);
        }
    }

    private static String whole(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void finishedSearch_trainsNothing() throws IOException {
        Path file = directory.resolve("results");
        Run.line(SEARCH + "--results " + file);
        byte[] bytes = Files.readAllBytes(file);

        Run.line(SEARCH + "--results " + file);

        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void stopSignal_savesWhatIsDone() {
        Path file = directory.resolve("results");
        StopSignal stop = new StopSignal() {
            private int asked;

            @Override
            synchronized boolean requested() {
                return ++asked > 9;
            }
        };
        String line = SEARCH.strip() + " --threads 1 --results " + file;

        Run stopped = Run.of(stop, line.split(" "));
        Run resumed = Run.line(line);

        assertThat(stopped.exitCode()).isEqualTo(130);
        assertThat(stopped.err()).matches("nabla: Stopped after [1-4] of 5 runs, saved; the same command goes on\\R");
        assertThat(resumed.out()).isEqualTo(Run.line(SEARCH).out());
    }

    @Test
    void otherSearch_isRefused() throws IOException {
        Path file = directory.resolve("results");
        Run.line(SEARCH + "--results " + file);

        assertThat(Run.line(SEARCH + "--seed 2 --results " + file).err())
                .isEqualTo(
                        "nabla: " + file + ": results of another search: seed 1, expected 2" + System.lineSeparator());
        assertThat(Run.line(SEARCH.replace("--points 60", "--points 61") + "--results " + file)
                        .err())
                .startsWith("nabla: " + file + ": results of another search: training 162, expected 165");
        Files.writeString(file, "no JSON\n", StandardOpenOption.APPEND);
        assertThat(Run.line(SEARCH + "--results " + file).err())
                .isEqualTo("nabla: " + file + ": line 7 is no object of JSON" + System.lineSeparator());
        Files.writeString(file, "something else");
        assertThat(Run.line(SEARCH + "--results " + file).err())
                .isEqualTo("nabla: " + file + ": no results of a search, expected a new file or such results"
                        + System.lineSeparator());
        assertThat(Files.readString(file)).isEqualTo("something else");
    }

    @Test
    void divergedRuns_standLast() {
        Run run = Run.line("search --data xor --points 50 --layers 4:relu,2 --loss quadratic --epochs 1 --method grid"
                + " --space learning-rate=1e38|0.1");

        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(1)).endsWith("0.1");
        assertThat(lines.get(2)).contains("infinite").endsWith("1e38");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "--layers 2 | Missing: --space NAME=VALUES, the settings to search",
                "--space layers= | Invalid value for option '--space' (NAME=VALUES): Search: no values of layers, expected"
                        + " NAME=VALUE;VALUE… or NAME=LOW..HIGH with :log, :int, :steps=N behind it",
                "--space learning-rte=1;2 --trials 2 | --space: no setting \"learning-rte\" to search, expected one of: *;"
                        + " did you mean \"learning-rate\"?",
                "--space seed=1;2 --trials 2 | --space: no setting \"seed\" to search, expected one of: *",
                "--space learning-rate=0..1:log --trials 2 | Invalid value for option '--space' (NAME=VALUES): Search:"
                        + " learning-rate from 0 to 1 on a logarithmic scale, expected to begin above 0",
                "--layers 3 --space learning-rate=0.1;0.2 --method grid --trials 3 | Search: 3 trials, the space has only 2"
                        + " combinations",
                "--layers 3 --space learning-rate=0.1..1 --method grid | Search: a grid over a range without end, expected"
                        + " :steps=N behind learning-rate",
                "--layers 3 --space learning-rate=0.1..1 | Missing: --trials N, the combinations to try",
                "--layers 3 --learning-rate 1 --space learning-rate=1;2 --trials 2 | --learning-rate 1: is searched as"
                        + " well",
                "--layers 3 --space learning-rate=1;x --trials 2 --seed 2 | Trial * {learning-rate=x}: Invalid value for"
                        + " option '--learning-rate': \"x\", expected a finite number above 0",
                "--layers 3 --space momentum=0.5;0.6 --optimizer adam --trials 1 | Trial 1 {momentum=*}: --momentum *: adam"
                        + " has none, only --learning-rate, --beta1, --beta2, --epsilon, --decay",
                "--space layers=3;8:rleu,3 --method grid | Trial 2 {layers=8:rleu,3}: Invalid value for option '--layers':"
                        + " column 3: \"rleu\", expected init=, bias-init=, l1=, l2=, bias-l1=, bias-l2= or one of: linear,"
                        + " relu, sigmoid, tanh, leaky-relu, elu, gelu, silu, softmax; did you mean \"relu\"?",
                "--space learning-rate=1;2 --trials 1 | Trial 1 {learning-rate=*}: Missing: --layers LIST or --network FILE",
                "--layers 3 --validation 0 --space learning-rate=1;2 --trials 2 | --validation 0: a search measures on them,"
                        + " expected at least 1",
                "--layers 3 --space learning-rate=1;2 --method halving --epochs 2 --trials 2 | Search: halving by 3 with 2"
                        + " epochs, expected a factor of at least 2 and no more than there are epochs",
                "--layers 3 --space learning-rate=1;2 --method gird | Invalid value for option '--method': \"gird\", expected"
                        + " one of: grid, random, halving; did you mean \"grid\"?",
            })
    void nonsense_isNamedInOneLine(String words, String message) {
        Run run = Run.line(DATA + words.replace(';', '|'));

        assertThat(run.err())
                .hasLineCount(1)
                .matches("\\Qnabla: "
                        + message.replace("VALUE;VALUE", "VALUE|VALUE").replace("*", "\\E.*\\Q")
                        + " (see nabla search --help)\\E\\R");
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
