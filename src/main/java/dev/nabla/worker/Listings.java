package dev.nabla.worker;

import dev.nabla.kernel.CompiledProgram;
import dev.nabla.kernel.CompiledStep;
import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.Metric;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import dev.nabla.program.UpdateOp;
import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramListing.Leading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The program of a run as the page shows it: the steps of the module, or one operation after the other without one. */
final class Listings {
    private static final int WORD_BYTES = 4;

    private final Program program;
    private final int batch;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<ProgramListing.Buffer> buffers = new ArrayList<>();
    private final List<ProgramListing.Step> steps = new ArrayList<>();

    private Listings(Program program, int batch) {
        this.program = program;
        this.batch = batch;
    }

    /** Of a program that was compiled. */
    static ProgramListing of(int version, CompiledProgram compiled, int batch) {
        Listings listings = new Listings(compiled.program(), batch);
        compiled.steps(batch).forEach(listings::add);
        return listings.listing(version, true, "WebAssembly SIMD", "", compiled.moduleBytes());
    }

    /** Of a program that is interpreted; {@code reason} is a sentence, or empty. */
    static ProgramListing of(int version, Program program, int batch, String reason) {
        Listings listings = new Listings(program, batch);
        for (Phase phase : Phase.values()) {
            program.ops(phase).forEach(op -> listings.add(List.of(op), false));
        }
        return listings.listing(version, false, "Java", reason, 0);
    }

    private ProgramListing listing(int version, boolean compiled, String engine, String reason, int moduleBytes) {
        return new ProgramListing(
                version, compiled, engine, reason, batch, (int) program.parameterCount(), moduleBytes, buffers, steps);
    }

    private void add(CompiledStep step) {
        boolean isArrangement = step.ops().isEmpty() || step.function().startsWith("Unpack ");
        if (isArrangement) {
            addArrangement(step.function());
        } else {
            add(step.ops(), step.skipsZeros());
        }
    }

    private void add(List<Op> ops, boolean skipsZeros) {
        Set<Integer> reads = new LinkedHashSet<>();
        Set<Integer> writes = new LinkedHashSet<>();
        Set<Buffer> written = new LinkedHashSet<>();
        Set<String> phases = new LinkedHashSet<>();
        long flops = 0;
        for (Op op : ops) {
            flops += op.flops(batch);
            phases.add(phase(op));
            for (Buffer read : op.reads()) {
                if (!written.contains(read)) {
                    reads.add(position(read));
                } else if (!read.isPersistent()) {
                    // Handed on inside of the step.
                    writes.remove(position(read));
                }
            }
            for (Buffer buffer : op.writes()) {
                written.add(buffer);
                writes.add(position(buffer));
            }
        }
        Metric metric = ops.size() == 1 ? metric(ops.get(0)) : null;
        if (metric != null) {
            writes.add(position(metric.name(), "metric", Leading.NONE, List.of()));
        }
        steps.add(new ProgramListing.Step(
                String.join(", ", phases),
                ops.stream()
                        .map(op -> new ProgramListing.Op(op.kind(), variant(op)))
                        .toList(),
                List.copyOf(reads),
                List.copyOf(writes),
                flops,
                bytes(reads) + bytes(writes),
                skipsZeros));
    }

    /** What the module does to its own arrangement of a buffer: its function is named by a word and the buffer. */
    private void addArrangement(String function) {
        int space = function.indexOf(' ');
        String kind = space < 0 ? function : function.substring(0, space);
        Set<Integer> touched = new LinkedHashSet<>();
        for (Buffer buffer : program.buffers()) {
            String name = function.substring(space + 1);
            if (name.equals(buffer.name())
                    || (name.startsWith(buffer.name() + ".")
                            && isNumber(name, buffer.name().length() + 1))) {
                touched.add(position(buffer));
            }
        }
        boolean clears = kind.equals("Clear");
        Phase phase = clears ? Phase.BACKWARD : kind.equals("Unpack") ? Phase.BATCH : Phase.UPDATE;
        steps.add(new ProgramListing.Step(
                label(phase),
                List.of(new ProgramListing.Op(kind, "")),
                clears ? List.of() : List.copyOf(touched),
                clears ? List.copyOf(touched) : List.of(),
                0,
                clears ? bytes(touched) : 2 * bytes(touched),
                false));
    }

    private static boolean isNumber(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < text.length();
    }

    private String phase(Op op) {
        for (Phase phase : Phase.values()) {
            if (program.ops(phase).contains(op)) {
                return label(phase);
            }
        }
        throw new IllegalStateException("Program: no phase has " + op.kind());
    }

    private static String label(Phase phase) {
        return switch (phase) {
            case GATHER -> "gather";
            case FORWARD -> "forward";
            case LOSS -> "loss";
            case BACKWARD -> "backward";
            case BATCH -> "batch";
            case UPDATE -> "update";
        };
    }

    private static String variant(Op op) {
        if (op instanceof LayerOp.MatMul product) {
            return product.form().name();
        }
        if (op instanceof ImageOp.Conv2d convolution) {
            return convolution.form().name();
        }
        if (op instanceof LayerOp.Activate activate) {
            return activate.function().name();
        }
        if (op instanceof LayerOp.ActivateGradient gradient) {
            return gradient.function().name();
        }
        if (op instanceof LossOp.ElementLoss loss) {
            return loss.function().name();
        }
        if (op instanceof LossOp.ElementLossGradient loss) {
            return loss.function().name();
        }
        if (op instanceof UpdateOp.ScaledUpdate update) {
            return update.weight() == 1 ? "ADAGRAD" : "RMSPROP";
        }
        return "";
    }

    /** The number that an operation measures, if that is all that it does. */
    static @Nullable Metric metric(Op op) {
        if (op instanceof LossOp.Mean mean) {
            return mean.metric();
        }
        if (op instanceof LossOp.CountEqual count) {
            return count.metric();
        }
        if (op instanceof LossOp.SquaredNorm norm) {
            return norm.metric();
        }
        if (op instanceof LossOp.AbsoluteNorm norm) {
            return norm.metric();
        }
        return op instanceof UpdateOp.CheckFinite check ? check.metric() : null;
    }

    private int position(Buffer buffer) {
        Leading leading = switch (buffer.shape().extent()) {
            case FIXED -> Leading.NONE;
            case ROWS -> Leading.ROWS;
            case BATCH -> Leading.BATCH;
            case EXAMPLES -> Leading.EXAMPLES;
        };
        String type = switch (buffer.type()) {
            case F32 -> "f32";
            case I32 -> "i32";
            case U8 -> "u8";
        };
        return position(buffer.name(), type, leading, dimensions(buffer.shape()));
    }

    private int position(String name, String type, Leading leading, List<Integer> dimensions) {
        Integer known = positions.get(name);
        if (known == null) {
            known = buffers.size();
            positions.put(name, known);
            buffers.add(new ProgramListing.Buffer(name, type, leading, dimensions));
        }
        return known;
    }

    private static List<Integer> dimensions(Shape shape) {
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            dimensions.add(shape.dimension(i));
        }
        return dimensions;
    }

    /** Of examples that are gathered, only those of the batch are read. */
    private long bytes(Set<Integer> touched) {
        long bytes = 0;
        for (int position : touched) {
            ProgramListing.Buffer buffer = buffers.get(position);
            long elements = buffer.leading() == Leading.NONE ? 1 : batch;
            for (int dimension : buffer.dimensions()) {
                elements *= dimension;
            }
            bytes += elements * (buffer.type().equals("u8") ? 1 : WORD_BYTES);
        }
        return bytes;
    }
}
