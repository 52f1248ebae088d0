package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Examples;
import dev.nabla.train.ClassMetrics.Pair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics that can be counted by hand. */
class MetricsTest {
    private static final float NAN = Float.NaN;

    /** Labels 0 0 0 1 1 2, predictions 0 1 1 1 0 0. */
    private static ClassMetrics six() {
        ClassMetrics metrics = new ClassMetrics(3, 3);
        int[] labels = {0, 0, 0, 1, 1, 2};
        int[] predictions = {0, 1, 1, 1, 0, 0};
        for (int i = 0; i < labels.length; i++) {
            metrics.add(labels[i], predictions[i], labels[i] == predictions[i] ? 0 : 1);
        }
        return metrics;
    }

    @Test
    void scores_threeClasses_areThoseOfAHandCount() {
        List<Score> scores = six().scores();

        assertThat(scores.get(0)).isEqualTo(new Score(3, 1 / 3.0, 1 / 3.0, 1 / 3.0));
        assertThat(scores.get(1)).isEqualTo(new Score(2, 1 / 3.0, 0.5, 0.4));
    }

    @Test
    void scores_classNeverPredicted_hasNoPrecision() {
        Score score = six().scores().get(2);

        assertThat(score.precision()).isNaN();
        assertThat(score.recall()).isZero();
        assertThat(score.f1()).isZero();
        assertThat(score.isDefined()).isFalse();
    }

    @Test
    void macro_undefinedPrecision_isTheMeanOfTheOthers() {
        Score macro = Score.macro(six().scores());

        assertThat(macro.precision()).isEqualTo(1 / 3.0);
        assertThat(macro.recall()).isEqualTo((1 / 3.0 + 0.5) / 3, within(1e-15));
        assertThat(macro.support()).isEqualTo(6);
    }

    @Test
    void mostConfused_errors_comeByFrequencyThenLabel() {
        assertThat(six().mostConfused(10)).containsExactly(new Pair(0, 1, 2), new Pair(1, 0, 1), new Pair(2, 0, 1));
        assertThat(six().mostConfused(1)).containsExactly(new Pair(0, 1, 2));
    }

    @Test
    void mostConfused_withoutErrors_isEmpty() {
        ClassMetrics metrics = new ClassMetrics(2, 2);
        metrics.add(1, 1, 0);
        assertThat(metrics.mostConfused(3)).isEmpty();
    }

    @Test
    void top_tiesAndNaN_areOrderedAsArgmaxDoes() {
        Examples examples = Examples.of(4, new float[4], new int[] {1, 0, 2, 1});
        ClassMetrics metrics = new ClassMetrics(3, 3);
        // Ranks of the labels: 1 behind an equal lower class, 0 before an equal one, 2 behind a NaN and a larger one,
        // 0.
        float[] outputs = {5, 5, 1, 5, 5, 1, NAN, 2, 1, 3, NAN, NAN};
        int[] predictions = {0, 0, 0, 1};
        for (int i = 0; i < 4; i++) {
            metrics.add(examples, i, predictions[i], outputs, 3 * i);
        }

        assertThat(metrics.correct()).isEqualTo(2);
        assertThat(metrics.top(1)).isEqualTo(2);
        assertThat(metrics.top(2)).isEqualTo(3);
        assertThat(metrics.top(3)).isEqualTo(4);
        assertThat(metrics.top(7)).isEqualTo(4);
    }

    @Test
    void classMetrics_oneOutput_tellsTwoClassesApart() {
        Examples examples = Examples.of(3, new float[3], new int[] {1, 0, 1});
        ClassMetrics metrics = new ClassMetrics(2, 1);
        float[] outputs = {0.9f, 0.8f, 0.1f};
        int[] predictions = {1, 1, 0};
        for (int i = 0; i < 3; i++) {
            metrics.add(examples, i, predictions[i], outputs, i);
        }

        assertThat(metrics.correct()).isEqualTo(1);
        assertThat(metrics.top(1)).isEqualTo(1);
        assertThat(metrics.top(2)).isEqualTo(3);
        assertThat(metrics.confusion(0, 1)).isEqualTo(1);
    }

    @Test
    void classMetrics_thousandsOfClasses_keepNoMatrix() {
        ClassMetrics metrics = new ClassMetrics(100_000, 100_000);
        metrics.add(7, 99_999, 1);
        assertThat(metrics.hasConfusion()).isFalse();
        assertThat(metrics.mostConfused(3)).isEmpty();
        assertThat(metrics.scores().get(7).recall()).isZero();
    }

    @Test
    void labelMetrics_halfAndNaN_areNoAndYes() {
        LabelMetrics metrics = new LabelMetrics(2);
        Examples examples = Examples.of(2, new float[2], new float[] {0, 1, 1, 0});
        metrics.add(examples, 0, 0, new float[] {0.5f, NAN}, 0);
        metrics.add(examples, 1, 0, new float[] {9, 0.25f, 0.75f}, 1);

        assertThat(metrics.exact()).isEqualTo(1);
        assertThat(metrics.exactMatch()).isEqualTo(0.5);
        assertThat(metrics.hammingLoss()).isEqualTo(0.5);
    }

