package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Program;
import dev.nabla.program.Shape;
import dev.nabla.program.Slice;
import java.util.Arrays;
import java.util.List;

/** A compiled program in its place in memory, ready to be called. */
final class Plan {
    private static final int PIXEL_VALUES = 256;
    private static final float PIXEL_MAX = 255f;
    private static final int CLEAR_FLOATS = 1 << 14;

    private final Engine engine;
    private final Program program;
    private final LinearMemory memory;
    private final Layout layout;
    private final int number;
    private final int base;
    private final byte[] module;
    private final List<Step> profiled;
    private final Schedule schedule;
    private final boolean profiling;
    private final ModuleInstance instance;
    private final int[] binding = new int[2];
    private float[] stage = new float[0];
    private boolean prepared;
    private int threadsUsed = 1;

    /**
     * Compiles and places.
     *
     * @throws MachineException if there is no room, or the machine refuses the module
     */
    Plan(Engine engine, Program program, boolean sparse, int maxSteps, int maxExamples, boolean profiling) {
        this.engine = engine;
        this.program = program;
        this.profiling = profiling;
        this.number = engine.nextPlan();
        Layout.Wish wish = new Layout.Wish(sparse, engine.maxThreads(), maxSteps, maxExamples);
        base = engine.takeFirst(new Layout(program, wish, 0).bytes());
        memory = engine.memory();
        layout = new Layout(program, wish, base);
        try {
            Compiler.Compiled compiled =
                    Compiler.compile(layout, number, engine.isThreaded(), profiling, Engine.MAX_PAGES);
            module = compiled.module();
            profiled = compiled.profiled();
            schedule = compiled.schedule();
            instance = engine.machine().instantiate(module, memory);
        } catch (RuntimeException e) {
            engine.release(base);
            throw e;
        }
        clear();
        if (layout.isSparse()) {
            writeTable(layout.lists().table());
        }
    }

    /** The region may have been used before; padding counts on zeros. */
    private void clear() {
        float[] zeros = new float[CLEAR_FLOATS];
        int floats = layout.bytes() / Float.BYTES;
        for (int done = 0; done < floats; done += CLEAR_FLOATS) {
            memory.write(base + done * Float.BYTES, zeros, 0, Math.min(CLEAR_FLOATS, floats - done));
        }
    }

    private void writeTable(int address) {
        float[] table = new float[PIXEL_VALUES];
        for (int i = 0; i < PIXEL_VALUES; i++) {
            table[i] = i / PIXEL_MAX;
        }
        memory.write(address, table, 0, table.length);
    }

    /** By which helpers know it. */
    int number() {
        return number;
    }

    boolean isSparse() {
        return layout.isSparse();
    }

    int maxSteps() {
        return layout.maxSteps();
    }

    int maxExamples() {
        return layout.maxExamples();
    }

    boolean isProfiling() {
        return profiling;
    }

    /** The steps by the number that a profiling module reports. */
    List<Step> profiled() {
        return profiled;
    }

    /** The steps of the module. */
    Schedule schedule() {
        return schedule;
    }

    /** How many threads did the last slice. */
    int threadsUsed() {
        return threadsUsed;
    }

    /** Milliseconds that a number has been reported for by a profiling module; 0 for a negative one. */
    double lapMillis(int index) {
        return index < 0 || !profiling ? 0 : instance.lapMillis(index);
    }

    /** The module in the binary format. */
    byte[] module() {
        return module;
    }

    Layout layout() {
        return layout;
    }

    /** Whether the engine has abandoned the memory. */
    boolean isStale() {
        return memory != engine.memory();
    }

    /** Gives the room back. */
    void release() {
        if (!isStale()) {
            engine.release(base);
        }
    }

    /** Sends helpers away that work on this plan. */
    void dismissHelpers() {
        if (engine.helped() == number && !isStale()) {
            instance.call("dismiss");
            engine.helpersGone();
        }
    }

    /** How many threads can work now, if so many are wished for: those that have come, without a gap. */
    int threads(int wished) {
        if (wished < 2 || !engine.isThreaded()) {
            return 1;
        }
        if (engine.helped() != number) {
            if (engine.helped() != 0) {
                instance.call("dismiss");
            }
            engine.help(number, module);
        }
        int ready = instance.call("ready");
        int threads = 1;
        while (threads < wished && (ready >>> threads & 1) != 0) {
            threads++;
        }
        return threads;
    }

    void write(Buffer buffer, float[] values) {
        float[] arranged;
        if (layout.isPanels(buffer)) {
            arranged = layout.panels(buffer).pack(values);
        } else {
            // With zeros in the padding, where a step that made a parameter non-finite may have left others.
            arranged = Arrays.copyOf(values, layout.paddedFloats(buffer));
        }
        memory.write(layout.address(buffer), arranged, 0, arranged.length);
        prepared = false;
    }

