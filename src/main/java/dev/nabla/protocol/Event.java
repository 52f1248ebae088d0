package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.List;

/** What the worker tells the page. Messages hand their arrays over and are never compared. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Event {
    /** Makes the packet that carries this event. */
    Packet toPacket();

    /**
     * Takes an event out of its packet.
     *
     * @throws ProtocolException if the packet is of another version, or holds no event
     */
    static Event of(Packet packet) {
        if (packet.version() != Packet.VERSION) {
            throw new ProtocolException(
                    "The worker speaks version " + packet.version() + ", the page version " + Packet.VERSION);
        }
        PacketReader in = new PacketReader(packet);
        return switch (packet.kind()) {
            case Ready.KIND -> new Ready(in.readText());
            case Started.KIND -> Started.read(in);
            case Progress.KIND ->
                new Progress(in.readInt(), in.readInt(), in.readLong(), in.readFloats(), in.readFloats());
            case Validated.KIND ->
                new Validated(in.readInt(), in.readInt(), in.readFloat(), in.readInt(), in.readInt(), in.readInts());
            case Snapshot.KIND -> Snapshot.read(in);
            case Status.KIND -> new Status(in.readInt(), State.of(in.readInt()), in.readText(), in.readInt());
            case Loading.KIND -> new Loading(in.readText(), in.readLong(), in.readLong(), in.readInt());
            case Loaded.KIND -> new Loaded(in.readText(), in.readInt());
            case Saved.KIND -> new Saved(in.readInt(), in.readInt(), in.readBytes());
            case Listed.KIND -> new Listed(in.readInt(), ProgramListing.read(in));
            case Timed.KIND -> new Timed(in.readInt(), ProgramTimes.read(in));
            case StepText.KIND ->
                new StepText(in.readInt(), in.readInt(), in.readInt(), in.readText(), in.readBoolean());
            case StepValues.KIND -> StepValues.read(in);
            case Failed.KIND -> new Failed(in.readInt(), in.readText());
            default -> throw new ProtocolException("Unknown event " + packet.kind());
        };
    }

    /** What a run is doing. */
    enum State {
        /** Training. */
        PLAYING,
        /** Waiting; may go on. */
        PAUSED,
        /** Reached what it was asked for (the auto-started run at 98 % or after 60 s); may go on. */
        FINISHED,
        /** A parameter became infinite or NaN; cannot go on from here. */
        DIVERGED;

        static State of(int code) {
            return values()[Math.max(0, Math.min(code, values().length - 1))];
        }

        int code() {
            return switch (this) {
                case PLAYING -> 0;
                case PAUSED -> 1;
                case FINISHED -> 2;
                case DIVERGED -> 3;
            };
        }
    }

    /** The worker is up. {@code engine} says on what it runs: "WebAssembly" or "JavaScript". */
    record Ready(String engine) implements Event {
        static final int KIND = 101;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(engine).finish(KIND);
        }
    }

    /**
     * A run has begun or been resumed.
     *
     * @param setup settings now
     * @param step steps already done
     * @param examples examples already seen
     * @param keptSteps steps of which a state is kept
     * @param epochSize examples of an epoch; 0 where they are endless
     * @param pixelDeviation standard deviation of each pixel over training examples, [784], in [0, 0.5]
     */
    record Started(
            int run, Setup setup, int step, long examples, int[] keptSteps, int epochSize, float[] pixelDeviation)
            implements Event {
        static final int KIND = 102;

        @Override
        public Packet toPacket() {
            PacketWriter out = new PacketWriter().add(run);
            setup.write(out);
            return out.add(step)
                    .add(examples)
                    .add(keptSteps)
                    .add(epochSize)
                    .add(pixelDeviation)
                    .finish(KIND);
        }

        static Started read(PacketReader in) {
            return new Started(
                    in.readInt(),
                    Setup.read(in),
                    in.readInt(),
                    in.readLong(),
                    in.readInts(),
                    in.readInt(),
                    in.readFloats());
        }
    }

    /**
     * Steps have been made.
     *
     * @param step steps done
     * @param examples examples seen
     * @param losses mean loss of each step since the last such event, oldest first
     * @param accuracies share of correct examples of each of those steps, 0 … 1
     */
    record Progress(int run, int step, long examples, float[] losses, float[] accuracies) implements Event {
        static final int KIND = 103;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(run)
                    .add(step)
                    .add(examples)
                    .add(losses)
                    .add(accuracies)
                    .finish(KIND);
        }
    }

    /**
     * The validation set has been measured.
     *
     * @param step steps done at that time
     * @param loss mean over the examples
     * @param correct number of correct examples
     * @param count number of examples
     * @param confusion [classes × classes], row: label, column: prediction
     */
    record Validated(int run, int step, float loss, int correct, int count, int[] confusion) implements Event {
        static final int KIND = 104;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(run)
                    .add(step)
                    .add(loss)
                    .add(correct)
                    .add(count)
                    .add(confusion)
                    .finish(KIND);
        }
    }

    /** Where the picture on the stage comes from. */
    enum Origin {
        /** An example that is never learned from. */
        VALIDATION,
        /** The first example of the step's batch (speed Slow). */
        TRAINING,
        /** The visitor's drawing. */
        DRAWING;

        static Origin of(int code) {
            return values()[Math.max(0, Math.min(code, values().length - 1))];
        }

        int code() {
            return this == VALIDATION ? 0 : this == TRAINING ? 1 : 2;
        }
    }

    /**
     * Everything that the stage shows, of one moment: sums and activations are what these weights make of the picture.
     *
     * <p>At speed Slow, and for one step on request, a snapshot of origin TRAINING with deltas comes before the step that
     * learns from the picture; the step follows at once, and what it made of the weights is in the next snapshot.
     *
     * @param step steps done
     * @param request of the drawing that it answers; 0 if none
     * @param origin where the picture comes from
     * @param label its class; −1 if unknown
     * @param pixels the picture, 28 × 28
     * @param weights of each layer, [units × inputs], the output layer included; empty, like the biases, in the answer to
     *     a drawing where a large network's weights have been sent less than a tenth of a second before: those count
     * @param biases of each layer, [units]
     * @param sums z of each layer for the picture, [units]
     * @param activations a of each layer for the picture, [units]; the last are the probabilities
     * @param deltas ∂L/∂z of each layer for the picture; empty where nothing was learned from it
     * @param keptSteps steps of which a state is kept
     */
    record Snapshot(
            int run,
            int step,
            int request,
            Origin origin,
            int label,
            byte[] pixels,
            List<float[]> weights,
            List<float[]> biases,
            List<float[]> sums,
            List<float[]> activations,
            List<float[]> deltas,
            int[] keptSteps)
            implements Event {
        static final int KIND = 105;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(run)
                    .add(step)
                    .add(request)
                    .add(origin.code())
                    .add(label)
                    .add(pixels)
                    .add(weights)
                    .add(biases)
                    .add(sums)
                    .add(activations)
                    .add(deltas)
                    .add(keptSteps)
                    .finish(KIND);
        }

        static Snapshot read(PacketReader in) {
            return new Snapshot(
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    Origin.of(in.readInt()),
                    in.readInt(),
                    in.readBytes(),
                    in.readFloatArrays(),
                    in.readFloatArrays(),
                    in.readFloatArrays(),
                    in.readFloatArrays(),
                    in.readFloatArrays(),
                    in.readInts());
        }
    }

    /**
     * The run plays, pauses or has ended.
     *
     * @param sentence why, or empty
     * @param wayBack where it has diverged: the last good step of which a state is kept; otherwise −1
     */
    record Status(int run, State state, String sentence, int wayBack) implements Event {
        static final int KIND = 106;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(run)
                    .add(state.code())
                    .add(sentence)
                    .add(wayBack)
                    .finish(KIND);
        }
    }

    /**
     * A data set is arriving.
     *
     * @param data id of the source
     * @param bytes so far
     * @param totalBytes 0 where unknown
     * @param examples so far
     */
    record Loading(String data, long bytes, long totalBytes, int examples) implements Event {
        static final int KIND = 107;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(data)
                    .add(bytes)
                    .add(totalBytes)
                    .add(examples)
                    .finish(KIND);
        }
    }

    /**
     * A data set is there: a run on it starts at once. Also told when its last file has been dropped on the page.
     *
     * @param data id of the source
     * @param examples how many, those for validation included
     */
    record Loaded(String data, int examples) implements Event {
        static final int KIND = 110;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(data).add(examples).finish(KIND);
        }
    }

    /** The checkpoint asked for. */
    record Saved(int run, int step, byte[] checkpoint) implements Event {
        static final int KIND = 108;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(step).add(checkpoint).finish(KIND);
        }
    }

    /**
     * Something could not be done; what was there before is kept.
     *
     * @param run that it was asked of; 0 if none
     */
    record Failed(int run, String sentence) implements Event {
        static final int KIND = 109;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(sentence).finish(KIND);
        }
    }

    /** What runs in a training step; told while the page watches it, and again whenever it is something else. */
    record Listed(int run, ProgramListing listing) implements Event {
        static final int KIND = 111;

        @Override
        public Packet toPacket() {
            PacketWriter out = new PacketWriter().add(run);
            listing.write(out);
            return out.finish(KIND);
        }
    }

    /** How fast it runs. */
    record Timed(int run, ProgramTimes times) implements Event {
        static final int KIND = 112;

        @Override
        public Packet toPacket() {
            PacketWriter out = new PacketWriter().add(run);
            times.write(out);
            return out.finish(KIND);
        }
    }

    /**
     * The function that a step of the program was compiled to, in WebAssembly's text format.
     *
     * @param version of the {@link ProgramListing}
     * @param step its position there
     * @param whole whether that is all of it; otherwise the last line says how many are left out
     */
    record StepText(int run, int version, int step, String text, boolean whole) implements Event {
        static final int KIND = 113;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(run)
                    .add(version)
                    .add(step)
                    .add(text)
                    .add(whole)
                    .finish(KIND);
        }
    }

    /**
     * What a step of the program writes for the example on the stage, as a batch of one.
     *
     * @param version of the {@link ProgramListing}
     * @param step its position there
     */
    record StepValues(int run, int version, int step, List<BufferValues> values) implements Event {
        static final int KIND = 114;

        @Override
        public Packet toPacket() {
            PacketWriter out =
                    new PacketWriter().add(run).add(version).add(step).add(values.size());
            values.forEach(each -> each.write(out));
            return out.finish(KIND);
        }

        static StepValues read(PacketReader in) {
            int run = in.readInt();
            int version = in.readInt();
            int step = in.readInt();
            int count = in.readCount();
            List<BufferValues> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(BufferValues.read(in));
            }
            return new StepValues(run, version, step, values);
        }
    }
}
