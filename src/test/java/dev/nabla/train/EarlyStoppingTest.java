package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.EarlyStopping.Criterion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyStoppingTest {
    private static final int[] ALL = EngineFixture.range(Runs.SIZE);

    /** Goes through checks whose weights are the number of the check. */
    private static BestWeights check(EarlyStopping rule, float... values) {
        BestWeights best = BestWeights.none(rule);
        for (int i = 0; i < values.length; i++) {
            Tensor tensor = new Tensor("w", Shape.of(1), new float[] {i});
            best = best.after(values[i], 10L * i, () -> List.of(tensor));
        }
        return best;
    }

    private static EarlyStopping rule(Criterion criterion, int patience, float improvement) {
        return new EarlyStopping(criterion, patience, improvement);
    }

    @Test
    void after_loss_keepsTheWeightsOfTheLeast() {
        BestWeights best = check(rule(Criterion.LOSS, 9, 0), 5, 3, 4, 2, 2, 7);

        assertThat(best.value()).isEqualTo(2);
        assertThat(best.step()).isEqualTo(30);
        assertThat(best.checksSince()).isEqualTo(2);
        assertThat(best.weights().get(0).values()).containsExactly(3);
    }

    @Test
    void after_accuracy_keepsTheWeightsOfTheMost() {
        BestWeights best = check(rule(Criterion.ACCURACY, 9, 0), 0.5f, 0.75f, 0.625f);
        assertThat(best.value()).isEqualTo(0.75f);
        assertThat(best.step()).isEqualTo(10);
    }

    @Test
    void after_improvementTooSmall_doesNotCount() {
        BestWeights best = check(rule(Criterion.LOSS, 9, 1), 5, 4, 4.5f, 3.5f);
        assertThat(best.value()).isEqualTo(3.5f);
        assertThat(check(rule(Criterion.LOSS, 9, 1), 5, 4, 4.5f).step()).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void after_nonFinite_isNeverTheBest(float value) {
        BestWeights best = check(rule(Criterion.LOSS, 2, 0), value, value);
        assertThat(best.isThere()).isFalse();
        assertThat(best.isExhausted()).isTrue();
        assertThat(check(rule(Criterion.LOSS, 2, 0), value, 3).value()).isEqualTo(3);
        assertThat(check(rule(Criterion.LOSS, 2, 0), 3, value).value()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "0, false"})
    void isExhausted_checksInARowWithoutImprovement_endTheRun(int patience, boolean exhausted) {
        assertThat(check(rule(Criterion.LOSS, patience, 0), 3, 1, 2, 2).isExhausted())
                .isEqualTo(exhausted);
    }

    @Test
    void constructor_impossibleRule_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(Criterion.LOSS, -1, 0))
                .withMessage("Early stopping: patience -1, expected a whole number that is not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(Criterion.LOSS, 1, Float.NaN))
                .withMessage("Early stopping: improvement NaN, expected a finite number that is not negative");
    }

    /** Checks after every seventh step. */
    private static void train(Trainer trainer, int steps) {
        for (int i = 0; i < steps; i++) {
            Runs.advance(trainer, 1);
            if (trainer.step() % 7 == 0) {
                trainer.check(Runs.EXAMPLES, ALL);
            }
        }
    }

    private static Trainer keeping() {
        Trainer trainer = Runs.trainer();
        trainer.keepBest(rule(Criterion.LOSS, 3, 0.01f));
        return trainer;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 7, 20, 45})
    void resume_keepsTheSameBestWeights(int saved) {
        Trainer whole = keeping();
        train(whole, 60);
        Trainer first = keeping();
        train(first, saved);
        Trainer second = Trainer.resume(Runs.NETWORK, first.state(), Runs.source(Runs.SEED), JavaExecutor::new);
        train(second, 60 - saved);

        BestWeights best = second.best();
        BestWeights expected = whole.best();
        assertThat(expected).isNotNull();
        assertThat(best).isNotNull();
        assertThat(best.step()).isEqualTo(expected.step());
        assertThat(best.value()).isEqualTo(expected.value());
        assertThat(best.checksSince()).isEqualTo(expected.checksSince());
        checkSame(best.weights(), expected.weights());
        Runs.checkSame("last weights", second, whole);
    }

    @Test
    void useBest_measuresWhatTheBestCheckMeasured() {
        Trainer trainer = keeping();
        train(trainer, 28);
        float best = trainer.best().value();
        trainer.change(new Event.LearningRate(3));
        train(trainer, 14);
        assertThat((float) trainer.evaluate(Runs.EXAMPLES, ALL).loss()).isGreaterThan(best);
        assertThat(trainer.best().step()).isEqualTo(28);

        trainer.useBest();
        assertThat((float) trainer.evaluate(Runs.EXAMPLES, ALL).loss()).isEqualTo(best);
        checkSame(trainer.weights(), trainer.best().weights());
    }

    @Test
    void check_withoutRule_keepsNothing() {
        Trainer trainer = Runs.trainer();
        trainer.check(Runs.EXAMPLES, ALL);
        assertThat(trainer.best()).isNull();
        assertThat(trainer.isExhausted()).isFalse();
    }

    private static void checkSame(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Tolerances.checkBits(
                    expected.get(i).name(),
                    actual.get(i).values(),
                    expected.get(i).values());
        }
    }
}
