package dev.nabla.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Setup.Hidden;
import dev.nabla.protocol.Setup.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupLinkTest {

    @Test
    void read_whatWasWritten_isTheSameSetup() {
        Setup setup = new Setup(
                Source.FASHION_MNIST,
                1000,
                List.of(new Hidden(64, "tanh"), new Hidden(1, "linear")),
                0.0123f,
                0.5f,
                100,
                -7);

        assertThat(SetupLink.read('#' + SetupLink.write(setup))).isEqualTo(new SetupLink.Reading(setup, false));
    }

    @Test
    void read_softmaxRegression_hasNoHiddenLayer() {
        Setup setup = Setup.initial().withHidden(List.of());

        assertThat(SetupLink.read(SetupLink.write(setup)).setup().hidden()).isEmpty();
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
        assertThat(SetupLink.read("v=2&data=mnist&wings=2").newer()).isTrue();
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
    @ValueSource(strings = {"layers=0:relu", "layers=32:magic", "layers=a", "layers=32:relu:x", "layers=,"})
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
