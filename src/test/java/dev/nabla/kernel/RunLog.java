package dev.nabla.kernel;

import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a run of the reference gave, to compare others with. */
final class RunLog implements Recorder {
    private static final int NAN = 0x7fc00000;

    private final List<Entry> entries = new ArrayList<>();

    /** Floats are there as their bits, with one NaN. */
    private static final class Entry {
        private final String name;
        private final int[] bits;

        Entry(String name, int[] bits) {
            this.name = name;
            this.bits = bits;
        }
    }

    /** The log of the reference. */
    static RunLog of(GeneratedRun run) {
        RunLog log = new RunLog();
        RunPlayer player = new RunPlayer(run, JavaExecutor::new, log);
        while (player.advance()) {}
        return log;
    }

    /** Plays a run, and throws at the first bit that differs. */
    static void compare(GeneratedRun run, Function<Program, Executor> executors, Runnable betweenSlices) {
        Comparison comparison = of(run).comparison();
        RunPlayer player = new RunPlayer(run, executors, comparison);
        try {
            do {
                betweenSlices.run();
            } while (player.advance());
            comparison.requireEnd();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(player + ": " + e.getMessage(), e);
        } finally {
            player.close();
        }
    }

    Comparison comparison() {
        return new Comparison();
    }

    @Override
    public void ints(String name, int[] values, int count) {
        int[] copy = new int[count];
        System.arraycopy(values, 0, copy, 0, count);
        entries.add(new Entry(name, copy));
    }

    @Override
    public void floats(String name, float[] values, int count) {
        entries.add(new Entry(name, bits(values, count)));
    }

    static int[] bits(float[] values, int count) {
        int[] bits = new int[count];
        for (int i = 0; i < count; i++) {
            bits[i] = bits(values[i]);
        }
        return bits;
    }

    /** The bits, the same for all NaN. */
    static int bits(float value) {
        return Float.isNaN(value) ? NAN : Float.floatToRawIntBits(value);
    }

    /** Compares another run with this one while it goes on. */
    final class Comparison implements Recorder {
        private int at;

        @Override
        public void ints(String name, int[] values, int count) {
            Entry expected = entry(name, count);
            for (int i = 0; i < count; i++) {
                if (values[i] != expected.bits[i]) {
                    throw new AssertionError(name + "[" + i + "]: " + values[i] + ", expected " + expected.bits[i]);
                }
            }
        }

        @Override
        public void floats(String name, float[] values, int count) {
            Entry expected = entry(name, count);
            int wrong = 0;
            int first = -1;
            for (int i = 0; i < count; i++) {
                if (bits(values[i]) != expected.bits[i]) {
                    first = wrong == 0 ? i : first;
                    wrong++;
                }
            }
            if (wrong > 0) {
                throw new AssertionError(name + "[" + first + "]: " + text(bits(values[first])) + ", expected "
                        + text(expected.bits[first]) + "; " + wrong + " of " + count + " differ");
            }
        }

        private Entry entry(String name, int count) {
            if (at == entries.size() || !entries.get(at).name.equals(name) || entries.get(at).bits.length != count) {
                throw new AssertionError(name + " (" + count + "), expected "
                        + (at == entries.size() ? "the end" : entries.get(at).name));
            }
            return entries.get(at++);
        }

        void requireEnd() {
            if (at != entries.size()) {
                throw new AssertionError("the end, expected " + entries.get(at).name);
            }
        }
    }

    private static String text(int bits) {
        return bits == NAN ? "NaN" : Float.intBitsToFloat(bits) + " (" + Integer.toHexString(bits) + ")";
    }
}
