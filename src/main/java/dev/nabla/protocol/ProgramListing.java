package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The program of a training step as it runs: its steps in order, each with the operations that it does in one go.
 *
 * @param version counts up in a run whenever steps or batch are others
 * @param isCompiled whether the steps are functions of a WebAssembly module
 * @param engine what the steps run on, such as "WebAssembly SIMD"
 * @param reason why the program is not compiled, as a sentence; empty if it is or nobody knows
 * @param batch examples of a step
 * @param parameters learned values
 * @param moduleBytes size of the module; 0 if there is none
 * @param buffers what the steps read and write
 */
public record ProgramListing(
        int version,
        boolean isCompiled,
        String engine,
        String reason,
        int batch,
        int parameters,
        int moduleBytes,
        List<Buffer> buffers,
        List<Step> steps) {
    /** What the leading dimension of a buffer counts. */
    public enum Leading {
        /** It has none: all dimensions are fixed. */
        NONE,
        /** The examples of a chunk of the batch. */
        ROWS,
        /** The examples of the batch. */
        BATCH,
        /** The examples of the data set. */
        EXAMPLES;

        private static Leading of(int code) {
            return values()[Math.max(0, Math.min(code, values().length - 1))];
        }

        private int code() {
            return switch (this) {
                case NONE -> 0;
                case ROWS -> 1;
                case BATCH -> 2;
                case EXAMPLES -> 3;
            };
        }
    }

    /**
     * A tensor, or a number that is measured per step.
     *
     * @param type of the elements: "f32", "i32", "u8"; "metric" for a measured number
     * @param dimensions the fixed ones
     */
    public record Buffer(String name, String type, Leading leading, List<Integer> dimensions) {
        public Buffer {
            dimensions = List.copyOf(dimensions);
        }
    }

    /**
     * An operation.
     *
     * @param kind such as "MatMul"
     * @param variant which of its kind, such as "FORWARD" or "RELU"; empty if there is but one
     */
    public record Op(String kind, String variant) {}

    /**
     * Operations that are done in one go.
     *
     * @param phase such as "forward"; "backward, update" where two are fused
     * @param ops in order
     * @param reads positions in the buffers: what comes from outside of the step
     * @param writes positions in the buffers: what is left behind
     * @param flops floating-point operations for one batch
     * @param bytes of all that is read and written, each counted once
     * @param skipsZeros whether pixels that are zero are passed over, though the operations count them
     */
    public record Step(
            String phase,
            List<Op> ops,
            List<Integer> reads,
            List<Integer> writes,
            long flops,
            long bytes,
            boolean skipsZeros) {
        public Step {
            ops = List.copyOf(ops);
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }
    }

    public ProgramListing {
        buffers = List.copyOf(buffers);
        steps = List.copyOf(steps);
    }

    /** Floating-point operations of a training step. */
    public long flops() {
        long flops = 0;
        for (Step step : steps) {
            flops += step.flops();
        }
        return flops;
    }

    /** Bytes that a training step reads and writes, counted step by step. */
    public long bytes() {
        long bytes = 0;
        for (Step step : steps) {
            bytes += step.bytes();
        }
        return bytes;
    }

    void write(PacketWriter out) {
        out.add(version).add(isCompiled).add(engine).add(reason);
        out.add(batch).add(parameters).add(moduleBytes).add(buffers.size());
        for (Buffer buffer : buffers) {
            out.add(buffer.name())
                    .add(buffer.type())
                    .add(buffer.leading().code())
                    .add(ints(buffer.dimensions()));
        }
        out.add(steps.size());
        for (Step step : steps) {
            out.add(step.phase()).add(step.ops().size());
            step.ops().forEach(op -> out.add(op.kind()).add(op.variant()));
            out.add(ints(step.reads())).add(ints(step.writes()));
            out.add(step.flops()).add(step.bytes()).add(step.skipsZeros());
        }
    }

    static ProgramListing read(PacketReader in) {
        int version = in.readInt();
        boolean isCompiled = in.readBoolean();
        String engine = in.readText();
        String reason = in.readText();
        int batch = in.readInt();
        int parameters = in.readInt();
        int moduleBytes = in.readInt();
        List<Buffer> buffers = new ArrayList<>();
        int bufferCount = in.readCount();
        for (int i = 0; i < bufferCount; i++) {
            buffers.add(new Buffer(in.readText(), in.readText(), Leading.of(in.readInt()), list(in.readInts())));
        }
        List<Step> steps = new ArrayList<>();
        int stepCount = in.readCount();
        for (int i = 0; i < stepCount; i++) {
            steps.add(readStep(in, bufferCount));
        }
        return new ProgramListing(version, isCompiled, engine, reason, batch, parameters, moduleBytes, buffers, steps);
    }

    private static Step readStep(PacketReader in, int buffers) {
        String phase = in.readText();
        List<Op> ops = new ArrayList<>();
        int opCount = in.readInt();
        for (int i = 0; i < opCount; i++) {
            ops.add(new Op(in.readText(), in.readText()));
        }
        return new Step(
                phase,
                ops,
                positions(in, buffers),
                positions(in, buffers),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
    }

    private static List<Integer> positions(PacketReader in, int buffers) {
        List<Integer> positions = list(in.readInts());
        for (int position : positions) {
            if (position < 0 || position >= buffers) {
                throw new ProtocolException("Message: buffer " + position + " of " + buffers);
            }
        }
        return positions;
    }

    private static int[] ints(List<Integer> values) {
        int[] ints = new int[values.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = values.get(i);
        }
        return ints;
    }

    private static List<Integer> list(int[] values) {
        List<Integer> list = new ArrayList<>();
        for (int value : values) {
            list.add(value);
        }
        return list;
    }
}
