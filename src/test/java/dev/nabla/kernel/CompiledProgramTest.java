package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Op;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is shown of a compiled program, and that looking at it changes nothing. */
class CompiledProgramTest {
    private static final int INPUTS = 24;
    private static final int CAPACITY = 256;

    private final Engine engine = new Engine(new EndiveMachine());
    private final Network network = Network.builder()
            .input(INPUTS)
            .dense(9, Activation.RELU)
            .dense(10, Activation.SOFTMAX)
            .build();
    private final Examples examples = examples();

    private static Examples examples() {
        Random random = new Random(5);
        byte[] pixels = new byte[100 * INPUTS];
        int[] labels = new int[100];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : 0;
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(10);
        }
        return Examples.of(100, pixels, labels);
    }

    private Trainer trainer(boolean compiled) {
        Settings settings = new Settings(Sgd.of(0.1f).withMomentum(0.9f), 8, 3);
        return new Trainer(
                network,
                settings,
                new EpochSource(examples, IntStream.range(0, 100).toArray(), 7),
                compiled ? engine::executor : JavaExecutor::new);
    }

    private static CompiledProgram compiled(Trainer trainer) {
        return (CompiledProgram) trainer.executor();
    }

    @Test
    void steps_inBothForms_doAllThatTheProgramDoes() {
        CompiledProgram compiled = compiled(trainer(true));

        for (int batch : new int[] {8, CAPACITY + 1}) {
            List<CompiledStep> steps = compiled.steps(batch);
            long flops = 0;
            for (CompiledStep step : steps) {
                for (Op op : step.ops()) {
                    flops += op.flops(batch);
                }
            }
            assertThat(flops).isEqualTo(compiled.program().flops(batch));
        }
        assertThat(compiled.steps(8))
                .hasSizeLessThan(compiled.steps(CAPACITY + 1).size());
    }

    @Test
    void text_ofEachStep_isItsFunction() {
        CompiledProgram compiled = compiled(trainer(true));

        for (CompiledStep step : compiled.steps(8)) {
            assertThat(compiled.text(step, Integer.MAX_VALUE))
                    .startsWith("(func ")
                    .contains(step.function())
                    .endsWith(")\n");
            assertThat(compiled.text(step, 3).lines()).hasSize(4);
        }
    }

    @Test
    void profile_whileTraining_changesNoBit() {
        Trainer reference = trainer(false);
        Trainer profiled = trainer(true);
        for (int i = 0; i < 3; i++) {
            reference.advance(4, report -> {});
            profiled.advance(4, report -> {});
            int before = compiled(profiled).version();
            compiled(profiled).profile(i != 1);
            assertThat(compiled(profiled).version()).isNotEqualTo(before);
        }
        reference.advance(4, report -> {});
        profiled.advance(4, report -> {});

        List<Tensor> expected = reference.state().tensors();
        List<Tensor> actual = profiled.state().tensors();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).values())
                    .as(expected.get(i).name())
                    .isEqualTo(expected.get(i).values());
        }
    }

    @Test
    void profile_givesEachStepANumber() {
        CompiledProgram compiled = compiled(trainer(true));
        assertThat(compiled.steps(8)).allMatch(step -> step.lap() < 0);

        compiled.profile(true);

        assertThat(compiled.steps(8).stream().map(CompiledStep::lap))
                .doesNotHaveDuplicates()
                .allMatch(lap -> lap >= 0 && lap < Orchestration.WAITING);
    }
}
