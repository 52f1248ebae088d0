package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMeasuresTest {
    @Test
    void meanLoss_manySteps_staysThatOfTheSteps() {
        RunMeasures run = new RunMeasures(0.1f, 10, false);
        for (int i = 0; i < 100_000; i++) {
            run.addStep(i);
        }

        assertThat(run.meanLoss(0, 1)).isCloseTo(50_000, within(300.0));
        assertThat(run.meanLoss(0.9, 1)).isCloseTo(95_000, within(300.0));
        assertThat(run.meanLoss(0, 0.1)).isCloseTo(5_000, within(300.0));
        assertThat(run.steps()).isEqualTo(100_000);
    }

    @Test
    void addValidation_takesTheTrainingLossSinceTheLast() {
        RunMeasures run = new RunMeasures(0.1f, 10, false);
        run.addStep(4);
        run.addStep(2);
        run.addValidation(5, 0.5);
        run.addStep(1);
        run.addValidation(6, 0.6);

        assertThat(run.validations())
                .containsExactly(new RunMeasures.Validation(2, 5, 0.5, 3), new RunMeasures.Validation(3, 6, 0.6, 1));
    }

    @Test
    void addStep_infinite_isNamed() {
        RunMeasures run = new RunMeasures(0.1f, 10, false);
        run.addStep(4);
        run.addStep(Double.POSITIVE_INFINITY);
        run.addStep(Double.NaN);

        assertThat(run.nonFiniteStep()).isEqualTo(2);
        assertThat(Diagnosis.of(run)).hasSize(1);
    }

    @Test
    void diagnosis_nothingMeasured_isEmpty() {
        assertThat(Diagnosis.of(new RunMeasures(0.1f, 32, true))).isEmpty();
    }

    @Test
    void diagnosis_batchNormalizationOfFewExamples_suggestsMore() {
        Finding finding = Diagnosis.of(new RunMeasures(0.1f, 4, true)).get(0);

        assertThat(finding.disease()).isEqualTo(Finding.Disease.SMALL_BATCH);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.remedy()).isEqualTo(new Remedy.BatchSize(32));
        assertThat(Diagnosis.of(new RunMeasures(0.1f, 1, true)).get(0).severity())
                .isEqualTo(Finding.Severity.SERIOUS);
        assertThat(Diagnosis.of(new RunMeasures(0.1f, 8, true))).isEmpty();
        assertThat(Diagnosis.of(new RunMeasures(0.1f, 1, false))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.012345, 0.0123",
        "0.001, 0.001",
        "0.00012345, 1.23e−4",
        "2.5, 2.5",
        "9.996, 10",
        "-3.14159, −3.14",
        "123456, 123000",
        "1250000, 1.25e6",
        "999.6, 1000",
        "100, 100",
        "Infinity, infinite",
        "NaN, not a number"
    })
    void figures_of_hasThreeDigits(double value, String text) {
        assertThat(Figures.of(value)).isEqualTo(text);
    }

    @Test
    void figures_percent_isWhole() {
        assertThat(Figures.percent(0.625)).isEqualTo("63 %");
    }
}
