package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void decimation_fewPoints_keepsEachOfThem() {
        Decimation columns = new Decimation();
        for (int step = 0; step < Decimation.CAPACITY; step++) {
            columns.append(step, step);
        }

        assertThat(columns.size()).isEqualTo(Decimation.CAPACITY);
        assertThat(columns.step(7)).isEqualTo(7);
        assertThat(columns.least(7)).isEqualTo(columns.greatest(7)).isEqualTo(7);
    }

    @Test
    void decimation_aMillionPoints_losesNoPeak() {
        Decimation columns = new Decimation();
        for (int step = 0; step < 1_000_000; step++) {
            columns.append(step, step % 100_003 == 77 ? 100 + step : step % 100_003 == 78 ? -step : 1);
        }

        assertThat(columns.size()).isBetween(Decimation.CAPACITY / 4, Decimation.CAPACITY);
        for (int peak = 77; peak < 1_000_000; peak += 100_003) {
            int column = columns.columnAt(peak);
            assertThat(columns.greatest(column)).isEqualTo(100 + peak);
            assertThat(columns.least(columns.columnAt(peak + 1))).isEqualTo(-(peak + 1));
        }
        assertThat(columns.step(columns.size() - 1)).isEqualTo(999_999);
        assertThat(columns.last(columns.size() - 1)).isEqualTo(1);
    }

    @Test
    void decimation_sparsePoints_fillsItsColumnsAgain() {
        Decimation columns = new Decimation();
        for (int i = 0; i < 100_000; i++) {
            columns.append(i * 937, i);
        }

        assertThat(columns.size()).isBetween(Decimation.CAPACITY / 4, Decimation.CAPACITY);
        for (int i = 1; i < columns.size(); i++) {
            assertThat(columns.step(i)).isGreaterThan(columns.step(i - 1));
            assertThat(columns.least(i)).isGreaterThan(columns.greatest(i - 1));
        }
    }

    @Test
    void decimation_notFinite_isLeftOut() {
        Decimation columns = new Decimation();
        columns.append(1, Float.NaN);
        columns.append(2, Float.POSITIVE_INFINITY);

        assertThat(columns.size()).isZero();
    }

    @Test
    void smoothing_firstValue_isItself() {
        assertThat(new Smoothing(0.99).add(5)).isCloseTo(5, within(1e-12));
    }

    @Test
    void smoothing_secondValue_isTheCorrectedMean() {
        Smoothing smoothing = new Smoothing(0.5);
        smoothing.add(1);

        // m = 0.5 · 0.5 + 0.5 · 4 = 2.25, over 1 − 0.5² = 0.75
        assertThat(smoothing.add(4)).isCloseTo(3, within(1e-12));
        assertThat(smoothing.add(Double.NaN)).isCloseTo(3, within(1e-12));
    }

    @Test
    void valueAt_betweenPoints_isTheLastBefore() {
        Curve curve = new Curve("loss");
        curve.append(10, 1);
        curve.append(20, 2);

        assertThat(curve.valueAt(9)).isNaN();
        assertThat(curve.valueAt(10)).isEqualTo(1);
        assertThat(curve.valueAt(19)).isEqualTo(1);
        assertThat(curve.valueAt(25)).isEqualTo(2);
    }

    @Test
    void keepUntil_step_dropsWhatCameLater() {
        Curve kept = new Curve("loss", 0.9);
        Curve expected = new Curve("loss", 0.9);
        for (int step = 0; step < 5000; step++) {
            kept.append(step, step % 7);
            if (step <= 3000) {
                expected.append(step, step % 7);
            }
        }
        kept.keepUntil(3000);

        assertThat(kept.lastStep()).isEqualTo(3000);
        assertThat(kept.columns().size()).isEqualTo(expected.columns().size());
        int last = kept.columns().size() - 1;
        assertThat(kept.smoothColumns().last(last))
                .isEqualTo(expected.smoothColumns().last(last));
    }

    @Test
    void append_earlierStep_isRefused() {
        Curve curve = new Curve("loss");
        curve.append(10, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.append(9, 1))
                .withMessage("Curve loss: step 9 after step 10");
    }
}
