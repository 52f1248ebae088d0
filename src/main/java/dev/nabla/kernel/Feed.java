package dev.nabla.kernel;

import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples in an engine's memory: fixed sets are copied once and stay; of others, and of those that do not fit, the examples
 * that a call needs are copied for each call. Images lie there as bytes, or as {@link Lists} of non-zero pixels.
 */
final class Feed {
    /** Fixed sets that are kept at a time. */
    private static final int MOST_SETS = 3;

    /** Examples that are looked at to measure the density. */
    private static final int SAMPLE = 1000;

    /** Entries that are written at a time. */
    private static final int STAGE = 1 << 15;

    private final Engine engine;
    private final List<Resident> residents = new ArrayList<>();
    private @Nullable Resident transit;
    private @Nullable Examples tooLarge;

    /** A set in memory, or the part of one that a call needs. */
    private record Resident(@Nullable Examples examples, boolean listed, int inputs, int entries, int targets) {}

    /** Where the examples of a call lie. */
    static final class Place {
        private final int inputs;
        private final int targets;
        private final int[] order;
        private final int from;

        private Place(int inputs, int targets, int[] order, int from) {
            this.inputs = inputs;
            this.targets = targets;
            this.order = order;
            this.from = from;
        }

        /** Address of the bytes or numbers, or of the table of lists. */
        int inputs() {
            return inputs;
        }

        /** Address of the labels or numbers. */
        int targets() {
            return targets;
        }

        /** Holds the indices of the call's examples there. */
        int[] order() {
            return order;
        }

        /** Where in {@link #order()} they begin. */
        int from() {
            return from;
        }
    }

    Feed(Engine engine) {
        this.engine = engine;
    }

    /** Forgets everything: the memory is gone. */
    void forget() {
        residents.clear();
        transit = null;
        tooLarge = null;
    }

    /** Gives the room of all sets back, which come again when they are asked for; whether there were any. */
    boolean makeRoom() {
        boolean some = !residents.isEmpty();
        residents.forEach(this::release);
        residents.clear();
        tooLarge = null;
        return some;
    }

    /** Makes sure that the examples {@code order[from … from + count − 1]} are in memory. */
    Place place(Examples examples, boolean listed, int[] order, int from, int count) {
        // A single picture that is looked at does not take the place of a set.
        Resident resident = examples.isFixed() && examples.size() > 1 ? resident(examples, listed) : null;
        if (resident != null) {
            return new Place(resident.inputs(), resident.targets(), order, from);
        }
        int[] chosen = new int[count];
        int[] positions = new int[count];
        System.arraycopy(order, from, chosen, 0, count);
        for (int i = 0; i < count; i++) {
            positions[i] = i;
        }
        Resident before = transit;
        transit = null;
        if (before != null) {
            release(before);
        }
        Selection selection = new Selection(examples, chosen, count);
        Resident sent;
        try {
            sent = send(null, selection, listed);
        } catch (MachineException refused) {
            if (!makeRoom()) {
                throw refused;
            }
            sent = send(null, selection, listed);
        }
        transit = sent;
        return new Place(sent.inputs(), sent.targets(), positions, 0);
    }

    private @Nullable Resident resident(Examples examples, boolean listed) {
        for (int i = 0; i < residents.size(); i++) {
            Resident known = residents.get(i);
            if (known.examples() == examples && known.listed() == listed) {
                if (i > 0) {
                    residents.remove(i);
                    residents.add(0, known);
                }
                return known;
            }
        }
        if (tooLarge == examples) {
            return null;
        }
        if (residents.size() == MOST_SETS) {
            release(residents.remove(MOST_SETS - 1));
        }
        try {
            Resident made = send(examples, new Selection(examples, null, examples.size()), listed);
            residents.add(0, made);
            return made;
        } catch (MachineException refused) {
            // A smaller plan: a part at a time.
            tooLarge = examples;
            return null;
        }
    }

    private void release(Resident resident) {
        engine.release(resident.inputs());
        engine.release(resident.entries());
        engine.release(resident.targets());
    }

    /** Some examples, or all of them. */
    private static final class Selection {
        private final Examples examples;
        private final int @Nullable [] order;
        private final int count;

        Selection(Examples examples, int @Nullable [] order, int count) {
            this.examples = examples;
            this.order = order;
            this.count = count;
        }

        Examples examples() {
            return examples;
        }

        int count() {
            return count;
        }

        boolean isAll() {
            return order == null;
        }

        int example(int i) {
            return order == null ? i : order[i];
        }

        int inputWidth() {
            int length = examples.inputType() == ElementType.U8 ? examples.pixels().length : examples.values().length;
            return length / Math.max(1, examples.size());
        }

