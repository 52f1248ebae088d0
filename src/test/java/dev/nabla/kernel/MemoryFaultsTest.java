package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that is refused: smaller parts with the same bits where that helps, else a sentence, and nothing is lost. */
class MemoryFaultsTest {
    /** What an engine begins with: 4 MiB. */
    private static final int ROOM_PAGES = 64;

    private static final int INPUTS = 60;
    private static final Sgd SGD = Sgd.of(0.125f).withMomentum(0.5f);

    private final Engine engine = new Engine(new EndiveMachine(ROOM_PAGES));
    private final Network network = Network.builder()
            .input(INPUTS)
            .dense(5, Activation.RELU)
            .dense(3, Activation.SOFTMAX)
            .build();
    private final Program program = GeneratedRun.compile(network, SGD, ElementType.U8, ElementType.I32, 16, false);
    private final Executor reference = initialized(new JavaExecutor(program));

    private Executor initialized(Executor executor) {
        for (Buffer buffer : executor.program().persistent()) {
            for (Tensor tensor : network.initialize(5)) {
                if (buffer.name().equals(tensor.name())) {
                    executor.write(buffer, tensor.values());
                }
            }
        }
        return executor;
    }

    private static Examples pixels(int size, int percent, int seed) {
        Draws draws = new Draws(seed);
        byte[] pixels = new byte[size * INPUTS];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = draws.below(3);
            for (int k = 0; k < INPUTS; k++) {
                pixels[i * INPUTS + k] = (byte) (draws.below(100) < percent ? 1 + draws.below(255) : 0);
            }
        }
        return Examples.of(size, pixels, labels);
    }

    private Slice slice(Examples examples, int rows, int seed) {
        Draws draws = new Draws(seed);
        Slice slice = new Slice(program, 3);
        for (int step = 0; step < 3; step++) {
            int[] order = new int[rows];
            for (int i = 0; i < rows; i++) {
                order[i] = draws.below(examples.size());
            }
            SGD.fill(program, slice, slice.add(order, 0, rows), 0);
        }
        return slice;
    }

    private void train(Executor executor, Examples examples, int rows, int seed) {
        Slice expected = slice(examples, rows, seed);
        Slice actual = slice(examples, rows, seed);
        reference.train(examples, expected);
        executor.train(examples, actual);
        assertThat(actual.metrics()).as("metrics").isEqualTo(expected.metrics());
    }

    private void compareEvaluation(Executor executor, Examples examples) {
        int count = examples.size();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = count - 1 - i;
        }
        float[] expected = new float[count];
        float[] actual = new float[count];
        reference.evaluate(examples, order, 0, count, expected, new int[count]);
        executor.evaluate(examples, order, 0, count, actual, new int[count]);
        assertThat(actual).isEqualTo(expected);
    }

    /** As lists and as bytes. */
    @ParameterizedTest
    @ValueSource(ints = {40, 90})
    void data_thatDoNotFit_areSentInParts(int percent) {
        Examples large = pixels(70_000, percent, 1);
        Executor executor = initialized(engine.executor(program));
        train(executor, large, 16, 1);
        train(executor, large, 40, 2);
        assertThat(engine.memory().pages()).isLessThanOrEqualTo(ROOM_PAGES);
        FaultsTest.compareTensors(executor, reference);
        compareEvaluation(executor, pixels(40, percent, 3));
        train(executor, large, 16, 4);
        FaultsTest.compareTensors(executor, reference);
    }

    /** Sets that lie there give way to what a call needs. */
    @Test
    void dataOfEarlierCalls_giveWay() {
        Executor executor = initialized(engine.executor(program));
        for (int seed = 0; seed < 4; seed++) {
            train(executor, pixels(17_000, 90, seed), 16, seed);
        }
        Examples large = pixels(70_000, 90, 9);
        train(executor, large, 900, 9);
        FaultsTest.compareTensors(executor, reference);
    }

    /** A slice of more examples needs a larger plan, for which there is no room until the data go. */
    @Test
    void dataOfEarlierCalls_giveWayToALargerPlan() {
        Executor executor = initialized(engine.executor(program));
        Examples data = pixels(65_000, 90, 1);
        train(executor, data, 16, 1);
        train(executor, data, 10_000, 2);
        FaultsTest.compareTensors(executor, reference);
    }

    @Test
    void slice_thatDoesNotFit_isToldAndChangesNothing() {
        Executor executor = initialized(engine.executor(program));
        Examples examples = pixels(300, 50, 1);
        train(executor, examples, 16, 1);

        assertThatThrownBy(() -> executor.train(examples, slice(examples, 200_000, 2)))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("No room for a memory of");

        FaultsTest.compareTensors(executor, reference);
        Executor other = initialized(engine.executor(program));
        train(executor, pixels(200, 50, 2), 16, 3);
        train(executor, examples, 16, 4);
        FaultsTest.compareTensors(executor, reference);
        other.close();
    }

    @Test
    void program_thatDoesNotFit_isToldAndLeavesRoom() {
        Executor executor = initialized(engine.executor(program));
        train(executor, pixels(300, 50, 1), 16, 1);
        Network wide = Network.builder()
                .input(INPUTS)
                .dense(9000, Activation.RELU)
                .dense(3, Activation.SOFTMAX)
                .build();
        Program large = GeneratedRun.compile(wide, SGD, ElementType.U8, ElementType.I32, 16, false);

        assertThatThrownBy(() -> engine.executor(large))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("No room for a memory of");

        train(executor, pixels(300, 50, 2), 16, 2);
        FaultsTest.compareTensors(executor, reference);
    }

    @Test
    void absurdPrograms_areToldWithSizes() {
        Engine roomy = new Engine(new EndiveMachine());
        assertThatThrownBy(() -> roomy.executor(square(9_000)))
                .isInstanceOf(MachineException.class)
                .hasMessageMatching(
                        "Memory: \\d+ MB more are needed, \\d+ MB are in use, expected at most 1024 MB in all");
        assertThatThrownBy(() -> roomy.executor(square(30_000)))
                .isInstanceOf(MachineException.class)
                .hasMessageMatching("Memory: the program needs more than \\d+ MB, expected at most 2,048 MB");
        assertThat(roomy.memory().pages()).isEqualTo(ROOM_PAGES);
    }

    private static Program square(int width) {
        Network network =
                Network.builder().input(width).dense(width, Activation.SOFTMAX).build();
        return GeneratedRun.compile(network, SGD, ElementType.F32, ElementType.I32, 16, false);
    }
}
