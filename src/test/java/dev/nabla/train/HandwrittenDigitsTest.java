package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.data.Dataset;
import dev.nabla.data.Handwriting;
import dev.nabla.data.Handwriting.Group;
import dev.nabla.data.Pixels;
import dev.nabla.data.RandomBits;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Random;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HandwrittenDigitsTest {
    private static final int SEED = 7;

    /** Streams of generated data; the numbers are what a seed means. */
    private static final int GENERATOR = 5 << 20;

    private static final int HELD_OUT = 16;

    private static final Network NETWORK =
            Network.builder().input(28, 28, 1).dense(10, Activation.SOFTMAX).build();

    @Test
    void training_isAFunctionOfTheSeed_byTheStreamsOfGeneratedData() {
        RandomBits bits = (stream, step, index) ->
                Random.of(SEED, GENERATOR + stream, step).bits(index);

        checkSame(HandwrittenDigits.set(HandwrittenDigits.training(SEED), 20, 30), Group.TRAINING, bits, 20);
        assertThat(pixels(HandwrittenDigits.set(HandwrittenDigits.training(SEED + 1), 20, 30)))
                .isNotEqualTo(pixels(HandwrittenDigits.set(HandwrittenDigits.training(SEED), 20, 30)));
    }

    @Test
    void validation_isTheSameForAllRuns_byStreamsOfItsOwn() {
        RandomBits bits = (stream, step, index) ->
                Random.of(0, GENERATOR + HELD_OUT + stream, step).bits(index);

        checkSame(HandwrittenDigits.set(HandwrittenDigits.validation(), 0, 30), Group.VALIDATION, bits, 0);
    }

    private static void checkSame(Dataset actual, Group group, RandomBits bits, int first) {
        byte[] pixels = new byte[30 * Handwriting.PIXELS];
        int[] labels = new int[30];
        new Handwriting(bits).render(group, first, 30, pixels, labels, 0);
        assertThat(pixels(actual)).isEqualTo(pixels);
        assertThat(actual.labels().values()).isEqualTo(labels);
        assertThat(actual.name()).isEqualTo("handwriting");
        assertThat(actual.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    private static byte[] pixels(Dataset data) {
        return ((Pixels) data.inputs()).values();
    }

    @Test
    void set_largerThanAnArray_isRefused() {
        assertThatThrownBy(() -> HandwrittenDigits.set(HandwrittenDigits.training(1), 0, 2_739_138))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Handwriting: 2739138 digits in a set, expected 0..2739137");
    }

    @Test
    void stream_handsOutTheDigitsInOrder_eachOnce() {
        StreamSource source = HandwrittenDigits.stream(HandwrittenDigits.training(SEED));
        source.take(7, new int[7]);
        source.beginSlice();
        source.take(5, new int[5]);

        assertThat(Arrays.copyOf(source.examples().pixels(), 5 * Handwriting.PIXELS))
                .isEqualTo(pixels(HandwrittenDigits.set(HandwrittenDigits.training(SEED), 7, 5)));
    }

    @Test
    void stream_resumed_givesTheSameBits() {
        Trainer expected = streaming();
        expected.advance(150, Runs.SILENT);
        Trainer actual = streaming();
        actual.advance(71, Runs.SILENT);
        StreamSource fresh = HandwrittenDigits.stream(HandwrittenDigits.training(SEED));
        actual = Trainer.resume(NETWORK, actual.state(), fresh, JavaExecutor::new);
        actual.advance(79, Runs.SILENT);

        Runs.checkSame("resumed", actual, expected);
    }

    private static Trainer streaming() {
        StreamSource source = HandwrittenDigits.stream(HandwrittenDigits.training(SEED));
        return new Trainer(NETWORK, new Settings(new Sgd(0.1f, 0.5f, 0), 7, SEED), source);
    }
}
