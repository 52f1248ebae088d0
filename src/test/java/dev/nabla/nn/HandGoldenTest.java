package dev.nabla.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import org.junit.jupiter.api.Test;

/** Networks small enough to recompute with pencil and paper. */
class HandGoldenTest {
    private static final Sgd HALF = Sgd.of(0.5f);

    private JavaExecutor executor;
    private Slice slice;

    private void train(Network network, Sgd optimizer, Examples examples, int[][] batches, float[]... parameters) {
        Program program = EngineFixture.compile(network, examples, optimizer, 256);
        executor = new JavaExecutor(program);
        for (int i = 0; i < parameters.length; i++) {
            executor.write(program.parameters().get(i).value(), parameters[i]);
        }
        slice = EngineFixture.slice(program, optimizer, batches);
        executor.train(examples, slice);
    }

    private float[] read(String name) {
        Buffer buffer = EngineFixture.buffer(executor.program(), name);
        return EngineFixture.read(executor, buffer);
    }

    private float loss(int step) {
        return slice.metric(step, executor.program().loss());
    }

    /**
     * x = (1, 2); z = (1·1 + 2·1 + 0, 1·1 − 2·1 + 0) = (3, −1); a = (3, 0); output 2·3 + 1·0 − 1 = 5; target 4; loss
     * ½·1². Backwards: d = 1; dW₂ = (3, 0), db₂ = 1; dz = (2·1, 0); dW₁ = (2, 4; 0, 0), db₁ = (2, 0).
     */
    @Test
    void train_reluQuadratic_givesTheNumbersByHand() {
        Network network =
                EngineFixture.network(2, Loss.QUADRATIC, Dense.of(2, Activation.RELU), Dense.of(1, Activation.LINEAR));
        Examples examples = Examples.of(1, new float[] {1, 2}, new float[] {4});

        train(
                network,
                HALF,
                examples,
                new int[][] {{0}},
                new float[] {1, 1, 1, -1},
                new float[] {0, 0},
                new float[] {2, 1},
                new float[] {-1});

        assertThat(loss(0)).isEqualTo(0.5f);
        assertThat(read("d:layer1.weight")).containsExactly(2, 4, 0, 0);
        assertThat(read("d:layer1.bias")).containsExactly(2, 0);
        assertThat(read("d:layer2.weight")).containsExactly(3, 0);
        assertThat(read("d:layer2.bias")).containsExactly(1);
        assertThat(read("layer1.weight")).containsExactly(0, -1, 1, -1);
        assertThat(read("layer2.weight")).containsExactly(0.5f, 1);
        assertThat(read("layer2.bias")).containsExactly(-1.5f);
    }

    /** All weights 0: p = (¼, ¼, ¼, ¼), loss log 4, dW = (p − y)·x = −¾·2 in the row of the label, ¼·2 elsewhere. */
    @Test
    void train_crossEntropyFromZeros_givesTheNumbersByHand() {
        Network network = EngineFixture.network(1, Loss.CROSS_ENTROPY, Dense.of(4, Activation.SOFTMAX));
        Examples examples = Examples.of(1, new float[] {2}, new int[] {1});

        train(network, HALF, examples, new int[][] {{0}}, new float[4], new float[4]);

        Tolerances.FEW_ROUNDINGS.check("loss", loss(0), Math.log(4));
        assertThat(read("d:layer1.weight")).containsExactly(0.5f, -1.5f, 0.5f, 0.5f);
        assertThat(read("layer1.bias")).containsExactly(-0.125f, 0.375f, -0.125f, -0.125f);
    }

    /** σ(0) = ½, σ′(0) = ¼; target 1, so d = (½ − 1)·¼ = −⅛; dW = −⅛·4; loss ½·¼. */
    @Test
    void train_sigmoidQuadratic_givesTheNumbersByHand() {
        Network network = EngineFixture.network(1, Loss.QUADRATIC, Dense.of(1, Activation.SIGMOID));
        Examples examples = Examples.of(1, new float[] {4}, new float[] {1});

        train(network, HALF, examples, new int[][] {{0}}, new float[1], new float[1]);

        assertThat(loss(0)).isEqualTo(0.125f);
        assertThat(read("d:layer1.weight")).containsExactly(-0.5f);
        assertThat(read("d:layer1.bias")).containsExactly(-0.125f);
    }

