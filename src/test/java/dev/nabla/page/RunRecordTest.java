package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunRecordTest {
    private static RunRecord recordOf(int steps) {
        RunRecord record = new RunRecord();
        for (int step = 1; step <= steps; step++) {
            record.add(new Event.Progress(1, step, 5_000_000_000L + step, new float[] {1f / step}, new float[] {0.5f}));
        }
        record.add(new Event.Validated(1, steps, 0.25f, 9, 10, new int[] {5, 0, 1, 4}));
        return record;
    }

    @Test
    void restore_ofWhatWasKept_givesCurvesStepAndExamples() {
        RunRecord record = recordOf(7);
        RunRecord restored = new RunRecord();

        restored.restore(record.steps(), record.values());

        assertThat(restored.step()).isEqualTo(7);
        assertThat(restored.examples()).isEqualTo(5_000_000_007L);
        assertThat(restored.trainingLoss.size()).isEqualTo(7);
        assertThat(restored.trainingLoss.lastValue()).isEqualTo(1f / 7);
        assertThat(restored.validationLoss.lastValue()).isEqualTo(0.25f);
    }

    @Test
    void restore_longRun_keepsItsSpan() {
        RunRecord record = recordOf(50_001);
        RunRecord restored = new RunRecord();

        restored.restore(record.steps(), record.values());

        assertThat(restored.trainingLoss.size()).isBetween(10_000, 20_001);
        assertThat(restored.trainingLoss.lastStep()).isGreaterThan(49_990);
    }

    @Test
    void restore_damaged_doesNotThrow() {
        RunRecord record = recordOf(7);
        int[] steps = record.steps();
        for (int length = 0; length < steps.length; length++) {
            int[] cut = Arrays.copyOf(steps, length);
            assertThatCode(() -> new RunRecord().restore(cut, new float[2])).doesNotThrowAnyException();
        }
    }

    @Test
    void begin_behindSomeSteps_dropsWhatCameBehindAndCountsItsExamples() {
        RunRecord record = recordOf(9);
        record.mark("learning rate 0.1");

        record.begin(new Event.Started(2, Setup.initial(), 4, 5_000_000_004L, new int[0], 0, new float[0]));

        assertThat(record.trainingLoss.lastStep()).isEqualTo(4);
        assertThat(record.marks()).isEmpty();
        assertThat(record.step()).isEqualTo(4);
        assertThat(record.examples()).isEqualTo(5_000_000_004L);
    }

    @Test
    void begin_anew_forgetsEverything() {
        RunRecord record = recordOf(9);

        record.begin(new Event.Started(2, Setup.initial(), 0, 0, new int[0], 0, new float[0]));

        assertThat(record.trainingLoss.size()).isZero();
        assertThat(record.step()).isZero();
        assertThat(record.examples()).isZero();
        assertThat(record.count()).isZero();
        assertThat(record.confusion()).isNull();
    }
}
