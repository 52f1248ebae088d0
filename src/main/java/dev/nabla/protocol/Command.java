package dev.nabla.protocol;

/** What the page tells the worker. Messages hand their arrays over and are never compared. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Command {
    /** Makes the packet that carries this command. */
    Packet toPacket();

    /**
     * Takes a command out of its packet.
     *
     * @throws ProtocolException if the packet is of another version, or holds no command
     */
    static Command of(Packet packet) {
        if (packet.version() != Packet.VERSION) {
            throw new ProtocolException(
                    "The page speaks version " + packet.version() + ", its worker version " + Packet.VERSION);
        }
        PacketReader in = new PacketReader(packet);
        return switch (packet.kind()) {
            case Start.KIND ->
                new Start(in.readInt(), Setup.read(in), Speed.of(in.readInt()), in.readBoolean(), in.readBoolean());
            case Resume.KIND -> new Resume(in.readInt(), Setup.read(in), in.readBytes());
            case Play.KIND -> new Play(in.readInt());
            case Pause.KIND -> new Pause(in.readInt());
            case Step.KIND -> new Step(in.readInt(), Unit.of(in.readInt()));
            case SetSpeed.KIND -> new SetSpeed(in.readInt(), Speed.of(in.readInt()));
            case Change.KIND -> new Change(in.readInt(), Setup.read(in));
            case ShowDrawing.KIND -> new ShowDrawing(in.readInt(), in.readInt(), in.readBytes());
            case ShowExample.KIND -> new ShowExample(in.readInt());
            case Scrub.KIND -> new Scrub(in.readInt(), in.readInt());
            case ContinueFrom.KIND -> new ContinueFrom(in.readInt(), in.readInt());
            case Save.KIND -> new Save(in.readInt());
            case LoadFile.KIND -> new LoadFile(in.readText(), in.readBytes());
            case Hidden.KIND -> new Hidden(in.readBoolean());
            case WatchProgram.KIND -> new WatchProgram(in.readBoolean());
            case ShowStep.KIND -> new ShowStep(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            default -> throw new ProtocolException("Unknown command " + packet.kind());
        };
    }

    /** A command to a run that is there; it is dropped where another run has taken its place. */
    sealed interface OfRun extends Command {
        /** The run's id. */
        int run();
    }

    /** How fast a run goes. */
    enum Speed {
        /**
         * Forward, loss, backward and update one after the other, to be read. A {@link Event.Snapshot} with deltas comes
         * before each step.
         */
        SLOW,
        /** One step a frame. */
        WATCH,
        /** As fast as the machine can. */
        FULL;

        static Speed of(int code) {
            return values()[Math.max(0, Math.min(code, values().length - 1))];
        }

        int code() {
            return this == SLOW ? 0 : this == WATCH ? 1 : 2;
        }
    }

    /** How far one step goes. */
    enum Unit {
        /** One example: an update on a batch of one. */
        EXAMPLE,
        /** One batch. */
        BATCH,
        /** To the end of the epoch; where there are none, 10,000 examples. */
        EPOCH;

        static Unit of(int code) {
            return values()[Math.max(0, Math.min(code, values().length - 1))];
        }

        int code() {
            return this == EXAMPLE ? 0 : this == BATCH ? 1 : 2;
        }
    }

    /**
     * A new run with fresh weights; whatever ran before is dropped. If data must be loaded first, the old run goes on, and
     * commands for the new one are remembered.
     *
     * @param auto the page, not the visitor, starts it: it ends at 98 % of the validation examples, after a minute of
     *     looking, or after ten minutes in a hidden page; Play goes on without that
     */
    record Start(int run, Setup setup, Speed speed, boolean playing, boolean auto) implements Command {
        static final int KIND = 1;

        @Override
        public Packet toPacket() {
            PacketWriter out = new PacketWriter().add(run);
            setup.write(out);
            return out.add(speed.code()).add(playing).add(auto).finish(KIND);
        }
    }

    /** A run as a checkpoint saved it, paused. */
    record Resume(int run, Setup setup, byte[] checkpoint) implements Command {
        static final int KIND = 2;

        @Override
        public Packet toPacket() {
            PacketWriter out = new PacketWriter().add(run);
            setup.write(out);
            return out.add(checkpoint).finish(KIND);
        }
    }

    /** Trains until told otherwise. */
    record Play(int run) implements OfRun {
        static final int KIND = 3;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).finish(KIND);
        }
    }

    /** Stops behind the current slice. */
    record Pause(int run) implements OfRun {
        static final int KIND = 4;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).finish(KIND);
        }
    }

    /** Goes one unit on, then pauses. */
    record Step(int run, Unit unit) implements OfRun {
        static final int KIND = 5;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(unit.code()).finish(KIND);
        }
    }

    /** Changes the speed. */
    record SetSpeed(int run, Speed speed) implements OfRun {
        static final int KIND = 6;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(speed.code()).finish(KIND);
        }
    }

    /**
     * Changes what may change live, from the next step on: optimizer, schedule, limits, batch size. What differs from now is
     * recorded as events of the run; another network is refused.
     */
    record Change(int run, Setup setup) implements OfRun {
        static final int KIND = 7;

        @Override
        public Packet toPacket() {
            PacketWriter out = new PacketWriter().add(run);
            setup.write(out);
            return out.finish(KIND);
        }
    }

    /**
     * Shows a drawing on the stage, and keeps it there.
     *
     * @param request counts up; the answer carries it
     * @param pixels 28 × 28, normalized
     */
    record ShowDrawing(int run, int request, byte[] pixels) implements OfRun {
        static final int KIND = 8;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(request).add(pixels).finish(KIND);
        }
    }

    /** Shows validation examples on the stage, a new one at most once a second. */
    record ShowExample(int run) implements OfRun {
        static final int KIND = 9;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).finish(KIND);
        }
    }

    /** Shows the kept state nearest to a step, paused; a negative step goes back to now. */
    record Scrub(int run, int step) implements OfRun {
        static final int KIND = 10;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(step).finish(KIND);
        }
    }

    /**
     * Plays on from the kept state nearest to a step; what came behind it is dropped. Answered by another {@link
     * Event.Started} of the same run.
     */
    record ContinueFrom(int run, int step) implements OfRun {
        static final int KIND = 11;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).add(step).finish(KIND);
        }
    }

    /** Asks for a checkpoint of the run. */
    record Save(int run) implements OfRun {
        static final int KIND = 12;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(run).finish(KIND);
        }
    }

    /** Hands over a file that the user dropped: one of the data sets' .gz files. */
    record LoadFile(String name, byte[] contents) implements Command {
        static final int KIND = 13;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(name).add(contents).finish(KIND);
        }
    }

    /** Says whether the page is hidden: no snapshots are needed then, and training may take the whole machine. */
    record Hidden(boolean hidden) implements Command {
        static final int KIND = 14;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(hidden).finish(KIND);
        }
    }

    /**
     * Says whether the program is in sight. While it is, the worker tells what runs ({@link Event.Listed}) and how fast
     * ({@link Event.Timed}, at most four times a second); the bits of the run are the same.
     */
    record WatchProgram(boolean on) implements Command {
        static final int KIND = 15;

        @Override
        public Packet toPacket() {
            return new PacketWriter().add(on).finish(KIND);
        }
    }

    /**
     * Asks for a step of the program, until another one is asked for: its text, once, and its values for the example on the
     * stage, whenever they are others.
     *
     * @param version of the {@link ProgramListing}
     * @param step its position there; −1 for none
     * @param maxLines of the text; 0 if it is not wanted
     */
    record ShowStep(int run, int version, int step, int maxLines) implements OfRun {
        static final int KIND = 16;

        @Override
        public Packet toPacket() {
            return new PacketWriter()
                    .add(run)
                    .add(version)
                    .add(step)
                    .add(maxLines)
                    .finish(KIND);
        }
    }
}
