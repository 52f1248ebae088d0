package dev.nabla.kernel;

import java.util.ArrayList;
import java.util.List;

/** Which parts of a memory are taken: the first gap that is large enough is given away. */
final class Regions {
    private static final int ALIGNMENT = 64;

    private final List<Region> taken = new ArrayList<>();

    private record Region(long begin, long end) {}

    /** Takes so many bytes; the address is a multiple of 64. The memory may have to grow to {@link #end()}. */
    long take(long bytes) {
        long size = (Math.max(1, bytes) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        long begin = Control.END;
        int at = 0;
        while (at < taken.size() && taken.get(at).begin() - begin < size) {
            begin = taken.get(at).end();
            at++;
        }
        taken.add(at, new Region(begin, begin + size));
        return begin;
    }

    /** Gives back what begins at an address. */
    void release(long begin) {
        taken.removeIf(region -> region.begin() == begin);
    }

    /** Behind everything that is taken. */
    long end() {
        return taken.isEmpty() ? Control.END : taken.get(taken.size() - 1).end();
    }
}
