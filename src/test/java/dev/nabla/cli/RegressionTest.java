package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers to predict, from the command line. */
class RegressionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"plane", "gaussians", "sine"})
    void train_generatedFunction_learnsIt(String name) {
        Run run =
                Run.line("train --data " + name + " --points 400 --noise 0 --layers 24:relu,24:relu,1 --optimizer adam"
                        + " --learning-rate 0.02 --batch-size 16 --epochs 200 --json");

        assertThat(run.err()).isEmpty();
        List<JsonObject> lines = run.json();
        double first = lines.get(0).getDouble("validationLoss");
        assertThat(lines.get(199).getDouble("validationLoss"))
                .isLessThan(first / 10)
                .isLessThan(0.02);
    }

    @Test
    void train_resumed_hasTheWeightsOfTheWholeRun() {
        String file = directory.resolve("sine.safetensors").toString();
        String command = "train --data sine --points 100 --layers 4:tanh,1 --json ";

        Run.line(command + "--epochs 2 --save " + file);

        assertThat(Run.line(command + "--epochs 4 --resume " + file).weights())
                .isEqualTo(Run.line(command + "--epochs 4").weights());
    }

    @Test
    void train_wrongNumberOfOutputs_namesBoth() {
        Run run = Run.line("train --data sine --layers 4:tanh,3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("nabla: sine: 1 number to predict (y), the network has 3 outputs\n");
    }

    @Test
    void train_lossOfClasses_isRefused() {
        Run run = Run.line("train --data plane --layers 1 --loss cross-entropy");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "nabla: plane: numbers to predict, cross-entropy needs labels; expected a --loss such as mean-squared-error, or binary-cross-entropy for 0 and 1\n");
    }

    @Test
    void train_classesOfAFunction_areRefused() {
        Run run = Run.line("train --data plane --layers 1 --classes 3");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("nabla: --classes 3: plane has numbers to predict");
    }

    @Test
    void train_armsAndNoise_makeOtherData() {
        String command = "train --data spirals --points 20 --layers 4:tanh,5 --epochs 1 --json --arms 5";

        assertThat(Run.line(command).weights())
                .isEqualTo(Run.line(command.replace("spirals", "spiral")).weights())
                .isEqualTo(Run.line(command + " --noise 0.2").weights())
                .isNotEqualTo(Run.line(command + " --noise 0.1").weights());
    }
}
