package dev.nabla.model;

import static dev.nabla.model.SafetensorsTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.program.Tensor;
import dev.nabla.train.BestWeights;
import dev.nabla.train.EarlyStopping;
import dev.nabla.train.EarlyStopping.Criterion;
import dev.nabla.train.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files of runs that keep their best weights. */
class BestCheckpointTest {
    private static final EarlyStopping RULE = new EarlyStopping(Criterion.ACCURACY, 4, 0.125f);

    private static List<Tensor> best() {
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : Samples.weights()) {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += 3;
            }
            tensors.add(new Tensor(tensor.name(), tensor.shape(), values));
        }
        return tensors;
    }

    private static RunState run(BestWeights best) {
        RunState run = Samples.run();
        return new RunState(run.settings(), run.events(), run.step(), run.position(), run.tensors(), best);
    }

    private static Checkpoint written(RunState run) {
        return Checkpoint.read(
                "f", Checkpoint.ofRun(Samples.network(), Samples.data(), run).toBytes());
    }

    @Test
    void read_whatWasWritten_hasTheBestWeightsAndTheOwn() {
        Checkpoint read = written(run(new BestWeights(RULE, 0.75f, 5, 1, best())));
        RunState run = Objects.requireNonNull(read.run());
        BestWeights kept = Objects.requireNonNull(run.best());

        assertSame(read.weights(), best());
        assertSame(run.tensors(), Samples.run().tensors());
        assertSame(kept.weights(), best());
        assertThat(kept.withWeights(List.of())).isEqualTo(new BestWeights(RULE, 0.75f, 5, 1, List.of()));
    }

    @Test
    void read_beforeTheFirstCheck_hasTheOwnWeights() {
        Checkpoint read = written(run(BestWeights.none(RULE)));

        assertSame(read.weights(), Samples.weights());
        assertThat(Objects.requireNonNull(read.run()).best()).isEqualTo(BestWeights.none(RULE));
    }

    @Test
    void write_runWithoutBest_isTheFileOfBefore() {
        byte[] plain = Checkpoint.ofRun(Samples.network(), Samples.data(), Samples.run())
                .toBytes();
        assertThat(Checkpoint.ofRun(Samples.network(), Samples.data(), run(null))
                        .toBytes())
                .isEqualTo(plain);
    }

    @Test
    void read_lastWeightsMissing_namesThem() {
        String json = RunJson.write(run(new BestWeights(RULE, 0.75f, 5, 1, best())));
        assertThat(json)
                .contains("\"best\":{\"metric\":\"accuracy\",\"patience\":4,\"minImprovement\":0.125,"
                        + "\"checksSince\":1,\"step\":5,\"value\":0.75}");
        byte[] file = new Safetensors(
                        java.util.Map.of(
                                "nabla.version",
                                "1",
                                "nabla.network",
                                NetworkJson.write(Samples.network()),
                                "nabla.data",
                                Samples.data().toJson(),
                                "nabla.run",
                                json),
                        Samples.run().tensors())
                .write();
        assertThatThrownBy(() -> Checkpoint.read("f", file))
                .isInstanceOf(ModelException.class)
                .hasMessage("f: tensor last.layer1.weight is missing, the run expects [3, 2]");
    }

    @Test
    void read_wrongDescription_namesPlaceFoundAndExpected() {
        String json = RunJson.write(run(new BestWeights(RULE, 0.75f, 5, 1, best())));
        check(
                json.replace("\"accuracy\"", "\"beauty\""),
                "best.metric: Unknown metric \"beauty\", expected one of: loss, accuracy");
        check(json.replace("\"patience\":4", "\"patience\":-1"), "best.patience: -1, expected 0 to 2147483647");
        check(json.replace("\"step\":5,\"value\"", "\"step\":7,\"value\""), "best.step: 7, expected 0 to 6");
        check(json.replace(",\"value\":0.75}", "}"), "best.value: missing");
    }

    private static void check(String json, String message) {
        assertThatThrownBy(() -> RunJson.read("f", json, List.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("f: " + message);
    }
}
