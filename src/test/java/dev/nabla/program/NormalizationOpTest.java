package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationOpTest {
    private static final int CAPACITY = 32;
    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.1f;

    private final Setup setup = new Setup(1, 2);

    /** All operations on images [places, 1, channels]. */
    private static final class Setup {
        private final int places;
        private final int channels;
        private final OpFixture fixture;
        private final Buffer mean;
        private final Buffer variance;
        private final Parameter weight;
        private final Parameter bias;
        private final Buffer runningMean;
        private final Buffer runningVariance;
        private final Buffer output;
        private final Buffer dInput;

        Setup(int places, int channels) {
            this.places = places;
            this.channels = channels;
            Shape shape = Shape.rows(places, 1, channels);
            fixture = new OpFixture(CAPACITY, places * channels, places * channels);
            ProgramBuilder builder = fixture.builder;
            Buffer x = builder.value("images of x", shape);
            Buffer dy = builder.value("images of y", shape);
            mean = builder.value("mean", Shape.of(channels));
            variance = builder.value("variance", Shape.of(channels));
            weight = builder.parameter("weight", Shape.of(channels));
            bias = builder.parameter("bias", Shape.of(channels));
            runningMean = builder.statistic("runningMean", Shape.of(channels));
            runningVariance = builder.statistic("runningVariance", Shape.of(channels));
            output = builder.value("output", shape);
            dInput = builder.value("dInput", shape);
            fixture.forward(new LayerOp.Reshape(fixture.x, x));
            fixture.forward(new LayerOp.Reshape(fixture.y, dy));
            fixture.forward(new NormalizationOp.Moments(x, mean, variance));
            fixture.forward(
                    new NormalizationOp.RunningMoments(mean, variance, places, MOMENTUM, runningMean, runningVariance));
            fixture.forward(new NormalizationOp.Normalize(
                    x, mean, variance, runningMean, runningVariance, EPSILON, weight.value(), bias.value(), output));
            fixture.builder.output(output);
            fixture.builder.add(
                    Phase.BACKWARD,
                    new NormalizationOp.NormalizeSums(
                            x, mean, variance, EPSILON, dy, weight.gradient(), bias.gradient()));
            fixture.builder.add(
                    Phase.BACKWARD,
                    new NormalizationOp.NormalizeGradient(
                            x,
                            mean,
                            variance,
                            EPSILON,
                            weight.value(),
                            dy,
                            weight.gradient(),
                            bias.gradient(),
                            dInput));
        }

        /** Σ over places first, from +0, then over rows, from +0; of channel c. */
        private float total(float[] terms, int c) {
            float total = 0;
            for (int r = 0; r < terms.length / places / channels; r++) {
                float ofRow = 0;
                for (int p = 0; p < places; p++) {
                    ofRow += terms[(r * places + p) * channels + c];
                }
                total += ofRow;
            }
            return total;
        }

        void check(int rows, float[] x, float[] dy, float[] weights, float[] biases) {
            JavaExecutor executor = fixture.executor();
            fixture.poison(executor);
            executor.write(weight.value(), weights);
            executor.write(bias.value(), biases);
            executor.write(runningMean, weights);
            executor.write(runningVariance, biases);
            fixture.run(executor, x, dy);
            float[][] actual = {
                OpFixture.read(executor, output, x.length),
                OpFixture.read(executor, dInput, x.length),
                OpFixture.read(executor, weight.gradient(), channels),
                OpFixture.read(executor, bias.gradient(), channels),
                OpFixture.read(executor, runningMean, channels),
                OpFixture.read(executor, runningVariance, channels)
            };
            float[][] expected = new float[6][];
            for (int i = 0; i < 6; i++) {
                expected[i] = new float[actual[i].length];
            }
            float n = rows * places;
            for (int c = 0; c < channels; c++) {
                channel(c, n, x, dy, weights[c], biases[c], expected);
            }
            String[] names = {"y", "dx", "dScale", "dShift", "runningMean", "runningVariance"};
            for (int i = 0; i < 6; i++) {
                Tolerances.checkBits(
                        rows + " rows, " + places + " places, " + channels + " channels: " + names[i],
                        actual[i],
                        expected[i]);
            }
        }

        /** All of one channel, as the formulas say. */
        private void channel(int c, float n, float[] x, float[] dy, float scale, float shift, float[][] expected) {
            float average = total(x, c) / n;
            float[] terms = new float[x.length];
            for (int i = c; i < x.length; i += channels) {
                terms[i] = (x[i] - average) * (x[i] - average);
            }
            float spread = total(terms, c) / n;
            float inverse = 1f / (float) Math.sqrt(spread + EPSILON);
            for (int i = c; i < x.length; i += channels) {
                expected[0][i] = ((x[i] - average) * inverse) * scale + shift;
                terms[i] = dy[i] * ((x[i] - average) * inverse);
            }
            float dScale = total(terms, c);
            float dShift = total(dy, c);
            for (int i = c; i < x.length; i += channels) {
                float xHat = (x[i] - average) * inverse;
                expected[1][i] = (scale * inverse) * ((dy[i] - dShift / n) - xHat * (dScale / n));
            }
            expected[2][c] = dScale;
            expected[3][c] = dShift;
            expected[4][c] = scale + MOMENTUM * (average - scale);
            expected[5][c] = shift + MOMENTUM * (spread * (n / (n - 1)) - shift);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1", "32, 1, 5", "1, 6, 3", "7, 4, 2", "32, 9, 17", "3, 1, 40"})
    void all_rows_giveTheBitsOfTheFormulas(int rows, int ofPlaces, int ofChannels) {
        Setup setup = new Setup(ofPlaces, ofChannels);
        Random random = new Random(rows);
        int count = rows * ofPlaces * ofChannels;
        float[] weights = EngineFixture.normals(random, ofChannels, 1);
        float[] biases = EngineFixture.normals(random, ofChannels, 1);
        float[] x = AwkwardFloats.of(random, count);
        setup.check(rows, x, AwkwardFloats.of(random, count), weights, biases);
    }

    /** torch.nn.BatchNorm1d: a batch [[0, 0], [4, 2]] has means 2, 1 and unbiased variances 8, 2. */
    @Test
    void runningMoments_oneBatch_moveByTheMomentumToTheUnbiasedVariance() {
        JavaExecutor executor = setup.fixture.executor();
        executor.write(setup.runningVariance, new float[] {1, 1});
        setup.fixture.run(executor, new float[] {0, 0, 4, 2}, new float[4]);
        Tolerances.FEW_ROUNDINGS.check(
                "mean", EngineFixture.read(executor, setup.runningMean), new double[] {0.2, 0.1});
        Tolerances.FEW_ROUNDINGS.check(
                "variance", EngineFixture.read(executor, setup.runningVariance), new double[] {1.7, 1.1});
    }

    @Test
    void predict_usesTheRunningMomentsAndLeavesThemAlone() {
        for (Executor executor :
                new Executor[] {setup.fixture.executor(), new DoubleExecutor(setup.fixture.builder.build())}) {
            executor.write(setup.weight.value(), new float[] {2, 1});
            executor.write(setup.bias.value(), new float[] {0, 10});
            executor.write(setup.runningMean, new float[] {1, -1});
            executor.write(setup.runningVariance, new float[] {4, 1});
            float[] outputs = new float[2];
            executor.predict(new float[] {3, 5}, 1, outputs);
            assertThat(outputs[0]).isBetween(1.9999f, 2f);
            assertThat(outputs[1]).isBetween(15.9999f, 16f);
            assertThat(EngineFixture.read(executor, setup.runningMean)).containsExactly(1, -1);
            assertThat(EngineFixture.read(executor, setup.runningVariance)).containsExactly(4, 1);
        }
    }

    @Test
    void train_batchOfOneNumberPerChannel_isRefusedWithASentence() {
        for (Executor executor :
                new Executor[] {setup.fixture.executor(), new DoubleExecutor(setup.fixture.builder.build())}) {
            assertThatThrownBy(() -> setup.fixture.run(executor, new float[2], new float[2]))
                    .hasMessage("Batch normalization (runningMean): a batch of 1 example, expected at least 2");
        }
        Setup image = new Setup(2, 1);
        image.fixture.run(image.fixture.executor(), new float[2], new float[2]);
    }

    @Test
    void train_batchBeyondTheCapacity_isRefusedWithASentence() {
        float[] rows = new float[2 * (CAPACITY + 1)];
        assertThatThrownBy(() -> setup.fixture.run(setup.fixture.executor(), rows, rows))
                .hasMessage("Batch normalization (runningMean): a batch of 33 examples, expected at most 32");
    }
}
