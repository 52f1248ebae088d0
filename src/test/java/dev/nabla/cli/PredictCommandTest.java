package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictCommandTest {
    @TempDir
    static Path directory;

    private static String model;

    @BeforeAll
    static void train() throws IOException {
        model = directory.resolve("bars.model").toString();
        String data = ImageFiles.csv(directory.resolve("bars.csv"), 120).toString();
        Run run = Run.of(
                "train",
                "--data",
                data,
                "--layers",
                "16:relu,2",
                "--epochs",
                "60",
                "--learning-rate",
                "0.5",
                "--batch-size",
                "12",
                "--save",
                model,
                "--json");
        assertThat(run.json().get(59).getDouble("validationAccuracy")).isEqualTo(1);
    }

    private static Run predict(Path image, String... flags) {
        List<String> words = new java.util.ArrayList<>(List.of("predict", "--model", model, image.toString()));
        words.addAll(List.of(flags));
        return Run.of(words.toArray(String[]::new));
    }

    private static int predictedClass(Run run) {
        assertThat(run.err()).isEmpty();
        return run.json().get(0).getArray("predictions").getObject(0).getInt("class");
    }

    @ParameterizedTest
    @CsvSource({"true, 8, png", "false, 8, png", "true, 96, png", "false, 96, png", "true, 64, jpg", "false, 64, jpg"})
    void picture_darkOnBrightOrNot_isRecognized(boolean upright, int side, String format) throws IOException {
        Path file = directory.resolve("bar." + format);

        ImageFiles.picture(file, side, upright, Color.BLACK, Color.WHITE);
        assertThat(predictedClass(predict(file, "--json"))).isEqualTo(upright ? 0 : 1);

        ImageFiles.picture(file, side, upright, Color.WHITE, Color.BLACK);
        assertThat(predictedClass(predict(file, "--json"))).isEqualTo(upright ? 0 : 1);
    }

    @Test
    void invert_givenExplicitly_isObeyed() throws IOException {
        Path bright = ImageFiles.picture(directory.resolve("a.png"), 8, true, Color.WHITE, Color.BLACK);
        Path dark = ImageFiles.picture(directory.resolve("b.png"), 8, true, Color.BLACK, Color.WHITE);

        String expected = predict(bright, "--json").out().replace("a.png", "");
        assertThat(predict(bright, "--json", "--invert", "no").out().replace("a.png", ""))
                .isEqualTo(expected);
        assertThat(predict(dark, "--json", "--invert", "yes").out().replace("b.png", ""))
                .isEqualTo(expected);
        assertThat(predict(dark, "--json", "--invert", "no").out().replace("b.png", ""))
                .isNotEqualTo(expected);
    }

    @Test
    void json_hasImageAndClassesByProbability() throws IOException {
        Path file = ImageFiles.picture(directory.resolve("a.png"), 8, false, Color.WHITE, Color.BLACK);

        List<JsonObject> lines = predict(file, file.toString(), "--json").json();

        assertThat(lines).hasSize(2);
        JsonObject line = lines.get(0);
        assertThat(line.keySet()).containsExactly("image", "predictions");
        assertThat(line.getString("image")).isEqualTo(file.toString());
        assertThat(line.getArray("predictions")).hasSize(2);
        JsonObject first = line.getArray("predictions").getObject(0);
        JsonObject second = line.getArray("predictions").getObject(1);
        assertThat(first.keySet()).containsExactly("class", "name", "probability");
        assertThat(first.getString("name")).isEqualTo("1");
        assertThat(first.getDouble("probability")).isGreaterThan(second.getDouble("probability"));
        assertThat(first.getDouble("probability") + second.getDouble("probability"))
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void list_hasALineAClass() throws IOException {
        Path file = ImageFiles.picture(directory.resolve("a.png"), 8, false, Color.WHITE, Color.BLACK);

        List<String> lines = predict(file).out().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(file.toString());
        assertThat(lines.get(1)).matches(" +[0-9.]+ % {2}1");
        assertThat(lines.get(2)).matches(" +[0-9.]+ % {2}0");
    }

    @Test
    void networkWithoutSoftmax_givesOutputs() throws IOException {
        String sigmoid = directory.resolve("sigmoid.model").toString();
        Run.of(
                "train",
                "--data",
                directory.resolve("bars.csv").toString(),
                "--layers",
                "2:sigmoid",
                "--loss",
                "quadratic",
                "--epochs",
                "1",
                "--save",
                sigmoid);
        Path file = ImageFiles.picture(directory.resolve("a.png"), 8, false, Color.WHITE, Color.BLACK);

        Run run = Run.of("predict", "--model", sigmoid, "--json", file.toString());

        assertThat(run.json().get(0).getArray("predictions").getObject(0).keySet())
                .containsExactly("class", "name", "output");
    }
}
