package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.data.Dataset;
import dev.nabla.data.Points;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCurveTest {
    private static final int SEED = 3;

    @Test
    void sweep_growsByTheSameFactor() {
        RateSweep sweep = new RateSweep(1e-4f, 1, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(sweep.rate(i)).isCloseTo((float) Math.pow(10, i - 4), within((float) Math.pow(10, i - 10)));
        }
        assertThat(sweep.rate(0)).isEqualTo(1e-4f);
        assertThat(sweep.rate(4)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 10", "-1, 1, 10", "1, 1, 10", "1, Infinity, 10", "NaN, 1, 10", "0.1, 1, 1"})
    void sweep_thatIsNone_isRefused(float low, float high, int steps) {
        assertThatThrownBy(() -> new RateSweep(low, high, steps)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Falls from 2.3 around 10^steepest, and blows up around 1. */
    private static RateCurve synthetic(double steepest, double noise) {
        SplittableRandom random = new SplittableRandom(SEED);
        RateCurve curve = new RateCurve(RateSweep.USUAL);
        double loss;
        int i = 0;
        do {
            double x = Math.log10(RateSweep.USUAL.rate(i++));
            loss = 2.3 - 2 / (1 + Math.exp(-4 * (x - steepest))) + Math.exp(6 * x);
        } while (curve.add(loss + noise * (random.nextDouble() - 0.5)));
        return curve;
    }

    @ParameterizedTest
    @CsvSource({"-4, 0", "-3, 0", "-2, 0", "-4, 0.2", "-3, 0.2", "-2, 0.2"})
    void suggestion_isWhereTheLossFallsFastest(double steepest, double noise) {
        RateCurve curve = synthetic(steepest, noise);

        double suggested = Math.log10(Objects.requireNonNull(curve.suggestion()));

        assertThat(suggested).isCloseTo(steepest, within(0.25));
        assertThat(curve.lowest()).isGreaterThan(curve.steepest());
    }

    @Test
    void add_lossThatDiverges_endsTheSweep() {
        RateCurve curve = synthetic(-3, 0);

        assertThat(curve.diverged()).isTrue();
        assertThat(curve.count()).isLessThan(RateSweep.USUAL.steps());
        assertThat(curve.rate(curve.count() - 1)).isBetween(0.5f, 5f);
        assertThatThrownBy(() -> curve.add(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void add_noNumber_endsTheSweepAndIsNoLoss() {
        RateCurve curve = new RateCurve(RateSweep.USUAL);
        assertThat(curve.add(2)).isTrue();
        assertThat(curve.add(Double.NaN)).isFalse();
        assertThat(curve.losses()).containsExactly(2);
        assertThat(curve.diverged()).isTrue();
    }

    @Test
    void add_lastStep_endsTheSweep() {
        RateCurve curve = new RateCurve(new RateSweep(1, 2, 2));
        assertThat(curve.add(1)).isTrue();
        assertThat(curve.add(1)).isFalse();
        assertThat(curve.diverged()).isFalse();
    }

    @Test
    void suggestion_lossThatOnlyGrows_isNone() {
        RateCurve curve = new RateCurve(RateSweep.USUAL);
        for (int i = 0; i < 50; i++) {
            curve.add(1 + 0.01 * i);
        }
        assertThat(curve.suggestion()).isNull();
        assertThat(new RateCurve(RateSweep.USUAL).suggestion()).isNull();
    }

    @Test
    void smoothed_ofAConstant_isTheConstant() {
        RateCurve curve = new RateCurve(RateSweep.USUAL);
        for (int i = 0; i < 20; i++) {
            curve.add(0.75);
        }
        assertThat(curve.smoothed()).containsOnly(new double[] {0.75}, within(1e-12));
    }

    /** The rate that it suggests learns; a hundred times larger it does not, a hundred times smaller it learns less. */
    @Test
    void of_moons_suggestsARateThatLearns() {
        RateCurve curve = RateCurve.of(trainer(0.1f), RateSweep.USUAL);
        float suggested = Objects.requireNonNull(curve.suggestion());

        double loss = lossAfterTwoEpochs(suggested);

        assertThat(loss).isLessThan(0.5 * curve.losses()[0]);
        assertThat(lossAfterTwoEpochs(suggested / 100)).isGreaterThan(1.5 * loss);
        assertThat(curve.rate(curve.lowest())).isGreaterThan(suggested);
    }

    private static Trainer trainer(float rate) {
        Dataset data = Points.MOONS.generate(500, DataRandom.training(SEED));
        Network network = Network.builder()
                .input(2)
                .dense(16, Activation.RELU)
                .dense(2, Activation.SOFTMAX)
                .build();
        return new Trainer(network, new Settings(Sgd.of(rate), 20, SEED), EpochSource.of(data, SEED));
    }

    private static double lossAfterTwoEpochs(float rate) {
        Trainer trainer = trainer(rate);
        trainer.trainEpoch(report -> {});
        trainer.trainEpoch(report -> {});
        Dataset data = Points.MOONS.generate(500, DataRandom.training(SEED));
        return trainer.evaluate(DataExamples.of(data), DataExamples.all(data)).loss();
    }
}
