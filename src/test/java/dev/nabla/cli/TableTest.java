package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of CSV files, from the command line. */
class TableTest {
    @TempDir
    Path directory;

    private Path csv;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        csv = directory.resolve("flats.csv");
        model = directory.resolve("model.safetensors");
        StringBuilder text = new StringBuilder("area;city;tags;price\n");
        for (int i = 0; i < 60; i++) {
            int area = 20 + 13 * i % 97;
            boolean kiel = i % 3 == 0;
            String tags = (area > 60 ? "large" : "") + (area > 60 && kiel ? "|" : "") + (kiel ? "sea" : "");
            text.append(area)
                    .append(",5;")
                    .append(kiel ? "Kiel" : "Köln")
                    .append(';')
                    .append(tags)
                    .append(';');
            text.append(1000 * area + (kiel ? 0 : 20000)).append(",25\n");
        }
        Files.writeString(csv, text);
    }

    private Run train(String flags, int outputs) {
        return Run.line("train --data " + csv + " " + flags + " --layers 8:relu," + outputs
                + " --optimizer adam --learning-rate 0.05 --batch-size 8 --validation 10 --json --save " + model
                + (flags.contains("--epochs") ? "" : " --epochs 40"));
    }

    @Test
    void regression_trainedEvaluatedAndPredicted_isInTheTablesUnits() throws IOException {
        Run train = train("--target price --ignore tags", 1);
        Path fresh = directory.resolve("fresh.csv");
        Files.writeString(fresh, "city;area\nKiel;50,5\nKöln;80,5\n");

        Run evaluate = Run.line("evaluate --model " + model + " --data " + csv + " --json");
        Run predict = Run.line("predict --model " + model + " --json " + fresh);

        assertThat(train.err()).isEmpty();
        assertThat(train.exitCode()).isZero();
        assertThat(evaluate.json().get(0).getDouble("loss")).isLessThan(0.05);
        JsonObject first = predict.json().get(0);
        assertThat(first.getInt("line")).isEqualTo(2);
        assertThat(first.getObject("values").getDouble("price")).isCloseTo(50_000, within(8_000.0));
        assertThat(predict.json().get(1).getObject("values").getDouble("price")).isCloseTo(100_000, within(8_000.0));
        assertThat(Run.line("predict --model " + model + " " + fresh)
                        .out()
                        .lines()
                        .toList()
                        .get(1))
                .matches("  line 2 +price [45][0-9.]+");
    }

    @Test
    void classification_byNumberOfTheColumn_predictsNames() {
        Run train = train("--target 2 --ignore tags", 2);
        Run predict = Run.line("predict --model " + model + " " + csv);

        assertThat(train.err()).isEmpty();
        assertThat(predict.out().lines().toList().get(1)).matches("  line 2 +[0-9.]+ %  Kiel");
        assertThat(predict.out().lines().toList().get(2)).matches("  line 3 +[0-9.]+ %  Köln");
        assertThat(Run.line("evaluate --model " + model + " --data " + csv + " --json")
                        .json()
                        .get(0)
                        .getDouble("accuracy"))
                .isGreaterThan(0.9);
    }

    @Test
    void multiLabel_ofAListOfLabels_predictsThem() {
        Run train = train("--target tags", 2);
        Run predict = Run.line("predict --model " + model + " --json " + csv);

        assertThat(train.err()).isEmpty();
        JsonObject labels = predict.json().get(0).getObject("labels");
        assertThat(labels.getDouble("sea")).isGreaterThan(0.5);
        assertThat(labels.getDouble("large")).isLessThan(0.5);
    }

    @Test
    void resumed_hasTheWeightsOfTheWholeRun() {
        train("--target price --ignore tags --missing mean", 1);

        Run resumed = Run.line("train --data " + csv + " --resume " + model + " --epochs 45 --json");

        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.weights())
                .isEqualTo(train("--target price --ignore tags --missing mean --epochs 45", 1)
                        .weights());
    }

    @Test
    void test_ofAnotherFile_isReadAsTheFirst() {
        Run run = train("--target price --ignore tags --test " + csv, 1);

        assertThat(run.json().get(39).getDouble("testLoss")).isLessThan(0.05);
    }

    @Test
    void badTables_haveASentence() throws IOException {
        assertThat(train("--target rent", 1).err())
                .isEqualTo("nabla: " + csv + ": no column \"rent\", expected one of area, city, tags, price\n");
        assertThat(train("--task regression", 1).err())
                .startsWith("nabla: --task: expected --target as well, the column to predict");
        assertThat(train("--target price --ignore tags", 3).err())
                .isEqualTo("nabla: " + csv + ": 1 number to predict (price), the network has 3 outputs\n");
        assertThat(Run.line("train --data " + csv + " --layers 3").err())
                .contains("read as an image CSV, --target names the column to predict");
        assertThat(Run.line("train --data moons --target x --layers 2").err())
                .isEqualTo("nabla: moons: no such file, expected a CSV file (--target)\n");
        Files.writeString(csv, "x,y\n1,2\nNaN,3\n4,5\n");
        assertThat(train("--target y", 1).err()).contains("line 3, column 1 (x): \"NaN\", expected a finite number");
        Files.writeString(csv, "x,k,y\n1,0,2.5\n2,0,3\n4,0,5\n");
        Run run = Run.line("train --data " + csv + " --target y --layers 1 --epochs 1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("nabla: " + csv + ": column 2 (k) is \"0\" in every row: left out\n");
    }

    @Test
    void predict_otherColumns_namesThem() throws IOException {
        train("--target price --ignore tags", 1);
        Path other = directory.resolve("other.csv");
        Files.writeString(other, "town;area\nKiel;50,5\n");

        Run run = Run.line("predict --model " + model + " " + other);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "nabla: " + other
                                + ": line 1: unknown column 1 (town), the network learned from columns area, city, tags, price\n");
    }
}
