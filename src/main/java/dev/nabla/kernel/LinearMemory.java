package dev.nabla.kernel;

/** A memory of modules, seen from Java: touched in bulk only, since single accesses may be slow. Addresses are in bytes. */
public interface LinearMemory {
    /** Its size now. */
    int pages();

    /**
     * Grows to so many pages in all; what it holds stays.
     *
     * @throws MachineException if there is no room
     */
    void grow(int pages);

    /** Copies {@code values[from … from + count − 1]} to an address. */
    void write(int address, byte[] values, int from, int count);

    /** Copies {@code values[from … from + count − 1]} to an address that is a multiple of 4. */
    void write(int address, int[] values, int from, int count);

    /** Copies {@code values[from … from + count − 1]} to an address that is a multiple of 4. */
    void write(int address, float[] values, int from, int count);

    /** Copies what lies at an address into {@code values[from … from + count − 1]}. */
    void read(int address, byte[] values, int from, int count);

    /** Copies what lies at an address that is a multiple of 4 into {@code values[from … from + count − 1]}. */
    void read(int address, int[] values, int from, int count);

    /** Copies what lies at an address that is a multiple of 4 into {@code values[from … from + count − 1]}. */
    void read(int address, float[] values, int from, int count);
}