    /** Outputs (1, 3), targets (0, 1): squares 1 and 4, mean 2½; gradient 2/2·(1, 2), divided by one example. */
    @Test
    void train_meanSquaredError_dividesByTheOutputs() {
        Network network = EngineFixture.network(1, Loss.MEAN_SQUARED_ERROR, Dense.of(2, Activation.LINEAR));
        Examples examples = Examples.of(1, new float[] {1}, new float[] {0, 1});

        train(network, HALF, examples, new int[][] {{0}}, new float[] {1, 3}, new float[2]);

        assertThat(loss(0)).isEqualTo(2.5f);
        assertThat(read("d:layer1.weight")).containsExactly(1, 2);
    }

    /** Errors 1 and 3 on x = 1 and 2: the mean of the losses ½ and 4½, the mean of the gradients 1 and 6. */
    @Test
    void train_batchOfTwo_averagesOverTheExamples() {
        Network network = EngineFixture.network(1, Loss.QUADRATIC, Dense.of(1, Activation.LINEAR));
        Examples examples = Examples.of(2, new float[] {1, 2}, new float[] {0, -1});

        train(network, HALF, examples, new int[][] {{0, 1}}, new float[] {1}, new float[1]);

        assertThat(loss(0)).isEqualTo(2.5f);
        assertThat(read("d:layer1.weight")).containsExactly(3.5f);
        assertThat(read("d:layer1.bias")).containsExactly(2);
    }

    /** w = 3, b = −2, λ ¼ and ½: penalty ¼·9 + ½·4; the data's gradient is 0, so that dw = ½·3, db = −2. */
    @Test
    void train_l2_addsLambdaTimesTheSquares() {
        Network network = EngineFixture.network(
                1, Loss.QUADRATIC, Dense.of(1, Activation.LINEAR).withL2(0.25f, 0.5f));
        Examples examples = Examples.of(1, new float[] {1}, new float[] {1});

        train(network, HALF, examples, new int[][] {{0}}, new float[] {3}, new float[] {-2});

        assertThat(slice.metric(0, executor.program().findMetric(Program.PENALTY)))
                .isEqualTo(4.25f);
        assertThat(loss(0)).isEqualTo(0);
        assertThat(read("layer1.weight")).containsExactly(2.25f);
        assertThat(read("layer1.bias")).containsExactly(-1);
    }

    /** The gradient by b is b − 1 + 1·w = a − y; x = 0 keeps w out: b: 0 → v −1, b ½; v −½ − ½, b 1; v −½, b 1¼. */
    @Test
    void train_momentum_remembersEarlierGradients() {
        Network network = EngineFixture.network(1, Loss.QUADRATIC, Dense.of(1, Activation.LINEAR));
        Examples examples = Examples.of(1, new float[] {0}, new float[] {1});

        train(network, HALF.withMomentum(0.5f), examples, new int[][] {{0}, {0}, {0}}, new float[1], new float[1]);

        assertThat(read("layer1.bias")).containsExactly(1.25f);
        assertThat(read("layer1.bias.velocity")).containsExactly(-0.5f);
    }

    /** Rates ½, ½/2: b = 0 + ½·1, then ½ + ¼·½. */
    @Test
    void train_decay_lowersTheRateFromTheSecondStepOn() {
        Network network = EngineFixture.network(1, Loss.QUADRATIC, Dense.of(1, Activation.LINEAR));
        Examples examples = Examples.of(1, new float[] {0}, new float[] {1});

        train(network, HALF.withDecay(1), examples, new int[][] {{0}, {0}}, new float[1], new float[1]);

        assertThat(read("layer1.bias")).containsExactly(0.625f);
    }

    /** Two of three predictions right: the output's largest element is at x's sign. */
    @Test
    void train_labels_countsTheCorrectOnes() {
        Network network = EngineFixture.network(1, Loss.CROSS_ENTROPY, Dense.of(2, Activation.SOFTMAX));
        Examples examples = Examples.of(3, new float[] {1, -1, 2}, new int[] {0, 1, 1});

        train(network, HALF, examples, new int[][] {{0, 1, 2}}, new float[] {1, -1}, new float[2]);

        assertThat(slice.metric(0, executor.program().findMetric(Program.CORRECT)))
                .isEqualTo(2);
    }
}
