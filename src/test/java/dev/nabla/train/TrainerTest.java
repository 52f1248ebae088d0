package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.optim.Schedule;
import dev.nabla.optim.Sgd;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Examples;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A run is a function of network, data, settings and events: how it is cut makes no difference to any bit. */
class TrainerTest {
    private static final int STEPS = 23;
    private static final Optimizer ADAM = OptimizerKind.ADAM.of(0.01f, 0.9f, 0.999f, 1e-8f, 0);

    @Test
    void advance_sameSeed_givesTheSameBits() {
        Trainer first = Runs.trainer();
        Trainer second = Runs.trainer();
        Runs.advance(first, STEPS);
        Runs.advance(second, STEPS);
        Runs.checkSame("same seed", second, first);
    }

    @Test
    void advance_otherSeed_givesOtherWeights() {
        Trainer first = Runs.trainer();
        Trainer second = Runs.trainer(new Settings(Runs.MOMENTUM, Runs.BATCH, Runs.SEED + 1));
        Runs.advance(first, STEPS);
        Runs.advance(second, STEPS);
        assertThat(second.weights().get(0).values())
                .isNotEqualTo(first.weights().get(0).values());
    }

    @Test
    void advance_oneStepAtATime_givesTheSameBits() {
        Trainer expected = Runs.trainer();
        Trainer actual = Runs.trainer();
        Runs.advance(expected, STEPS);
        for (int step = 0; step < STEPS; step++) {
            assertThat(actual.advance(1, Runs.SILENT)).isEqualTo(1);
        }
        Runs.checkSame("single steps", actual, expected);
    }

