package dev.nabla.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.nabla.Tolerances;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Tolerances.Tolerance COSINE_OF_FLOAT = new Tolerances.Tolerance(2e-7, 2e-7);

    @Test
    void factor_everySchedule_equalsTorch() throws IOException, JsonParserException {
        try (InputStream in = ScheduleTest.class.getResourceAsStream("/golden/optim/goldens.json")) {
            JsonArray cases = JsonParser.object().from(in).getArray("schedules");
            assertThat(cases).hasSize(6);
            for (Object element : cases) {
                JsonObject golden = (JsonObject) element;
                Schedule schedule = schedule(golden.getObject("schedule"));
                JsonArray factors = golden.getArray("factors");
                for (int step = 0; step < factors.size(); step++) {
                    COSINE_OF_FLOAT.check(schedule + ", step " + step, schedule.factor(step), factors.getDouble(step));
                }
            }
        }
    }

    private static Schedule schedule(JsonObject json) {
        return switch (json.getString("type")) {
            case "step" -> new Schedule.Steps(json.getInt("every"), json.getFloat("factor"));
            case "exponential" -> new Schedule.Exponential(json.getFloat("factor"));
            case "cosine" -> new Schedule.Cosine(json.getInt("steps"), json.getFloat("end"));
            case "one-cycle" -> new Schedule.OneCycle(json.getInt("steps"));
            case "warm-up" -> new Schedule.Warmup(json.getInt("steps"), Schedule.CONSTANT);
            case "inverse-time" -> new Schedule.InverseTime(json.getFloat("decay"));
            default -> throw new AssertionError(json);
        };
    }

    @Test
    void factor_beyondTheEnd_keepsTheLastValue() {
        assertThat(new Schedule.Cosine(10, 0.25f).factor(1_000_000_000_000L)).isEqualTo(0.25);
        assertThat(new Schedule.OneCycle(10).factor(Long.MAX_VALUE)).isEqualTo(1 / 25.0 / 1e4);
        assertThat(new Schedule.OneCycle(10).factor(9)).isEqualTo(1 / 25.0 / 1e4);
        assertThat(new Schedule.Exponential(0.5f).factor(Long.MAX_VALUE)).isEqualTo(0);
        assertThat(Schedule.CONSTANT.factor(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void factor_shortSchedules_staysBetweenZeroAndOne() {
        for (int steps = 1; steps < 12; steps++) {
            for (int step = 0; step < 15; step++) {
                assertThat(new Schedule.OneCycle(steps).factor(step))
                        .as("one-cycle of %d, step %d", steps, step)
                        .isBetween(0.0, 1.0);
                assertThat(new Schedule.Cosine(steps, 0).factor(step))
                        .as("cosine of %d, step %d", steps, step)
                        .isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void factor_warmup_thenBeginsTheOtherSchedule() {
        Schedule schedule = new Schedule.Warmup(2, new Schedule.Steps(1, 0.5f));
        assertThat(new double[] {schedule.factor(0), schedule.factor(1), schedule.factor(2), schedule.factor(3)})
                .containsExactly(0.5, 1, 1, 0.5);
    }

    @Test
    void new_outOfRange_isRefused() {
        assertRefused(() -> new Schedule.Steps(0, 0.5f), "Schedule step: 0 steps, expected at least 1");
        assertRefused(() -> new Schedule.Steps(1, 0), "Schedule step: factor 0.0, expected above 0, at most 1");
        assertRefused(
                () -> new Schedule.Exponential(1.5f), "Schedule exponential: factor 1.5, expected above 0, at most 1");
        assertRefused(() -> new Schedule.Cosine(1, -1), "Schedule cosine: end -1.0, expected 0 to 1");
        assertRefused(
                () -> new Schedule.InverseTime(-1),
                "Schedule inverse-time: decay -1.0, expected a finite number that is not negative");
        assertRefused(
                () -> new Schedule.Warmup(1, new Schedule.Warmup(1, Schedule.CONSTANT)),
                "Schedule warm-up: followed by Warmup[steps=1, then=Constant[]], expected another kind");
    }

    private static void assertRefused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
