package dev.nabla.kernel;

import java.util.ArrayList;
import java.util.List;

/** Takes a run down as one short hash for each thing recorded, and remembers what that was. */
public final class HashRecorder implements Recorder {
    private final List<String> names = new ArrayList<>();
    private final StringBuilder hashes = new StringBuilder();

    @Override
    public void ints(String name, int[] values, int count) {
        int hash = 17;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + values[i];
        }
        add(name, hash);
    }

    @Override
    public void floats(String name, float[] values, int count) {
        int hash = 17;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + RunLog.bits(values[i]);
        }
        add(name, hash);
    }

    private void add(String name, int hash) {
        names.add(name);
        hashes.append(' ').append(Integer.toHexString(0x10000 | ((hash ^ (hash >>> 16)) & 0xffff)), 1, 5);
    }

    /** A hash of four digits for each thing recorded, each behind a space. */
    public String hashes() {
        return hashes.toString();
    }

    /** What was recorded. */
    public List<String> names() {
        return List.copyOf(names);
    }
}