    @Test
    void advance_randomPieces_givesTheSameBits() {
        Trainer expected = Runs.trainer();
        Runs.advance(expected, STEPS);
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Trainer actual = Runs.trainer();
            while (actual.step() < STEPS) {
                actual.advance((int) Math.min(STEPS - actual.step(), 1 + random.nextInt(4)), Runs.SILENT);
            }
            Runs.checkSame("pieces of seed " + seed, actual, expected);
        }
    }

    @Test
    void trainEpoch_wholeEpochs_givesTheBitsOfSteps() {
        Trainer expected = Runs.trainer();
        Trainer actual = Runs.trainer();
        Runs.advance(expected, 3 * Runs.STEPS_PER_EPOCH);
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(actual.trainEpoch(Runs.SILENT)).isTrue();
            assertThat(actual.epoch()).isEqualTo(epoch);
        }
        Runs.checkSame("epochs", actual, expected);
    }

    @Test
    void advance_epochOfManySlices_givesTheBitsOfSingleSteps() {
        // 300 batches of one: the trainer hands them over in several slices.
        Examples examples = EngineFixture.labelled(new Random(1), 300, Runs.INPUTS, Runs.CLASSES);
        Trainer[] trainers = new Trainer[2];
        for (int i = 0; i < 2; i++) {
            trainers[i] = new Trainer(
                    Runs.NETWORK,
                    new Settings(Sgd.of(0.01f), 1, 1),
                    new EpochSource(examples, EngineFixture.range(300), 1));
        }
        assertThat(trainers[0].advance(1000, Runs.SILENT)).isEqualTo(300);
        for (int step = 0; step < 300; step++) {
            trainers[1].advance(1, Runs.SILENT);
        }
        Runs.checkSame("slices", trainers[0], trainers[1]);
    }

    @Test
    void advance_beyondTheEpoch_stopsAtItsEnd() {
        Trainer trainer = Runs.trainer();
        assertThat(trainer.advance(100, Runs.SILENT)).isEqualTo(Runs.STEPS_PER_EPOCH);
        assertThat(trainer.examplesSeen()).isEqualTo(Runs.SIZE);
    }

    @Test
    void advance_batchThatDoesNotDivideTheSet_reportsThePartialBatch() {
        List<StepReport> reports = new ArrayList<>();
        Runs.trainer().advance(100, reports::add);
        assertThat(reports).extracting(StepReport::examples).containsExactly(10, 10, 10, 10, 7);
        assertThat(reports).extracting(StepReport::step).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void advance_partialBatch_isDividedByItsOwnSize() {
        List<StepReport> reports = new ArrayList<>();
        Trainer trainer = Runs.trainer();
        trainer.advance(4, reports::add);
        EpochSource source = Runs.source(Runs.SEED);
        source.seek(40);
        int[] last = new int[7];
        source.take(Runs.BATCH, last);
        double expected = trainer.evaluate(Runs.EXAMPLES, last).loss();

        trainer.advance(1, reports::add);

        Tolerances.FEW_ROUNDINGS.check("loss of 7", reports.get(4).loss(), expected);
    }

    @Test
    void advance_batchLargerThanTheSet_takesAllOfIt() {
        List<StepReport> reports = new ArrayList<>();
        Trainer trainer = Runs.trainer(new Settings(Runs.MOMENTUM, 1_000_000_000, Runs.SEED));
        trainer.advance(3, reports::add);
        assertThat(reports).extracting(StepReport::examples).containsExactly(Runs.SIZE);
    }

    @Test
    void evaluate_betweenSteps_changesNothing() {
        Trainer expected = Runs.trainer();
        Trainer actual = Runs.trainer();
        Runs.advance(expected, STEPS);
        for (int step = 0; step < STEPS; step++) {
            actual.evaluate(Runs.EXAMPLES, EngineFixture.range(1 + step));
            actual.predict(new float[Runs.INPUTS * 3], 3, new float[Runs.CLASSES * 3]);
            actual.advance(1, Runs.SILENT);
        }
        Runs.checkSame("evaluations in between", actual, expected);
    }

    @Test
    void change_sameSteps_givesTheSameBits() {
        Trainer expected = Runs.trainer();
        Trainer actual = Runs.trainer();
        Runs.advance(expected, 7);
        changeEverything(expected);
        Runs.advance(expected, STEPS);
        for (int step = 0; step < 7; step++) {
            actual.advance(1, Runs.SILENT);
        }
        changeEverything(actual);
        for (int step = 0; step < STEPS; step++) {
            actual.advance(1, Runs.SILENT);
        }
        Runs.checkSame("events", actual, expected);
    }

    @Test
    void change_otherStep_givesOtherWeights() {
        Trainer first = Runs.trainer();
        Trainer second = Runs.trainer();
        Runs.advance(first, 3);
        first.change(new Event.LearningRate(0.5f));
        Runs.advance(first, 1);
        Runs.advance(second, 4);
        second.change(new Event.LearningRate(0.5f));
        assertThat(first.weights().get(0).values())
                .isNotEqualTo(second.weights().get(0).values());
    }

    @Test
    void change_insideAListener_holdsFromTheStepItRecords() {
        Trainer live = Runs.trainer();
        live.advance(4, report -> {
            if (report.step() == 2) {
                live.change(new Event.LearningRate(0.5f));
            }
        });
        Runs.advance(live, 5);
        Event event = live.events().get(0);
        Trainer replay = Runs.trainer();
        Runs.advance(replay, (int) event.step());
        replay.change(event.change());
        Runs.advance(replay, (int) (live.step() - event.step()));
        Runs.checkSame("replay of a change inside a listener", replay, live);
    }

    @Test
    void state_insideAListener_isConsistent() {
        List<RunState> states = new ArrayList<>();
        Trainer live = Runs.trainer();
        live.advance(3, report -> states.add(live.state()));
        Trainer resumed = Trainer.resume(Runs.NETWORK, states.get(0), Runs.source(Runs.SEED), JavaExecutor::new);
        Runs.advance(live, 10);
        Runs.advance(resumed, (int) (live.step() - resumed.step()));
        Runs.checkSame("resumed from a listener", resumed, live);
    }

    @Test
    void change_momentumSwitchedOn_keepsTheWeights() {
        Trainer trainer = Runs.trainer(new Settings(Sgd.of(0.1f), Runs.BATCH, Runs.SEED));
        Runs.advance(trainer, 3);
        List<Tensor> before = trainer.weights();

        trainer.change(new Event.Momentum(0.9f));

        for (int i = 0; i < before.size(); i++) {
            Tolerances.checkBits(
                    before.get(i).name(),
                    trainer.weights().get(i).values(),
                    before.get(i).values());
        }
        assertThat(trainer.state().tensors()).hasSize(8);
    }

    @Test
    void change_momentumToAnotherValue_keepsTheVelocity() {
        Trainer trainer = Runs.trainer();
        Runs.advance(trainer, 3);
        List<Tensor> before = trainer.state().tensors();
        trainer.change(new Event.Momentum(0.5f));
        assertThat(trainer.state().tensors().get(4).values())
                .isEqualTo(before.get(4).values());
    }

    @Test
    void change_otherKindOfOptimizer_beginsAsInAFreshRun() {
        Trainer changed = Runs.trainer();
        changed.change(new Event.Rules(ADAM, Schedule.CONSTANT, Limits.NONE));
        Trainer fresh = Runs.trainer(new Settings(ADAM, Runs.BATCH, Runs.SEED));
        Runs.advance(changed, STEPS);
        Runs.advance(fresh, STEPS);
        Runs.checkSame("Adam from step 0", changed, fresh);

        Trainer later = Runs.trainer();
        Runs.advance(later, 3);
        List<Tensor> before = later.weights();
        later.change(new Event.Rules(ADAM, Schedule.CONSTANT, Limits.NONE));
        assertThat(later.state().tensors().subList(before.size(), 3 * before.size()))
                .allSatisfy(tensor -> assertThat(tensor.values()).containsOnly(0));
        Runs.advance(later, 1);
        // Adam's first step is the learning rate, whatever the gradient's scale; its clock began with it.
        float first = before.get(0).values()[0];
        assertThat(Math.abs(later.weights().get(0).values()[0] - first)).isCloseTo(0.01f, within(1e-4f));
    }

    @Test
    void change_otherSchedule_beginsFromThere() {
        Schedule halving = new Schedule.Steps(2, 0.5f);
        Trainer late = Runs.trainer(new Settings(Sgd.of(0.1f), Runs.BATCH, Runs.SEED));
        Trainer by = Runs.trainer(new Settings(Sgd.of(0.1f), Runs.BATCH, Runs.SEED));
        Runs.advance(late, 3);
        Runs.advance(by, 3);
        late.change(new Event.Rules(Sgd.of(0.1f), halving, Limits.NONE));
        Runs.advance(late, 4);
        Runs.advance(by, 2);
        by.change(new Event.LearningRate(0.05f));
        Runs.advance(by, 2);
        Runs.checkSame("halved by hand", late, by);
    }

    @Test
    void resume_behindOtherRules_givesTheBitsOfTheUninterruptedRun() {
        Trainer trainer = Runs.trainer();
        Runs.advance(trainer, 3);
        trainer.change(new Event.Rules(ADAM, new Schedule.Cosine(9, 0.1f), new Limits(0, 0.5f, 0)));
        Runs.advance(trainer, 3);
        Trainer resumed = Trainer.resume(Runs.NETWORK, trainer.state(), Runs.source(Runs.SEED), JavaExecutor::new);
        Runs.advance(trainer, 7);
        Runs.advance(resumed, 7);
        Runs.checkSame("resumed", resumed, trainer);
    }

    @Test
    void change_valueOutOfRange_isRefusedAndLeavesTheRunAsItWas() {
        Trainer trainer = Runs.trainer();
        assertThatThrownBy(() -> trainer.change(new Event.LearningRate(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SGD: learning rate -1.0, expected a finite number above 0");
        assertThat(trainer.events()).isEmpty();
        assertThat(trainer.settings().optimizer()).isEqualTo(Runs.MOMENTUM);
    }

    @Test
    void change_batchSizeWithinAnEpoch_seesEachExampleOnce() {
        List<StepReport> reports = new ArrayList<>();
        Trainer trainer = Runs.trainer();
        trainer.advance(2, reports::add);
        trainer.change(new Event.BatchSize(20));
        trainer.advance(100, reports::add);
        assertThat(reports).extracting(StepReport::examples).containsExactly(10, 10, 20, 7);
    }

    @Test
    void resume_everyStep_givesTheBitsOfTheUninterruptedRun() {
        Trainer expected = Runs.trainer();
        Trainer actual = Runs.trainer();
        for (int step = 0; step < STEPS; step++) {
            if (step == 6) {
                changeEverything(expected);
                changeEverything(actual);
            }
            expected.advance(1, Runs.SILENT);
            actual.advance(1, Runs.SILENT);
            actual = Trainer.resume(Runs.NETWORK, actual.state(), Runs.source(Runs.SEED), JavaExecutor::new);
        }
        Runs.checkSame("resumed", actual, expected);
        assertThat(actual.settings()).isEqualTo(expected.settings());
        assertThat(actual.events()).isEqualTo(expected.events());
    }

    @Test
    void resume_tensorMissing_isRefused() {
        RunState state = Runs.trainer().state();
        RunState damaged = new RunState(
                state.settings(), state.events(), 0, 0, state.tensors().subList(0, 7));
        assertThatThrownBy(() -> Trainer.resume(Runs.NETWORK, damaged, Runs.source(Runs.SEED), JavaExecutor::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: the saved state has no tensor layer2.bias.velocity [3]");
    }

    @Test
    void resume_tensorOfAnotherShape_isRefused() {
        RunState state = Runs.trainer().state();
        List<Tensor> tensors = new ArrayList<>(state.tensors());
        tensors.set(1, new Tensor("layer1.bias", Shape.of(9), new float[9]));
        RunState damaged = new RunState(state.settings(), state.events(), 0, 0, tensors);
        assertThatThrownBy(() -> Trainer.resume(Runs.NETWORK, damaged, Runs.source(Runs.SEED), JavaExecutor::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor layer1.bias [9], expected the shape [8] of the network");
    }

    @Test
    void advance_rateThatDiverges_endsTheRunWithASentence() {
        Trainer trainer = diverging();
        int done = trainer.advance(100, Runs.SILENT);

        assertThat(done).isPositive().isEqualTo((int) trainer.step());
        assertThat(trainer.nonFinite())
                .hasToString("layer2.z (weighted sums) became infinite or NaN in step " + done
                        + "; a smaller learning rate may help");
    }

    @Test
    void advance_afterTheEnd_isRefused() {
        Trainer trainer = diverging();
        trainer.advance(100, Runs.SILENT);
        assertThatThrownBy(() -> trainer.advance(1, Runs.SILENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Training has ended: " + trainer.nonFinite());
    }

    @Test
    void examplesSeen_runThatEndedWithinASlice_countsItsStepsOnly() {
        Trainer trainer = diverging();
        trainer.advance(100, Runs.SILENT);
        assertThat(trainer.step()).isLessThan(Runs.SIZE);
        assertThat(trainer.examplesSeen()).isEqualTo(trainer.step());
    }

    @Test
    void resume_runThatEnded_staysEnded() {
        Trainer trainer = diverging();
        trainer.advance(100, Runs.SILENT);
        Trainer resumed = Trainer.resume(Runs.NETWORK, trainer.state(), Runs.source(Runs.SEED), JavaExecutor::new);
        assertThat(resumed.nonFinite()).isEqualTo(new NonFinite(trainer.step(), "layer1.weight"));
    }

    @Test
    void advance_oracleAsExecutor_staysWithinTheTolerance() {
        Trainer actual = Runs.trainer();
        Trainer oracle = new Trainer(Runs.NETWORK, actual.settings(), Runs.source(Runs.SEED), DoubleExecutor::new);
        Runs.advance(actual, STEPS);
        Runs.advance(oracle, STEPS);
        for (int i = 0; i < 8; i++) {
            Tensor tensor = actual.state().tensors().get(i);
            double[] expected = Tolerances.widen(oracle.state().tensors().get(i).values());
            Tolerances.FLOAT.check(tensor + ", seed " + Runs.SEED, tensor.values(), expected);
        }
    }

    @Test
    void advance_manyEpochs_lowersTheLoss() {
        Trainer trainer = Runs.trainer();
        double before =
                trainer.evaluate(Runs.EXAMPLES, EngineFixture.range(Runs.SIZE)).loss();
        Runs.advance(trainer, 200);
        double after =
                trainer.evaluate(Runs.EXAMPLES, EngineFixture.range(Runs.SIZE)).loss();
        assertThat(after).isLessThan(before / 2);
    }

    @Test
    void evaluate_labels_countsWhatItPredicts() {
        Evaluation evaluation = Runs.trainer().evaluate(Runs.EXAMPLES, EngineFixture.range(Runs.SIZE));
        int correct = 0;
        for (int i = 0; i < Runs.SIZE; i++) {
            correct += evaluation.prediction(i) == Runs.EXAMPLES.labels()[i] ? 1 : 0;
        }
        assertThat(evaluation.correct()).isEqualTo(correct);
        assertThat(evaluation.accuracy()).isEqualTo((double) correct / Runs.SIZE);
    }

    @Test
    void evaluate_withoutExamples_isRefused() {
        assertThatThrownBy(() -> Runs.trainer().evaluate(Runs.EXAMPLES, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evaluation: no examples, expected at least 1");
    }

    @Test
    void settings_withoutBatch_isRefused() {
        assertThatThrownBy(() -> new Settings(Sgd.of(1), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Training: batch size 0, expected at least 1");
    }

    @Test
    void runState_moreStepsThanExamples_isRefused() {
        Settings settings = new Settings(Sgd.of(1), 1, 1);
        assertThatThrownBy(() -> new RunState(settings, List.of(), 3, 2, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: step 3 after 2 examples, expected 0 ≤ step ≤ examples");
    }

    private static void changeEverything(Trainer trainer) {
        trainer.change(new Event.LearningRate(0.05f));
        trainer.change(new Event.Momentum(0));
        trainer.change(new Event.BatchSize(6));
        trainer.change(new Event.Momentum(0.5f));
    }

    /** Squares of numbers that grow without bound; each step one example. */
    private static Trainer diverging() {
        return new Trainer(Runs.NETWORK, new Settings(Sgd.of(1e30f), 1, Runs.SEED), Runs.source(Runs.SEED));
    }
}
