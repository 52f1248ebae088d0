package dev.nabla.worker;

import dev.nabla.browser.TypedArrays;
import dev.nabla.browser.Wasm;
import dev.nabla.kernel.LinearMemory;
import dev.nabla.kernel.Machine;
import dev.nabla.kernel.MachineException;
import org.teavm.jso.JSObject;

/** A memory that the browser's modules work on. */
final class BrowserMemory implements LinearMemory {
    private static final int BYTES_PER_NUMBER = 4;

    private final JSObject memory;
    private JSObject buffer;
    private long size;

    BrowserMemory(JSObject memory) {
        this.memory = memory;
        buffer = Wasm.buffer(memory);
        size = (long) Wasm.size(buffer);
    }

    JSObject object() {
        return memory;
    }

    /** A growth gives the bytes another object; the old one loses them, unless they are shared. */
    private void look() {
        buffer = Wasm.buffer(memory);
        size = (long) Wasm.size(buffer);
    }

    @Override
    public int pages() {
        return (int) (size / Machine.PAGE_BYTES);
    }

    @Override
    public void grow(int pages) {
        if (pages <= pages()) {
            return;
        }
        String reason = Wasm.grow(memory, pages - pages());
        look();
        if (!reason.isEmpty()) {
            throw new MachineException("The memory could not grow from " + BrowserMachine.megabytes(pages()) + " to "
                    + BrowserMachine.megabytes(pages) + " (" + reason + ").");
        }
    }

    @Override
    public void write(int address, byte[] values, int from, int count) {
        check(address, 1, values.length, from, count);
        TypedArrays.write(values, from, count, buffer, address);
    }

    @Override
    public void write(int address, int[] values, int from, int count) {
        check(address, BYTES_PER_NUMBER, values.length, from, count);
        TypedArrays.write(values, from, count, buffer, address);
    }

    @Override
    public void write(int address, float[] values, int from, int count) {
        check(address, BYTES_PER_NUMBER, values.length, from, count);
        TypedArrays.write(values, from, count, buffer, address);
    }

    @Override
    public void read(int address, byte[] values, int from, int count) {
        check(address, 1, values.length, from, count);
        TypedArrays.read(buffer, address, values, from, count);
    }

    @Override
    public void read(int address, int[] values, int from, int count) {
        check(address, BYTES_PER_NUMBER, values.length, from, count);
        TypedArrays.read(buffer, address, values, from, count);
    }

    @Override
    public void read(int address, float[] values, int from, int count) {
        check(address, BYTES_PER_NUMBER, values.length, from, count);
        TypedArrays.read(buffer, address, values, from, count);
    }

    /** In production TeaVM does not notice an index that is out of bounds. */
    private void check(int address, int bytesEach, int length, int from, int count) {
        if (from < 0 || count < 0 || from > length - count) {
            throw new IllegalArgumentException(
                    "elements from " + from + ", " + count + " of them; the array has " + length);
        }
        if (address < 0 || address % bytesEach != 0 || address + (long) count * bytesEach > size) {
            throw new IllegalArgumentException("address " + address + ", " + (long) count * bytesEach
                    + " bytes, expected a multiple of " + bytesEach + " in a memory of " + size + " bytes");
        }
    }
}
