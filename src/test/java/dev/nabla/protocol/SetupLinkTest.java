package dev.nabla.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Setup.Hidden;
import dev.nabla.protocol.Setup.Source;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupLinkTest {

    @Test
    void read_whatWasWritten_isTheSameSetup() {
        Setup setup = Setup.initial()
                .withData(Source.FASHION_MNIST)
                .withExamples(1000)
                .withHidden(List.of(
                        new Hidden(64, "tanh", new Penalties(0.001f, 0, 0, 1e-6f)), new Hidden(1, "leaky-relu")))
                .withOutput(Penalties.NONE.withL1(0.01f))
                .withSeed(-7);
        for (Knob knob : Knob.values()) {
            setup = setup.with(knob, knob.clamp(0.6f * knob.max()));
        }
        for (Choice choice : Choice.values()) {
            setup = setup.with(choice, choice.options().get(choice.options().size() - 1));
        }

        assertThat(SetupLink.read('#' + SetupLink.write(setup))).isEqualTo(new SetupLink.Reading(setup, false));
    }

    @Test
    void read_softmaxRegression_hasNoHiddenLayer() {
        Setup setup = Setup.initial().withHidden(List.of());

        assertThat(SetupLink.read(SetupLink.write(setup)).setup().hidden()).isEmpty();
    }

    /** As written before there was more to choose. */
    @Test
    void read_firstVersion_meansWhatItMeant() {
        Setup setup = SetupLink.read("v=1&data=mnist&examples=all&layers=64:tanh&rate=0.1&momentum=0.5&batch=10&seed=3")
                .setup();

        assertThat(setup)
                .isEqualTo(Setup.initial()
                        .withData(Source.MNIST)
                        .withHidden(List.of(new Hidden(64, "tanh")))
                        .withLearningRate(0.1f)
                        .withMomentum(0.5f)
                        .withBatchSize(10)
                        .withSeed(3));
    }

    @Test
    void write_initialSetup_isShort() {
        assertThat(SetupLink.write(Setup.initial()))
                .isEqualTo("v=2&data=handwriting&examples=all&layers=32:relu&rate=0.05&momentum=0.9&batch=32&seed=1");
    }

    @ParameterizedTest
    @EnumSource(Knob.class)
    void read_anyNumber_isClamped(Knob knob) {
        assertThat(SetupLink.read("v=2&" + knob.key() + "=1e30").setup().number(knob))
                .isBetween(knob.min(), knob.max());
        assertThat(SetupLink.read("v=2&" + knob.key() + "=-1e30").setup().number(knob))
                .isBetween(knob.min(), knob.max());
        assertThat(SetupLink.read("v=2&" + knob.key() + "=NaN").setup().number(knob))
                .isEqualTo(knob.first());
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void read_unknownOption_isLeftOut(Choice choice) {
        assertThat(SetupLink.read("v=2&" + choice.key() + "=newton").setup()).isEqualTo(Setup.initial());
    }

    @ParameterizedTest
    @CsvSource({
        "layers=8:relu:9:-1:x:0.1,1,0,0,0.1",
        "layers=8:relu:,0,0,0,0",
        "layers=8:relu:0.1:0.2:0.3:0.4:0.5,0.1,0.2,0.3,0.4"
    })
    void read_penalties_areClamped(String part, float l2, float l1, float biasL2, float biasL1) {
        assertThat(SetupLink.read("v=2&" + part).setup().hidden().get(0).penalties())
                .isEqualTo(new Penalties(l2, l1, biasL2, biasL1));
    }

    @Test
    void read_optimizerAlone_hasItsUsualNumbers() {
        Setup setup = SetupLink.read("v=2&optimizer=adamw").setup();

        assertThat(setup).isEqualTo(Recipe.ADAMW.in(Setup.initial()));
        assertThat(SetupLink.read(SetupLink.write(setup.with(Knob.WEIGHT_DECAY, 0)))
                        .setup()
                        .number(Knob.WEIGHT_DECAY))
                .isZero();
    }

    @Test
    void recipes_areTheOptimizersInTheirOrder() {
        assertThat(Arrays.stream(Recipe.values()).map(Recipe::label)).isEqualTo(Choice.OPTIMIZER.options());
        Setup adam = Recipe.ADAM.in(Setup.initial());
        assertThat(adam.choice(Choice.OPTIMIZER)).isEqualTo("adam");
        assertThat(adam.learningRate()).isEqualTo(0.001f);
        assertThat(Recipe.of(adam).has(Knob.BETA2)).isTrue();
        assertThat(Recipe.of(adam).has(Knob.MOMENTUM)).isFalse();
    }

    @Test
    void read_versionAlone_isTheInitialSetup() {
        assertThat(SetupLink.read("v=1").setup()).isEqualTo(Setup.initial());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "top", "data=mnist", "v=", "v=x&data=mnist", "&&&", "=1&v"})
    void read_notALink_isNull(String fragment) {
        assertThat(SetupLink.read(fragment)).isNull();
    }

    @Test
    void read_newerVersion_saysSo() {
        assertThat(SetupLink.read("v=3&data=mnist&wings=2").newer()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "rate=1e30,10.0",
        "rate=-3,1.0E-5",
        "rate=Infinity,10.0",
        "rate=NaN,0.05",
        "rate=fast,0.05",
        "rate=0.25,0.25"
    })
    void read_learningRate_isClamped(String part, float expected) {
        assertThat(SetupLink.read("v=1&" + part).setup().learningRate()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"batch=0,1", "batch=99999999999999,1024", "batch=1e3,32", "batch=17,17"})
    void read_batchSize_isClamped(String part, int expected) {
        assertThat(SetupLink.read("v=1&" + part).setup().batchSize()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"examples=all,0", "examples=90,100", "examples=5000,1000", "examples=9000000,10000", "examples=,0"})
    void read_examples_isOneOfThoseOffered(String part, int expected) {
        assertThat(SetupLink.read("v=1&" + part).setup().examples()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers=0:relu", "layers=32:magic", "layers=a", "layers=,"})
    void read_badLayers_keepsTheInitialOnes(String part) {
        Setup setup = SetupLink.read("v=1&" + part).setup();

        assertThat(setup.hidden()).allSatisfy(layer -> {
            assertThat(layer.units()).isBetween(1, Setup.MAX_UNITS);
            assertThat(Setup.ACTIVATIONS).contains(layer.activation());
        });
    }

    @Test
    void read_tooManyLayers_keepsTheFirst() {
        String layers = "9999:relu,".repeat(40);

        Setup setup = SetupLink.read("v=1&layers=" + layers).setup();

        assertThat(setup.hidden()).hasSize(Setup.MAX_HIDDEN).allMatch(layer -> layer.units() == Setup.MAX_UNITS);
    }
}
