package dev.nabla.present;

import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramListing.Buffer;
import dev.nabla.protocol.ProgramListing.Leading;
import dev.nabla.protocol.ProgramListing.Op;
import dev.nabla.protocol.ProgramListing.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The steps of a program in words: what they are called, the shapes of what they read and write, their amounts. */
public final class ProgramText {
    private static final String GRADIENT = "d:";
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private ProgramText() {}

    /** What a step does: {@code MatMul + AddBias + ReLU}. */
    public static String title(Step step) {
        List<String> names = new ArrayList<>();
        for (Op op : step.ops()) {
            names.add(OpFormulas.name(op));
        }
        return String.join(" + ", names);
    }

    /** What it does it for: {@code layer1.a}; of several buffers the last; empty if there is none. */
    public static String target(ProgramListing listing, Step step) {
        List<Integer> touched = step.writes().isEmpty() ? step.reads() : step.writes();
        return touched.isEmpty()
                ? ""
                : name(listing.buffers().get(touched.get(touched.size() - 1)).name());
    }

    /** A buffer's name: gradients as {@code ∂layer1.z}, the loss's derivative by layer1.z. */
    public static String name(String buffer) {
        return buffer.startsWith(GRADIENT) ? "∂" + buffer.substring(GRADIENT.length()) : buffer;
    }

    /** {@code [rows, 784]}, {@code [32, 784]}, {@code [batch]}; a single number is that. */
    public static String shape(Buffer buffer) {
        List<String> shape = new ArrayList<>();
        switch (buffer.leading()) {
            case ROWS -> shape.add("rows");
            case BATCH -> shape.add("batch");
            case EXAMPLES -> shape.add("examples");
            case NONE -> {}
        }
        buffer.dimensions().forEach(dimension -> shape.add(Integer.toString(dimension)));
        return buffer.leading() == Leading.NONE && buffer.dimensions().isEmpty()
                ? "one number"
                : "[" + String.join(", ", shape) + "]";
    }

    /** The phase in which a step ends. */
    public static String phase(Step step) {
        int comma = step.phase().lastIndexOf(", ");
        return comma < 0 ? step.phase() : step.phase().substring(comma + 2);
    }

    /** In short: the dimensions of an example as one number, {@code [rows, 784]} for 28 × 28 pixels. */
    private static String brief(Buffer buffer) {
        int width = 1;
        for (int dimension : buffer.dimensions()) {
            width *= dimension;
        }
        boolean several =
                buffer.leading() != Leading.NONE && buffer.dimensions().size() > 1;
        return shape(several ? new Buffer(buffer.name(), buffer.type(), buffer.leading(), List.of(width)) : buffer);
    }

    /**
     * {@code [rows, 784] × [32, 784]ᵀ → [rows, 32]}: of a product its factors, of other steps all that they read; an
     * example's dimensions as one number.
     */
    public static String shapes(ProgramListing listing, Step step) {
        String reads = reads(listing, step);
        String writes = step.writes().isEmpty()
                ? ""
                : brief(listing.buffers().get(step.writes().get(step.writes().size() - 1)));
        if (reads.isEmpty() || writes.isEmpty()) {
            return reads + writes;
        }
        return reads + " → " + writes;
    }

    private static String reads(ProgramListing listing, Step step) {
        boolean isProduct = !step.ops().isEmpty()
                && step.ops().get(0).kind().equals("MatMul")
                && step.reads().size() > 1;
        if (isProduct) {
            String form = step.ops().get(0).variant();
            return brief(listing.buffers().get(step.reads().get(0)))
                    + (form.equals("WEIGHT_GRADIENT") ? "ᵀ" : "")
                    + " × "
                    + brief(listing.buffers().get(step.reads().get(1)))
                    + (form.equals("FORWARD") ? "ᵀ" : "");
        }
        boolean isGather = !step.ops().isEmpty() && step.ops().get(0).kind().equals("Gather");
        if (isGather) {
            return brief(listing.buffers().get(step.reads().get(0)));
        }
        Set<String> shapes = new LinkedHashSet<>();
        for (int read : step.reads()) {
            shapes.add(brief(listing.buffers().get(read)));
        }
        return String.join(", ", shapes);
    }

    /** A number of operations with three digits: {@code 1.61 M}, {@code 320}. */
    public static String flops(long flops) {
        if (flops < KILO) {
            return Long.toString(flops);
        }
        if (flops < MEGA) {
            return NumberText.significant(flops / KILO, 3) + NumberText.THIN + "k";
        }
        return flops < GIGA
                ? NumberText.significant(flops / MEGA, 3) + NumberText.THIN + "M"
                : NumberText.significant(flops / GIGA, 3) + NumberText.THIN + "G";
    }

    /** A time: {@code 41.3 µs}, {@code 1.72 ms}. */
    public static String time(double micros) {
        return micros < KILO
                ? NumberText.fixed(micros, 1) + NumberText.THIN + "µs"
                : NumberText.fixed(micros / KILO, 2) + NumberText.THIN + "ms";
    }

    /** 10⁹ operations a second: {@code 41.3}; a dash where there are none, or no time. */
    public static String gigaflops(long flops, double micros) {
        return flops == 0 || !(micros > 0) ? "–" : NumberText.fixed(flops / (micros * KILO), 1);
    }

    /** {@code WebAssembly SIMD, 2 threads}. */
    public static String engine(ProgramListing listing, int threads) {
        return listing.engine() + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
