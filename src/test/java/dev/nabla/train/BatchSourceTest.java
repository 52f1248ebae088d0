package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.JavaExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    private static final int[] MEMBERS = {3, 5, 8, 13, 21, 34, 4, 7};

    private static final Network NETWORK = Network.builder()
            .input(Runs.INPUTS)
            .dense(5, Activation.TANH)
            .dense(Runs.CLASSES, Activation.SOFTMAX)
            .build();

    @Test
    void epochSource_eachEpoch_isAPermutationOfTheMembers() {
        EpochSource source = new EpochSource(Runs.EXAMPLES, MEMBERS, 1);
        for (int epoch = 0; epoch < 50; epoch++) {
            assertThat(epoch(source)).containsExactlyInAnyOrder(MEMBERS);
        }
    }

    @Test
    void epochSource_nextEpoch_hasAnotherOrder() {
        EpochSource source = Runs.source(1);
        assertThat(epoch(source)).isNotEqualTo(epoch(source));
    }

    @Test
    void epochSource_otherSeed_hasAnotherOrder() {
        assertThat(epoch(Runs.source(1))).isNotEqualTo(epoch(Runs.source(2)));
    }

    @Test
    void epochSource_sameSeed_hasTheSameOrder() {
        assertThat(epoch(Runs.source(1))).isEqualTo(epoch(Runs.source(1)));
    }

    @Test
    void epochSource_anyBatchSize_givesTheSameOrder() {
        int[] expected = epoch(Runs.source(1));
        EpochSource source = Runs.source(1);
        Random random = new Random(1);
        int[] actual = new int[expected.length];
        for (int done = 0; done < actual.length; ) {
            int[] batch = new int[9];
            int count = source.take(1 + random.nextInt(9), batch);
            System.arraycopy(batch, 0, actual, done, count);
            done += count;
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void epochSource_lastBatch_holdsWhatIsLeft() {
        EpochSource source = new EpochSource(Runs.EXAMPLES, MEMBERS, 1);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sizes.add(source.take(3, new int[3]));
        }
        assertThat(sizes).containsExactly(3, 3, 2, 3);
        assertThat(source.position()).isEqualTo(11);
    }

    @Test
    void epochSource_seek_continuesAsIfTaken() {
        EpochSource expected = new EpochSource(Runs.EXAMPLES, MEMBERS, 1);
        List<int[]> batches = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            positions.add(expected.position());
            int[] batch = new int[3];
            expected.take(3, batch);
            batches.add(batch);
        }
        EpochSource source = new EpochSource(Runs.EXAMPLES, MEMBERS, 1);
        for (int i : new int[] {17, 3, 0, 11, 12, 2}) {
            int[] batch = new int[3];
            source.seek(positions.get(i));
            source.take(3, batch);
            assertThat(batch).as("batch %d", i).isEqualTo(batches.get(i));
        }
    }

    @Test
    void epochSource_withoutMembers_isRefused() {
        assertThatThrownBy(() -> new EpochSource(Runs.EXAMPLES, new int[0], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Training: no examples, expected at least 1");
    }

    @Test
    void epochSource_callersMembers_areCopiedAndLeftAlone() {
        int[] members = MEMBERS.clone();
        EpochSource source = new EpochSource(Runs.EXAMPLES, members, 1);
        epoch(source);
        assertThat(members).isEqualTo(MEMBERS);
        Arrays.fill(members, 0);
        assertThat(epoch(source)).containsExactlyInAnyOrder(MEMBERS);
    }

    @Test
    void streamSource_seek_makesTheSameExamples() {
        StreamSource source = Runs.stream();
        source.take(5, new int[5]);
        source.take(4, new int[4]);
        byte[] expected = Arrays.copyOfRange(source.examples().pixels(), 5 * Runs.INPUTS, 9 * Runs.INPUTS);
        source.beginSlice();
        source.seek(5);
        source.take(4, new int[4]);
        assertThat(source.examples().pixels()).startsWith(expected);
        assertThat(source.position()).isEqualTo(9);
    }

    @Test
    void streamSource_growth_keepsTheSlicesExamples() {
        StreamSource source = Runs.stream();
        int[] first = new int[2];
        source.take(2, first);
        byte[] expected = Arrays.copyOf(source.examples().pixels(), 2 * Runs.INPUTS);
        source.take(500, new int[500]);
        assertThat(first).containsExactly(0, 1);
        assertThat(source.examples().pixels()).startsWith(expected);
    }

    @Test
    void streamSource_pieces_giveTheSameBits() {
        Trainer expected = streaming();
        expected.advance(200, Runs.SILENT);
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            Trainer actual = streaming();
            while (actual.step() < 200) {
                actual.advance((int) Math.min(200 - actual.step(), 1 + random.nextInt(90)), Runs.SILENT);
            }
            Runs.checkSame("pieces of seed " + seed, actual, expected);
        }
    }

    @Test
    void streamSource_resume_givesTheSameBits() {
        Trainer expected = streaming();
        expected.advance(50, Runs.SILENT);
        Trainer actual = streaming();
        actual.advance(31, Runs.SILENT);
        actual = Trainer.resume(NETWORK, actual.state(), Runs.stream(), JavaExecutor::new);
        actual.advance(19, Runs.SILENT);
        Runs.checkSame("resumed", actual, expected);
    }

    @Test
    void streamSource_batchLargerThanASlice_isTakenWhole() {
        List<StepReport> reports = new ArrayList<>();
        Trainer trainer = new Trainer(NETWORK, new Settings(Sgd.of(0.1f), 10_000, 1), Runs.stream());
        trainer.advance(2, reports::add);
        assertThat(reports).extracting(StepReport::examples).containsExactly(10_000, 10_000);
    }

    @Test
    void trainEpoch_stream_isRefused() {
        assertThatThrownBy(() -> streaming().trainEpoch(Runs.SILENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Training: a stream of examples has no epochs");
    }

    private static Trainer streaming() {
        return new Trainer(NETWORK, new Settings(new Sgd(0.1f, 0.5f, 0), 7, 1), Runs.stream());
    }

    private static int[] epoch(BatchSource source) {
        int[] order = new int[source.epochSize()];
        assertThat(source.take(order.length, order)).isEqualTo(order.length);
        return order;
    }
}
