package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.optim.Schedule;
import dev.nabla.optim.Sgd;
import dev.nabla.train.Event;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunJsonTest {

    private static final String JSON =
            "{\"version\":1,\"seed\":-7,\"batchSize\":100,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":0.1,"
                    + "\"momentum\":0.9,\"decay\":1e-6},\"events\":[{\"step\":0,\"change\":\"batch-size\",\"value\":10},"
                    + "{\"step\":60,\"change\":\"learning-rate\",\"value\":0.05},"
                    + "{\"step\":60,\"change\":\"momentum\",\"value\":0}],\"step\":120,\"position\":12000000000}";

    private static final RunState STATE = new RunState(
            new Settings(new Sgd(0.1f, 0.9f, 1e-6f), 100, -7),
            List.of(
                    new Event(0, new Event.BatchSize(10)),
                    new Event(60, new Event.LearningRate(0.05f)),
                    new Event(60, new Event.Momentum(0))),
            120,
            12_000_000_000L,
            List.of());

    @Test
    void write_givesTheDocumentedText() {
        assertThat(RunJson.write(STATE)).isEqualTo(JSON);
    }

    @Test
    void read_givesTheState() {
        assertThat(RunJson.read("f", JSON, List.of())).isEqualTo(STATE);
    }

    @Test
    void current_appliesEvents() {
        assertThat(RunJson.current(STATE)).isEqualTo(new Settings(new Sgd(0.05f, 0, 1e-6f), 10, -7));
    }

    /** New kinds need their JSON. */
    @Test
    void write_knowsEveryOptimizerAndChange() {
        assertThat(Optimizer.class.getPermittedSubclasses()).hasSameSizeAs(OptimizerKind.values());
        assertThat(Event.Change.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        Event.LearningRate.class, Event.Momentum.class, Event.BatchSize.class, Event.Rules.class);
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void read_whatWasWritten_isTheSameOptimizer(OptimizerKind kind) {
        float[] values = kind.usualValues();
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3f + 0.1f * i;
        }
        for (Optimizer optimizer : List.of(kind.of(values), kind.of(kind.usualValues()))) {
            RunState state = new RunState(new Settings(optimizer, 1, 1), List.of(), 0, 0, List.of());
            assertThat(RunJson.read("f", RunJson.write(state), List.of())).isEqualTo(state);
        }
    }

    @Test
    void read_whatWasWritten_hasTheSameRules() {
        RunState state = new RunState(
                new Settings(Sgd.of(1), 1, 1),
                List.of(
                        new Event(
                                2,
                                new Event.Rules(
                                        OptimizerKind.ADAMW.of(OptimizerKind.ADAMW.usualValues()),
                                        new Schedule.OneCycle(40),
                                        new Limits(0, 1, 2))),
                        new Event(3, new Event.Rules(Sgd.of(2), Schedule.CONSTANT, Limits.NONE))),
                4,
                4,
                List.of());
        assertThat(RunJson.read("f", RunJson.write(state), List.of())).isEqualTo(state);
    }

    @Test
    void read_whatWasWritten_hasTheSameLimits() {
        RunState state = new RunState(
                new Settings(Sgd.of(1), 1, 1).withLimits(new Limits(0.5f, 0, 3)), List.of(), 0, 0, List.of());
        assertThat(RunJson.read("f", RunJson.write(state), List.of())).isEqualTo(state);
    }

    @Test
    void read_whatWasWritten_isTheSameSchedule() {
        for (Schedule schedule : List.of(
                new Schedule.InverseTime(0.01f),
                new Schedule.Steps(10_000_000_000L, 0.1f),
                new Schedule.Exponential(0.999f),
                new Schedule.Cosine(900, 0.05f),
                new Schedule.OneCycle(77),
                new Schedule.Warmup(9, Schedule.CONSTANT),
                new Schedule.Warmup(9, new Schedule.Cosine(1, 0)))) {
            RunState state =
                    new RunState(new Settings(Sgd.of(1), 1, 1).withSchedule(schedule), List.of(), 0, 0, List.of());
            assertThat(RunJson.read("f", RunJson.write(state), List.of())).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"cosine","steps":0,"end":0}  | schedule.steps: 0, expected at least 1
            {"type":"cosine","steps":9,"end":2}  | schedule: Schedule cosine: end 2.0, expected 0 to 1
            {"type":"step","every":9,"factor":0} | schedule: Schedule step: factor 0.0, expected above 0, at most 1
            {"type":"sine"}                      | schedule.type: "sine", expected one of: constant, inverse-time, step, exponential, cosine, one-cycle, warm-up
            {"type":"one-cycle","steps":9,"n":1} | schedule: unknown name "n", expected only type, steps
            """)
    void read_wrongSchedule_namesPlaceFoundAndExpected(String schedule, String message) {
        String json = JSON.replace("\"events\"", "\"schedule\":" + schedule + ",\"events\"");
        assertThatThrownBy(() -> RunJson.read("f", json, List.of()))
                .isInstanceOf(ModelException.class)
                .hasMessage("f: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version":1          | "version":9        | version: 9, expected at most 1; a newer Nabla has written it
            "seed":-7            | "seed":2147483648  | seed: 2147483648, expected -2147483648 to 2147483647
            "seed":-7            | "sead":-7          | unknown name "sead", expected only version, seed, batchSize, optimizer, schedule, limits, events, step, best, position
            "batchSize":100      | "batchSize":0      | batchSize: 0, expected 1 to 2147483647
            "sgd"                | "newton"           | optimizer.type: Unknown optimizer "newton", expected one of: sgd, nesterov, adagrad, rmsprop, adam, adamw, nadam
            "sgd"                | "adam"             | optimizer: unknown name "momentum", expected only type, learningRate, beta1, beta2, epsilon, decay
            "momentum":0.9       | "momentum":1       | optimizer: SGD: momentum 1.0, expected 0 to below 1
            "momentum":0.9       | "beta":1           | optimizer: unknown name "beta", expected only type, learningRate, momentum, decay, weightDecay
            "learningRate":0.1   | "learningRate":"x" | optimizer.learningRate: "x", expected a number of float32
            "learningRate":0.1   | "learningRate":0   | optimizer: SGD: learning rate 0.0, expected a finite number above 0
            "step":120           | "step":59          | events[1].step: 60, expected 0 to 59
            "step":0             | "step":61          | events[1].step: 60, expected 61 to 120
            "step":120           | "step":-1          | step: -1, expected at least 0
            12000000000          | 119                | position: 119, expected at least 120
            12000000000          | 1e10               | position: 1e10, expected an integer
            "batch-size"         | "epochs"           | events[0].change: "epochs", expected one of: learning-rate, momentum, batch-size, rules
            "value":10           | "value":0          | events[0].value: 0, expected 1 to 2147483647
            "value":0.05         | "value":-1         | events[1]: SGD: learning rate -1.0, expected a finite number above 0
            "value":0.05         | "val":-1           | events[1]: unknown name "val", expected only step, change, value
            """)
    void read_wrong_namesPlaceFoundAndExpected(String from, String to, String message) {
        assertThat(JSON).contains(from);
        assertThatThrownBy(() -> RunJson.read("f", JSON.replace(from, to), List.of()))
                .isInstanceOf(ModelException.class)
                .hasMessage("f: " + message);
    }
}
