package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may go wrong with helpers: the run goes on, with the bits of the reference. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FaultsTest {
    private static final int INPUTS = 30;
    private static final int CLASSES = 7;
    private static final int SLICES = 6;

    private static final Network NETWORK = Network.builder()
            .input(INPUTS)
            .dense(19, Activation.RELU)
            .dense(CLASSES, Activation.SOFTMAX)
            .build();

    private final ThreadedEndiveMachine machine = new ThreadedEndiveMachine(3);
    private final Examples examples = pixels(true);
    private final Program program = compile(ElementType.U8);
    private final Executor reference = new JavaExecutor(program);

    @AfterEach
    void endThreads() {
        machine.close();
    }

    static Examples pixels(boolean fixed) {
        Draws draws = new Draws(3);
        int size = 90;
        byte[] pixels = new byte[size * INPUTS];
        int[] labels = new int[size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = draws.oneIn(3) ? (byte) draws.below(256) : 0;
        }
        for (int i = 0; i < size; i++) {
            labels[i] = draws.below(CLASSES);
        }
        return fixed ? Examples.of(size, pixels, labels) : Examples.changing(size, pixels, labels);
    }

    private static Program compile(ElementType inputs) {
        return GeneratedRun.compile(NETWORK, Adam.of(0.01f), inputs, ElementType.I32, 16, false);
    }

    static void initialize(Executor executor) {
        for (Buffer buffer : executor.program().persistent()) {
            executor.write(buffer, new float[buffer.shape().width()]);
        }
        for (Tensor tensor : NETWORK.initialize(5)) {
            for (Buffer buffer : executor.program().persistent()) {
                if (buffer.name().equals(tensor.name())) {
                    executor.write(buffer, tensor.values());
                }
            }
        }
    }

    /** Some steps, the last ones with more rows than a chunk has. */
    static Slice slice(Program program, int number) {
        Slice slice = new Slice(program, 4);
        Draws draws = new Draws(number);
        for (int rows : new int[] {16, 13, 6, 20}) {
            int[] order = new int[rows];
            for (int i = 0; i < rows; i++) {
                order[i] = draws.below(90);
            }
            int index = slice.add(order, 0, rows);
            Adam.of(0.01f).fill(program, slice, index, number * 4L + index);
        }
        return slice;
    }

    static void compareTensors(Executor actual, Executor expected) {
        for (Buffer buffer : expected.program().persistent()) {
            float[] wanted = new float[buffer.shape().width()];
            float[] got = new float[buffer.shape().width()];
            expected.read(buffer, wanted);
            actual.read(buffer, got);
            assertThat(RunLog.bits(got, got.length))
                    .as(buffer.toString())
                    .isEqualTo(RunLog.bits(wanted, wanted.length));
        }
    }

    private void train(Executor executor, Examples data, int from, int to) {
        for (int i = from; i < to; i++) {
            Slice expected = slice(program, i);
            Slice actual = slice(program, i);
            reference.train(data, expected);
            assertThat(executor.train(data, actual)).isEqualTo(4);
            assertThat(actual.metrics()).as("metrics of slice %d", i).isEqualTo(expected.metrics());
        }
    }

    private static void awaitThreads(Executor executor, int threads) {
        while (((KernelExecutor) executor).plan().threads(threads) < threads) {
            Thread.onSpinWait();
        }
    }

    /** Lost while it waits, in the rows, at a barrier, in the update …: wherever that many accesses take it. */
    @ParameterizedTest
    @ValueSource(ints = {5, 300, 1000, 2000, 3001, 5003, 8009, 13_001, 21_001, 34_003})
    void helper_lostInTheMiddle_changesNoBit(int accesses) {
        machine.setPatienceUntilALoss();
        machine.loseHelper(accesses % 2 + 1, accesses);
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);

        int slice = 0;
        train(executor, examples, slice, ++slice);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (machine.lost() == 0 && slice < SLICES && System.nanoTime() < end) {
            if (((KernelExecutor) executor).plan().threads(3) == 3) {
                train(executor, examples, slice, ++slice);
            }
        }
        train(executor, examples, slice, ++slice);
        compareTensors(executor, reference);
        assertThat(machine.lost()).as("helpers lost").isEqualTo(1);
        executor.close();
    }

    /** After a loss one thread works; more come when they are asked for. */
    @Test
    void threads_afterALoss_comeAgain() {
        machine.setPatienceUntilALoss();
        machine.loseHelper(2, 2000);
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);
        awaitThreads(executor, 3);
        train(executor, examples, 0, 3);
        assertThat(machine.lost()).isEqualTo(1);
        assertThat(engine.threads()).isEqualTo(1);

        machine.loseHelper(0, 0);
        engine.setThreads(3);
        awaitThreads(executor, 3);
        train(executor, examples, 3, 6);

        assertThat(machine.started()).isEqualTo(4);
        assertThat(engine.threads()).isEqualTo(3);
        compareTensors(executor, reference);
        executor.close();
    }

    /** What came from changing examples cannot be done again, what followed can. */
    @Test
    void helper_lostBehindChangingExamples_changesNoBit() {
        machine.setPatienceUntilALoss();
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);
        awaitThreads(executor, 3);
        train(executor, examples, 0, 1);
        awaitThreads(executor, 3);
        train(executor, pixels(false), 1, 2);
        awaitThreads(executor, 3);
        train(executor, examples, 2, 3);
        lose(engine);
        train(executor, examples, 3, 4);

        assertThat(engine.threads()).as("threads after the loss").isEqualTo(1);
        compareTensors(executor, reference);
        executor.close();
    }

    /** A slice that could not begin is not done when the others are done again. */
    @Test
    void helper_lostBehindAFailedSlice_changesNoBit() {
        machine.setPatienceUntilALoss();
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);
        awaitThreads(executor, 3);
        train(executor, examples, 0, 1);
        awaitThreads(executor, 3);
        train(executor, examples, 1, 2);
        Examples numbers = Examples.of(90, new float[90 * INPUTS], new int[90]);
        assertThatThrownBy(() -> executor.train(numbers, slice(program, 9))).isInstanceOf(IllegalStateException.class);
        train(executor, examples, 2, 3);
        lose(engine);
        train(executor, examples, 3, 4);

        assertThat(engine.threads()).as("threads after the loss").isEqualTo(1);
        compareTensors(executor, reference);
        executor.close();
    }

    /** Ends helpers behind the engine's back. */
    private void lose(Engine engine) {
        assertThat(engine.threads()).isEqualTo(3);
        machine.loseHelpers();
    }

    /** A loss with two programs in the memory: the other one goes on, too. */
    @Test
    void otherProgram_afterALoss_goesOn() {
        machine.setPatienceUntilALoss();
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor other = engine.executor(program);
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);
        initialize(other);
        awaitThreads(executor, 3);
        train(executor, examples, 0, 1);
        lose(engine);
        train(executor, examples, 1, 2);
        compareTensors(executor, reference);
        assertThat(engine.threads()).isEqualTo(1);

        initialize(reference);
        train(other, examples, 0, 2);
        compareTensors(other, reference);
        executor.close();
        other.close();
    }

    @Test
    void helpers_comingLate_changeNoBit() {
        CountDownLatch gate = new CountDownLatch(1);
        machine.setGate(gate);
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);
        train(executor, examples, 0, 2);
        assertThat(((KernelExecutor) executor).plan().threads(3)).isEqualTo(1);

        gate.countDown();
        awaitThreads(executor, 3);
        train(executor, examples, 2, 4);

        assertThat(engine.threads()).isEqualTo(3);
        compareTensors(executor, reference);
        executor.close();
    }

    /** Assigned to a plan that was gone when they came. */
    @Test
    void helpers_comingToAPlanThatIsGone_goToTheNext() {
        CountDownLatch gate = new CountDownLatch(1);
        machine.setGate(gate);
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        Executor gone = engine.executor(program);
        initialize(gone);
        gone.train(examples, slice(program, 0));
        gone.close();
        Executor executor = engine.executor(program);
        initialize(executor);
        initialize(reference);
        train(executor, examples, 0, 1);
        gate.countDown();
        awaitThreads(executor, 3);
        train(executor, examples, 1, 3);

        assertThat(machine.started()).isEqualTo(2);
        compareTensors(executor, reference);
        executor.close();
    }

    /** Two programs by turns: the helpers go to and fro, none is started anew. */
    @Test
    void helpers_ofTwoPrograms_areSentToAndFro() {
        Engine engine = new Engine(machine);
        engine.setThreads(3);
        List<Executor> executors = new ArrayList<>();
        List<Executor> references = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            executors.add(engine.executor(program));
            references.add(new JavaExecutor(program));
            initialize(executors.get(i));
            initialize(references.get(i));
        }
        for (int round = 0; round < 6; round++) {
            Executor executor = executors.get(round % 2);
            awaitThreads(executor, 3);
            executor.train(examples, slice(program, round));
            references.get(round % 2).train(examples, slice(program, round));
        }
        assertThat(engine.threads()).isEqualTo(3);
        assertThat(machine.started()).isEqualTo(2);
        compareTensors(executors.get(0), references.get(0));
        compareTensors(executors.get(1), references.get(1));
        executors.forEach(Executor::close);
    }

    /** A step whose inputs are all zero makes NaN of weights where the deltas overflow, as the reference does. */
    @Test
    void overflow_onZeroPixels_isReportedForTheParameterOfTheReference() {
        Network network = Network.builder()
                .input(4)
                .dense(3, Activation.RELU)
                .dense(2, Activation.LINEAR)
                .loss(dev.nabla.nn.Loss.QUADRATIC)
                .build();
        Program huge = GeneratedRun.compile(network, Sgd.of(0.1f), ElementType.U8, ElementType.I32, 8, false);
        Examples dark = Examples.of(5, new byte[20], new int[5]);
        List<Slice> slices = new ArrayList<>();
        for (Executor executor : List.of(new JavaExecutor(huge), new Engine(new EndiveMachine()).executor(huge))) {
            for (Buffer buffer : huge.persistent()) {
                float[] values = new float[buffer.shape().width()];
                java.util.Arrays.fill(values, 1e30f);
                executor.write(buffer, values);
            }
            Slice slice = new Slice(huge, 1);
            Sgd.of(0.1f).fill(huge, slice, slice.add(new int[] {0, 1, 2, 3, 4}, 0, 5), 0);
            assertThat(executor.train(dark, slice)).isEqualTo(1);
            slices.add(slice);
        }
        assertThat(slices.get(1).metric(0, huge.nonFinite()))
                .isEqualTo(slices.get(0).metric(0, huge.nonFinite()));
        assertThat(slices.get(0).metric(0, huge.nonFinite())).isEqualTo(1);
    }

    @Test
    void module_refused_isToldAndLeavesRoom() {
        EndiveMachine inner = new EndiveMachine();
        Engine engine = new Engine(new RefusingMachine(inner));
        int before = engine.take(1);
        engine.release(before);

        assertThatThrownBy(() -> engine.executor(program))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("not accepted");
        assertThat(engine.take(1)).isEqualTo(before);
    }

    /** Takes modules for damaged. */
    private record RefusingMachine(EndiveMachine machine) implements Machine {
        @Override
        public int maxThreads() {
            return 1;
        }

        @Override
        public LinearMemory allocate(int pages, int maxPages) {
            return machine.allocate(pages, maxPages);
        }

        @Override
        public ModuleInstance instantiate(byte[] module, LinearMemory memory) {
            byte[] damaged = module.clone();
            damaged[damaged.length / 2] ^= 0x55;
            return machine.instantiate(java.util.Arrays.copyOf(damaged, damaged.length - 9), memory);
        }

        @Override
        public void assignHelpers(byte[] module, LinearMemory memory) {}

        @Override
        public void terminateHelpers() {}
    }
}
