package dev.nabla.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Memory;
import run.endive.wasm.types.MemoryLimits;

/** A memory that is made of arrays of the JVM. */
final class EndiveMemory implements LinearMemory {
    /** Endive's addresses are ints that are not negative. */
    private static final int MAX_PAGES = Integer.MAX_VALUE / Machine.PAGE_BYTES;

    private final Memory memory;
    private final int maxPages;
    private final int room;

    /** A memory of one thread that is refused more than {@code room} pages. */
    EndiveMemory(int pages, int maxPages, int room) {
        this(pages, maxPages, room, false);
    }

    /** A memory that threads may share. */
    static EndiveMemory shared(int pages, int maxPages) {
        return new EndiveMemory(pages, maxPages, pages, true);
    }

    private EndiveMemory(int pages, int maxPages, int room, boolean shared) {
        if (pages < 0 || pages > maxPages) {
            throw new IllegalArgumentException("Memory of " + pages + " to " + maxPages + " pages");
        }
        this.maxPages = maxPages;
        this.room = Math.min(room, MAX_PAGES);
        if (pages > this.room) {
            throw refused(pages);
        }
        try {
            memory = new ByteArrayMemory(new MemoryLimits(pages, maxPages, shared));
        } catch (OutOfMemoryError e) {
            throw refused(pages);
        }
    }

    /** What modules import. */
    Memory memory() {
        return memory;
    }

    @Override
    public int pages() {
        return memory.pages();
    }

    @Override
    public void grow(int pages) {
        int more = pages - memory.pages();
        if (more <= 0) {
            return;
        }
        try {
            if (pages > room || memory.grow(more) < 0) {
                throw refused(pages);
            }
        } catch (OutOfMemoryError e) {
            throw refused(pages);
        }
    }

    private MachineException refused(int pages) {
        return new MachineException("No room for a memory of " + pages + " pages of 64 KiB (at most " + maxPages + ")");
    }

    @Override
    public void write(int address, byte[] values, int from, int count) {
        Objects.checkFromIndexSize(from, count, values.length);
        checkAddress(address, count, 1);
        memory.write(address, values, from, count);
    }

    @Override
    public void write(int address, int[] values, int from, int count) {
        byte[] bytes = new byte[count * Integer.BYTES];
        words(bytes).asIntBuffer().put(values, from, count);
        writeWords(address, bytes);
    }

    @Override
    public void write(int address, float[] values, int from, int count) {
        byte[] bytes = new byte[count * Float.BYTES];
        words(bytes).asFloatBuffer().put(values, from, count);
        writeWords(address, bytes);
    }

    @Override
    public void read(int address, byte[] values, int from, int count) {
        Objects.checkFromIndexSize(from, count, values.length);
        checkAddress(address, count, 1);
        System.arraycopy(memory.readBytes(address, count), 0, values, from, count);
    }

    @Override
    public void read(int address, int[] values, int from, int count) {
        readWords(address, count).asIntBuffer().get(values, from, count);
    }

    @Override
    public void read(int address, float[] values, int from, int count) {
        readWords(address, count).asFloatBuffer().get(values, from, count);
    }

    private void writeWords(int address, byte[] bytes) {
        checkAddress(address, bytes.length, Integer.BYTES);
        memory.write(address, bytes);
    }

    private ByteBuffer readWords(int address, int count) {
        checkAddress(address, count * Integer.BYTES, Integer.BYTES);
        return words(memory.readBytes(address, count * Integer.BYTES));
    }

    private static ByteBuffer words(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void checkAddress(int address, int sizeBytes, int alignment) {
        long end = (long) memory.pages() * Machine.PAGE_BYTES;
        if (address < 0 || sizeBytes < 0 || (long) address + sizeBytes > end || address % alignment != 0) {
            throw new IndexOutOfBoundsException(
                    sizeBytes + " bytes at " + address + " of a memory of " + end + ", alignment " + alignment);
        }
    }
}
