package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Network;
import dev.nabla.optim.Limits;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.optim.Schedule;
import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Penalties;
import dev.nabla.protocol.Recipe;
import dev.nabla.protocol.Setup;
import dev.nabla.train.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
    private static final Setup SETUP = Setup.initial();

    private static Dense layer(Setup setup, int index) {
        return (Dense) Networks.of(setup).layers().get(index);
    }

    @Test
    void choices_areWhatTheLibraryHas() {
        assertThat(Choice.OPTIMIZER.options())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(OptimizerKind.values())
                        .map(OptimizerKind::label)
                        .toList());
        assertThat(Choice.INITIALIZER.options())
                .containsAll(Arrays.stream(Initializer.Scheme.values())
                        .map(Initializer.Scheme::label)
                        .toList());
        assertThat(Setup.ACTIVATIONS)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Activation.values())
                        .filter(activation -> activation != Activation.SOFTMAX)
                        .map(Activation::label)
                        .toList());
    }

    static Stream<Setup> everyOption() {
        return Arrays.stream(Choice.values())
                .flatMap(choice -> choice.options().stream().map(option -> SETUP.with(choice, option)));
    }

    @ParameterizedTest
    @MethodSource("everyOption")
    void everyOption_makesANetworkAndSettings(Setup setup) {
        assertThat(Networks.of(setup).outputs()).isEqualTo(10);
        assertThat(Networks.settings(setup).optimizer().label()).isEqualTo(setup.choice(Choice.OPTIMIZER));
    }

    /** Each number that the table gives an optimizer changes it, and no other does. */
    @ParameterizedTest
    @EnumSource(Recipe.class)
    void recipe_hasTheNumbersOfItsOptimizer(Recipe recipe) {
        Setup setup = recipe.in(SETUP);
        Settings settings = Networks.settings(setup);
        for (Knob knob : Knob.values()) {
            boolean isChanged = !Networks.settings(setup.with(knob, knob.clamp(0.7f * knob.max())))
                    .optimizer()
                    .equals(settings.optimizer());
            assertThat(isChanged).as(knob.name()).isEqualTo(recipe.has(knob));
        }
    }

    @ParameterizedTest
    @CsvSource({"inverse-time, 0.5", "step, 0.5", "exponential, 0.5", "cosine, 0", "one-cycle, 0.000004"})
    void schedule_behindItsSteps_hasTheFactorThatThePageSays(String label, double factor) {
        Schedule schedule = Networks.settings(SETUP.with(Choice.SCHEDULE, label).with(Knob.SCHEDULE_STEPS, 1000))
                .schedule();

        assertThat(schedule.factor(1000)).isCloseTo(factor, within(1e-4));
        assertThat(schedule.factor(500)).isGreaterThan(factor);
    }

    @ParameterizedTest
    @MethodSource("everyOption")
    void withSettings_ofASetup_isThatSetup(Setup option) {
        Setup setup = option.with(Knob.WARM_UP, 50)
                .with(Knob.SCHEDULE_STEPS, 1600)
                .with(Knob.CLIP_NORM, 2)
                .withLearningRate(0.3f);
        Setup learned = setup.with(Choice.OPTIMIZER, SETUP.choice(Choice.OPTIMIZER))
                .with(Choice.SCHEDULE, SETUP.choice(Choice.SCHEDULE))
                .with(Knob.WARM_UP, 0)
                .withLearningRate(1)
                .with(Knob.CLIP_NORM, 0);

        assertThat(Networks.withSettings(learned, Networks.settings(setup))).isEqualTo(setup);
    }

    @Test
    void warmUp_risesBeforeTheSchedule() {
        Schedule schedule = Networks.settings(
                        SETUP.with(Choice.SCHEDULE, "cosine").with(Knob.WARM_UP, 100))
                .schedule();

        assertThat(schedule.factor(0)).isEqualTo(0.01);
        assertThat(schedule.factor(99)).isEqualTo(1);
    }

    @Test
    void limits_areThoseOfTheKnobs() {
        Setup setup = SETUP.with(Knob.CLIP_VALUE, 0.5f).with(Knob.CLIP_NORM, 2).with(Knob.MAX_NORM, 3);

        assertThat(Networks.settings(setup).limits()).isEqualTo(new Limits(0.5f, 2, 3));
    }

    @Test
    void penalties_areThoseOfTheirLayer() {
        Setup setup = SETUP.withHidden(List.of(new Setup.Hidden(8, "gelu", new Penalties(0.1f, 0.2f, 0.3f, 0.4f))))
                .withOutput(Penalties.NONE.withL2(0.5f));

        Dense first = layer(setup, 0);
        assertThat(List.of(first.weightL2(), first.weightL1(), first.biasL2(), first.biasL1()))
                .containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
        assertThat(layer(setup, 1).weightL2()).isEqualTo(0.5f);
        assertThat(first.activation()).isEqualTo(Activation.GELU);
    }

    @Test
    void initializer_usual_suitsTheActivation() {
        Setup setup = SETUP.with(Knob.SCALE, 2);

        assertThat(layer(setup, 0).weightInitializer()).isEqualTo(Initializer.of("he-normal", 2));
        assertThat(layer(setup, 1).weightInitializer()).isEqualTo(Initializer.of("xavier-uniform", 2));
        assertThat(layer(setup.with(Choice.INITIALIZER, "uniform"), 1).weightInitializer())
                .isEqualTo(Initializer.of("uniform", 2));
    }

    @Test
    void labelSmoothing_isOfCrossEntropyOnly() {
        Setup setup = SETUP.with(Knob.LABEL_SMOOTHING, 0.1f);
        Network other = Networks.of(setup.with(Choice.LOSS, "quadratic"));

        assertThat(Networks.of(setup).lossDetails().labelSmoothing()).isEqualTo(0.1f);
        assertThat(other.lossDetails().labelSmoothing()).isZero();
        assertThat(((Dense) other.layers().get(1)).activation()).isEqualTo(Activation.SIGMOID);
    }

    @Test
    void unknownOption_isRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Networks.settings(SETUP.with(Choice.SCHEDULE, "sine")))
                .hasMessage("Schedule: \"sine\", expected one of constant, inverse-time, step, exponential, cosine,"
                        + " one-cycle");
        assertThatThrownBy(() -> Networks.settings(SETUP.with(Choice.OPTIMIZER, "newton")))
                .hasMessageStartingWith("Unknown optimizer \"newton\", expected one of: sgd");
    }
}