    /** Copies the first elements of a buffer, row-major. */
    void read(Buffer buffer, float[] values) {
        if (buffer.type() != ElementType.F32) {
            throw new IllegalArgumentException("read: " + buffer + ", expected a float32 buffer");
        }
        if (buffer.equals(program.losses())) {
            memory.read(layout.losses(), values, 0, values.length);
        } else if (buffer.shape().extent() != Shape.Extent.FIXED) {
            Matrix matrix = layout.matrix(buffer);
            readRows(matrix, values, 0, (values.length + matrix.width() - 1) / matrix.width());
        } else if (layout.isPanels(buffer)) {
            Panels panels = layout.panels(buffer);
            float[] packed = new float[(int) (panels.bytes() / Float.BYTES)];
            memory.read(panels.address(), packed, 0, packed.length);
            panels.unpack(packed, values);
        } else {
            memory.read(layout.address(buffer), values, 0, values.length);
        }
    }

    /**
     * Copies what the program remembers between steps, arranged as it is here; only a plan of the same shape can restore it.
     *
     * @param room an image that is not needed any more, or an empty one
     */
    float[][] image(float[][] room) {
        List<Buffer> buffers = program.persistent();
        float[][] image = room.length == buffers.size() ? room : new float[buffers.size()][];
        for (int i = 0; i < image.length; i++) {
            int floats = layout.paddedFloats(buffers.get(i));
            if (image[i] == null || image[i].length != floats) {
                image[i] = new float[floats];
            }
            memory.read(layout.address(buffers.get(i)), image[i], 0, floats);
        }
        return image;
    }

    /** Puts an image back. */
    void restore(float[][] image) {
        List<Buffer> buffers = program.persistent();
        for (int i = 0; i < image.length; i++) {
            memory.write(layout.address(buffers.get(i)), image[i], 0, image[i].length);
        }
        prepared = false;
    }

    private void readRows(Matrix matrix, float[] values, int from, int rows) {
        int floats = rows * matrix.stride();
        stage = stage.length < floats ? new float[floats] : stage;
        memory.read(matrix.address(), stage, 0, floats);
        for (int r = 0; r < rows; r++) {
            int to = from + r * matrix.width();
            System.arraycopy(stage, r * matrix.stride(), values, to, Math.min(matrix.width(), values.length - to));
        }
    }

    private void prepare() {
        if (!prepared) {
            instance.call("prepare", 0);
            prepared = true;
        }
    }

    private void bind(Feed.Place place) {
        binding[0] = place.inputs();
        binding[1] = place.targets();
        memory.write(Control.INPUTS, binding, 0, 2);
    }

    /** Runs a slice and fills its metrics: the steps done, or −1 if a helper was lost. */
    int train(Examples examples, Slice slice, int threads, boolean observed) {
        int steps = slice.steps();
        int count = slice.firsts()[steps];
        threadsUsed = threads;
        prepare();
        Feed.Place place = engine.feed().place(examples, layout.isSparse(), slice.order(), 0, count);
        bind(place);
        memory.write(layout.order(), place.order(), place.from(), count);
        memory.write(layout.firsts(), slice.firsts(), 0, steps + 1);
        memory.write(
                layout.scalars(), slice.scalars(), 0, steps * program.scalars().size());
        int done = instance.call("train", 0, steps, threads, observed ? 1 : 0);
        if (done > 0) {
            memory.read(
                    layout.metrics(),
                    slice.metrics(),
                    0,
                    done * program.metrics().size());
        }
        return done;
    }

    /** Measures at most as many examples as the capacity. */
    void evaluate(Examples examples, int[] order, int from, int rows) {
        prepare();
        Feed.Place place = engine.feed().place(examples, layout.isSparse(), order, from, rows);
        bind(place);
        memory.write(layout.order(), place.order(), place.from(), rows);
        instance.call("evaluate", rows);
    }

    void readLosses(float[] losses, int to, int rows) {
        memory.read(layout.losses(), losses, to, rows);
    }

    void readInts(Buffer buffer, int[] values, int to, int rows) {
        memory.read(layout.ints(buffer), values, to, rows);
    }

    /** Computes the outputs of at most as many rows as the capacity. */
    void predict(float[] inputs, int from, int rows, float[] outputs) {
        prepare();
        Matrix input = layout.matrix(program.input());
        for (int r = 0; r < rows; r++) {
            int at = (from + r) * input.width();
            memory.write(input.address() + r * input.rowBytes(), inputs, at, input.width());
        }
        instance.call("predict", rows);
        Matrix output = layout.matrix(program.output());
        readRows(output, outputs, from * output.width(), rows);
    }
}
