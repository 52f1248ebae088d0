package dev.nabla.kernel;

/** Hands out addresses one behind the other, each a multiple of 64, and counts. */
final class Space {
    private static final int ALIGNMENT = 64;

    private final int base;
    private long next;

    Space(int base) {
        this.base = base;
        this.next = base;
    }

    /**
     * An address with room for so many bytes.
     *
     * @throws MachineException beyond the address space of a module
     */
    int take(long bytes) {
        long address = next;
        next += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (next > Integer.MAX_VALUE) {
            throw new MachineException("Memory: the program needs more than " + (next - base) / (1 << 20)
                    + " MB, expected at most 2,048 MB");
        }
        return (int) address;
    }

    /** Bytes handed out. */
    int size() {
        return (int) (next - base);
    }
}