        int targetWidth() {
            int length =
                    examples.targetType() == ElementType.I32 ? examples.labels().length : examples.targets().length;
            return length / Math.max(1, examples.size());
        }
    }

    private Resident send(@Nullable Examples owner, Selection selection, boolean listed) {
        List<Integer> taken = new ArrayList<>();
        try {
            int inputs;
            int entries;
            if (listed) {
                inputs = take(taken, Integer.BYTES * (selection.count() + 1L));
                entries = take(taken, Lists.ENTRY_BYTES * countPixels(selection));
                writeLists(selection, inputs, entries);
            } else {
                int bytes = selection.inputWidth()
                        * selection.examples().inputType().sizeBytes();
                inputs = take(taken, (long) bytes * selection.count());
                entries = take(taken, 1);
                writeInputs(selection, inputs);
            }
            int targets = take(taken, (long) Float.BYTES * selection.targetWidth() * selection.count());
            writeTargets(selection, targets);
            return new Resident(owner, listed, inputs, entries, targets);
        } catch (MachineException refused) {
            taken.forEach(engine::release);
            throw refused;
        }
    }

    private int take(List<Integer> taken, long bytes) {
        int address = engine.take(bytes);
        taken.add(address);
        return address;
    }

    private static long countPixels(Selection selection) {
        byte[] pixels = selection.examples().pixels();
        int width = selection.inputWidth();
        long count = 0;
        for (int i = 0; i < selection.count(); i++) {
            int from = selection.example(i) * width;
            int set = 0;
            for (int k = from; k < from + width; k++) {
                set += pixels[k] != 0 ? 1 : 0;
            }
            count += set;
        }
        return count;
    }

    private void writeLists(Selection selection, int table, int entries) {
        LinearMemory memory = engine.memory();
        byte[] pixels = selection.examples().pixels();
        int width = selection.inputWidth();
        int[] starts = new int[selection.count() + 1];
        int[] stage = new int[STAGE + width];
        int staged = 0;
        int at = entries;
        for (int i = 0; i < selection.count(); i++) {
            starts[i] = at + staged * Lists.ENTRY_BYTES;
            int from = selection.example(i) * width;
            for (int k = 0; k < width; k++) {
                int value = pixels[from + k] & 0xff;
                stage[staged] = value << 16 | k;
                staged += value != 0 ? 1 : 0;
            }
            if (staged >= STAGE - 1) {
                memory.write(at, stage, 0, staged);
                at += staged * Lists.ENTRY_BYTES;
                staged = 0;
            }
        }
        starts[selection.count()] = at + staged * Lists.ENTRY_BYTES;
        memory.write(at, stage, 0, staged);
        memory.write(table, starts, 0, starts.length);
    }

    private void writeInputs(Selection selection, int address) {
        LinearMemory memory = engine.memory();
        Examples examples = selection.examples();
        int width = selection.inputWidth();
        boolean areBytes = examples.inputType() == ElementType.U8;
        if (selection.isAll()) {
            if (areBytes) {
                memory.write(address, examples.pixels(), 0, examples.pixels().length);
            } else {
                memory.write(address, examples.values(), 0, examples.values().length);
            }
            return;
        }
        int count = selection.count();
        if (areBytes) {
            byte[] bytes = new byte[count * width];
            for (int i = 0; i < count; i++) {
                System.arraycopy(examples.pixels(), selection.example(i) * width, bytes, i * width, width);
            }
            memory.write(address, bytes, 0, bytes.length);
        } else {
            float[] numbers = new float[count * width];
            for (int i = 0; i < count; i++) {
                System.arraycopy(examples.values(), selection.example(i) * width, numbers, i * width, width);
            }
            memory.write(address, numbers, 0, numbers.length);
        }
    }

    private void writeTargets(Selection selection, int address) {
        LinearMemory memory = engine.memory();
        Examples examples = selection.examples();
        int width = selection.targetWidth();
        int count = selection.count();
        if (examples.targetType() == ElementType.I32) {
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = examples.labels()[selection.example(i)];
            }
            memory.write(address, labels, 0, count);
        } else {
            float[] targets = new float[count * width];
            for (int i = 0; i < count; i++) {
                System.arraycopy(examples.targets(), selection.example(i) * width, targets, i * width, width);
            }
            memory.write(address, targets, 0, targets.length);
        }
    }

    /** The share of the pixels of some of the call's examples that are not zero; 1 for numbers. */
    static double density(Examples examples, int[] order, int from, int count) {
        int sample = Math.min(count, SAMPLE);
        int[] chosen = new int[sample];
        for (int i = 0; i < sample; i++) {
            chosen[i] = order[from + (int) ((long) i * count / sample)];
        }
        Selection selection = new Selection(examples, chosen, sample);
        return sample == 0 ? 1 : (double) countPixels(selection) / ((long) sample * selection.inputWidth());
    }
}