    @Test
    void regressionMetrics_fourNumbers_areThoseOfAHandCount() {
        RegressionMetrics metrics = new RegressionMetrics(1);
        Examples examples = Examples.of(4, new float[4], new float[] {1, 2, 3, 6});
        for (int i = 0; i < 4; i++) {
            metrics.add(examples, i, 0, new float[] {2, 2, 5, 5}, i);
        }

        // Errors 1 0 2 −1; the mean target is 3, its squares around the mean 4 1 0 9.
        assertThat(metrics.meanAbsoluteError()).isEqualTo(1);
        assertThat(metrics.rootMeanSquaredError()).isEqualTo(Math.sqrt(1.5));
        assertThat(metrics.r2()).isEqualTo(1 - 6 / 14.0, within(1e-15));
    }

    @Test
    void r2_constantTarget_isUndefined() {
        RegressionMetrics metrics = new RegressionMetrics(1);
        Examples examples = Examples.of(2, new float[2], new float[] {0.1f, 0.1f});
        metrics.add(examples, 0, 0, new float[] {0}, 0);
        metrics.add(examples, 1, 0, new float[] {1}, 0);
        assertThat(metrics.r2()).isNaN();
    }

    @Test
    void of_kindsOfTargets_fit() {
        Examples labels = Examples.of(2, new float[2], new int[] {0, 1});
        Examples yesOrNo = Examples.of(2, new float[2], new float[] {0, 1});
        Examples shares = Examples.of(2, new float[2], new float[] {0, 0.5f});
        Network binary = EngineFixture.network(1, Loss.BINARY_CROSS_ENTROPY, Dense.of(1, Activation.SIGMOID));
        Network squared = EngineFixture.network(1, Loss.MEAN_SQUARED_ERROR, Dense.of(1, Activation.LINEAR));

        assertThat(Metrics.of(binary, labels)).isInstanceOf(ClassMetrics.class);
        assertThat(Metrics.of(binary, yesOrNo)).isInstanceOf(LabelMetrics.class);
        assertThat(Metrics.of(binary, shares)).isInstanceOf(RegressionMetrics.class);
        assertThat(Metrics.of(squared, yesOrNo)).isInstanceOf(RegressionMetrics.class);
    }

    @Test
    void largestLosses_moreThanWanted_keepsTheLargestInOrder() {
        LargestLosses largest = new LargestLosses(3, 2);
        float[] losses = {1, 5, 3, NAN, 5, 0, 4};
        for (int i = 0; i < losses.length; i++) {
            largest.onExample(10 + i, losses[i], i % 2, new float[] {-1, i, -i}, 1);
        }

        assertThat(largest.count()).isEqualTo(3);
        assertThat(new int[] {largest.example(0), largest.example(1), largest.example(2)})
                .containsExactly(13, 11, 14);
        assertThat(largest.loss(0)).isNaN();
        assertThat(largest.loss(2)).isEqualTo(5);
        assertThat(largest.prediction(1)).isEqualTo(1);
        assertThat(largest.outputs(2)).containsExactly(4, -4);
    }

    @Test
    void largestLosses_fewerThanWanted_keepsAll() {
        LargestLosses largest = new LargestLosses(5, 1);
        largest.onExample(3, 1, 0, new float[] {1}, 0);
        largest.onExample(4, 2, 0, new float[] {2}, 0);
        assertThat(largest.count()).isEqualTo(2);
        assertThat(largest.example(0)).isEqualTo(4);
    }

    @Test
    void largestLosses_none_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LargestLosses(0, 1))
                .withMessage("Largest losses: 0 examples, expected at least 1");
    }

    @Test
    void evaluation_moreThanAChunk_tellsOfEachExampleOnce() {
        int size = 600;
        Network network = EngineFixture.network(3, Loss.CROSS_ENTROPY, Dense.of(4, Activation.SOFTMAX));
        Examples examples = EngineFixture.labelled(new java.util.Random(3), size, 3, 4);
        Trainer trainer = new Trainer(
                network, Runs.trainer().settings(), new EpochSource(examples, EngineFixture.range(size), 1));
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = size - 1 - i;
        }
        List<Integer> told = new ArrayList<>();
        float[] outputs = new float[4];
        Evaluation evaluation = trainer.evaluate(examples, order, (example, loss, prediction, values, offset) -> {
            told.add(example);
            if (example == 17) {
                System.arraycopy(values, offset, outputs, 0, 4);
            }
        });

        assertThat(told).hasSize(size).startsWith(size - 1).endsWith(0);
        assertThat(evaluation.metrics().count()).isEqualTo(size);
        float[] expected = new float[4];
        float[] input = new float[3];
        System.arraycopy(examples.values(), 17 * 3, input, 0, 3);
        trainer.predict(input, 1, expected);
        assertThat(outputs).containsExactly(expected);
        assertThat(((ClassMetrics) evaluation.metrics()).top(1)).isEqualTo(evaluation.correct());
    }
}
