package dev.nabla.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Event.Origin;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.ProgramListing.Leading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    /** Records too are compared field by field: their own equals compares arrays by identity. */
    private static final RecursiveComparisonConfiguration DEEP = RecursiveComparisonConfiguration.builder()
            .withStrictTypeChecking(true)
            .build();

    private static final Setup SETUP = Setup.initial()
            .withData(Setup.Source.FASHION_MNIST)
            .withExamples(1000)
            .withHidden(List.of(
                    new Setup.Hidden(32, "relu", new Penalties(0.1f, 0.2f, 0.3f, 0.4f)), new Setup.Hidden(16, "tanh")))
            .withOutput(Penalties.NONE.withL2(0.5f))
            .with(Choice.OPTIMIZER, "adam")
            .with(Choice.LOSS, "quadratic")
            .withLearningRate(0.1f)
            .withMomentum(0.5f)
            .withBatchSize(17)
            .with(Knob.SCALE, 3)
            .withSeed(-3);

    private static final ProgramListing LISTING = new ProgramListing(
            2,
            true,
            "WebAssembly SIMD",
            "",
            32,
            25_450,
            12_345,
            List.of(
                    new ProgramListing.Buffer("x", "f32", Leading.ROWS, List.of(28, 28, 1)),
                    new ProgramListing.Buffer("layer1.weight", "f32", Leading.NONE, List.of(32, 784)),
                    new ProgramListing.Buffer("losses", "f32", Leading.BATCH, List.of()),
                    new ProgramListing.Buffer("data.x", "u8", Leading.EXAMPLES, List.of(784))),
            List.of(
                    new ProgramListing.Step(
                            "forward",
                            List.of(new ProgramListing.Op("MatMul", "FORWARD"), new ProgramListing.Op("AddBias", "")),
                            List.of(0, 1),
                            List.of(2),
                            5_000_000_000L,
                            1L << 40,
                            true),
                    new ProgramListing.Step("update", List.of(), List.of(), List.of(), 0, 0, false)));

    static Stream<Command> commands() {
        return Stream.of(
                new Command.Start(1, SETUP, Speed.WATCH, true, true),
                new Command.Start(2, Setup.initial(), Speed.SLOW, false, false),
                new Command.Start(3, SETUP.withHidden(List.of()), Speed.FULL, true, false),
                new Command.Resume(4, SETUP, new byte[] {1, -2, 3}),
                new Command.Play(5),
                new Command.Pause(6),
                new Command.Step(7, Unit.EXAMPLE),
                new Command.Step(7, Unit.BATCH),
                new Command.Step(7, Unit.EPOCH),
                new Command.SetSpeed(8, Speed.FULL),
                new Command.Change(9, SETUP),
                new Command.ShowDrawing(10, 77, new byte[784]),
                new Command.ShowExample(11),
                new Command.Scrub(12, -1),
                new Command.ContinueFrom(13, 1200),
                new Command.Save(14),
                new Command.LoadFile("träin.gz", new byte[] {31, -117}),
                new Command.Hidden(true),
                new Command.WatchProgram(true),
                new Command.ShowStep(15, 3, -1, 40));
    }

    static Stream<Event> events() {
        return Stream.of(
                new Event.Ready("WebAssembly"),
                new Event.Started(1, SETUP, 5, 1L << 40, new int[] {0, 4, 5}, 50_000, new float[] {0, 0.5f}),
                new Event.Progress(2, 7, 1L << 40, new float[] {1.5f, Float.MIN_VALUE}, new float[] {0.5f, 1}),
                new Event.Validated(3, 9, 0.25f, 97, 100, new int[100]),
                snapshot(),
                new Event.Status(4, State.PLAYING, "", -1),
                new Event.Status(4, State.PAUSED, "", -1),
                new Event.Status(4, State.FINISHED, "98 %", -1),
                new Event.Status(4, State.DIVERGED, "layer1.weight …", 12),
                new Event.Loading("mnist", 5_000_000_000L, 6_000_000_000L, 1000),
                new Event.Loaded("mnist", 60_000),
                new Event.Saved(5, 100, new byte[] {9}),
                new Event.Failed(6, "No."),
                new Event.Listed(7, LISTING),
                new Event.Listed(7, new ProgramListing(1, false, "Java", "No SIMD.", 1, 0, 0, List.of(), List.of())),
                new Event.Timed(8, new ProgramTimes(2, new float[] {1.5f, 0}, 0.25f, 9, 1e6f, 0.75f, 2, 1L << 33)),
                new Event.StepText(9, 2, 1, "(func $f\n)\n", true),
                new Event.StepValues(
                        10,
                        2,
                        0,
                        List.of(
                                new BufferValues("layer1.z", true, 32, -1, 2, 0.5f, new float[] {-0.0f, 2}),
                                BufferValues.unknown("losses"))));
    }

    private static Event.Snapshot snapshot() {
        return new Event.Snapshot(
                1,
                2,
                3,
                Origin.TRAINING,
                -1,
                new byte[] {1, 2},
                List.of(new float[6], new float[] {1, 2}),
                List.of(new float[3], new float[1]),
                List.of(new float[] {-0.0f}),
                List.of(new float[0]),
                List.of(),
                new int[] {0, 1});
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_roundTrip_isTheSame(Command command) {
        assertThat(Command.of(command.toPacket()))
                .usingRecursiveComparison(DEEP)
                .isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_roundTrip_isTheSame(Event event) {
        assertThat(Event.of(event.toPacket())).usingRecursiveComparison(DEEP).isEqualTo(event);
    }

    @Test
    void listing_ofABufferThatIsNotThere_isRefused() {
        ProgramListing.Step step = new ProgramListing.Step("loss", List.of(), List.of(), List.of(1), 0, 0, false);
        ProgramListing listing = new ProgramListing(1, false, "Java", "", 1, 0, 0, List.of(), List.of(step));

        assertThatThrownBy(() -> Event.of(new Event.Listed(1, listing).toPacket()))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Message: buffer 1 of 0");
    }

    @Test
    void progress_thatIsNoNumber_staysNone() {
        Event.Progress progress = new Event.Progress(1, 1, 1, new float[] {Float.NaN}, new float[1]);

        Event.Progress copy = (Event.Progress) Event.of(progress.toPacket());

        assertThat(copy.losses()).containsExactly(Float.NaN);
    }

    @Test
    void kinds_areAllTried() {
        assertThat(commands().map(Object::getClass).distinct())
                .hasSameSizeAs(Stream.of(Command.class.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .toList());
        assertThat(events().map(Object::getClass).distinct())
                .hasSameSizeAs(Stream.of(Event.class.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .toList());
    }

    @Test
    void of_otherVersion_isRefused() {
        Packet packet = new Command.Play(1).toPacket();
        Packet other = new Packet(
                Packet.VERSION + 1, packet.kind(), packet.ints(), packet.floats(), packet.bytes(), packet.texts());

        assertThatThrownBy(() -> Command.of(other))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("The page speaks version 2, its worker version 1");
        assertThatThrownBy(() -> Event.of(other))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("The worker speaks version 2, the page version 1");
    }

    @Test
    void of_unknownKind_isRefused() {
        Packet packet = new Event.Ready("x").toPacket();

        assertThatThrownBy(() -> Command.of(packet)).hasMessage("Unknown command 101");
        assertThatThrownBy(() -> Event.of(new Command.Play(1).toPacket())).hasMessage("Unknown event 3");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_truncated_isRefused(Command command) {
        for (Packet damaged : truncations(command.toPacket())) {
            assertThatThrownBy(() -> Command.of(damaged)).isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_truncated_isRefused(Event event) {
        for (Packet damaged : truncations(event.toPacket())) {
            assertThatThrownBy(() -> Event.of(damaged)).isInstanceOf(ProtocolException.class);
        }
    }

    /** The packet with one element less, in turn, in each of its arrays that has any. */
    private static List<Packet> truncations(Packet whole) {
        List<Packet> damaged = new ArrayList<>();
        int[] ints = whole.ints();
        float[] floats = whole.floats();
        byte[] bytes = whole.bytes();
        String[] texts = whole.texts();
        if (ints.length > 0) {
            damaged.add(packet(whole, Arrays.copyOf(ints, ints.length - 1), floats, bytes, texts));
        }
        if (floats.length > 0) {
            damaged.add(packet(whole, ints, Arrays.copyOf(floats, floats.length - 1), bytes, texts));
        }
        if (bytes.length > 0) {
            damaged.add(packet(whole, ints, floats, Arrays.copyOf(bytes, bytes.length - 1), texts));
        }
        if (texts.length > 0) {
            damaged.add(packet(whole, ints, floats, bytes, Arrays.copyOf(texts, texts.length - 1)));
        }
        return damaged;
    }

    private static Packet packet(Packet like, int[] ints, float[] floats, byte[] bytes, String[] texts) {
        return new Packet(like.version(), like.kind(), ints, floats, bytes, texts);
    }

    @Test
    void of_randomNumbers_neverFailsOtherwise() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int[] ints = random.ints(random.nextInt(12), -2, 9).toArray();
            if (ints.length > 0 && random.nextInt(4) == 0) {
                ints[random.nextInt(ints.length)] = random.nextInt();
            }
            int kind = random.nextBoolean() ? random.nextInt(20) : 100 + random.nextInt(15);
            String[] texts = {"mnist", "relu", "x"};
            Packet packet = new Packet(Packet.VERSION, kind, ints, new float[5], new byte[5], texts);
            assertThat(isRefusedOrRead(packet)).isTrue();
        }
    }

    private static boolean isRefusedOrRead(Packet packet) {
        try {
            if (packet.kind() > 100) {
                Event.of(packet);
            } else {
                Command.of(packet);
            }
            return true;
        } catch (ProtocolException refused) {
            return refused.getMessage() != null;
        }
    }
}
