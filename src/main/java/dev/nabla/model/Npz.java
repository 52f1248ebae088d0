package dev.nabla.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Writes arrays as a .npz file, which NumPy's {@code load} reads: a ZIP file, stored without compression, of one .npy file an
 * array, row-major and little-endian. The same arrays give the same bytes: every entry is dated 1980-01-01.
 *
 * <p>Sources: NumPy, {@code numpy.lib.format}, version 1.0; PKWARE, .ZIP file format specification, sections 4.3.7, 4.3.12
 * and 4.3.16.
 */
public final class Npz {
    private static final String FLOAT32 = "<f4";
    private static final String INT32 = "<i4";
    private static final String UINT8 = "|u1";

    private static final int ALIGNMENT = 64;
    private static final int PREFIX_BYTES = 10;
    private static final int MAX_NPY_HEADER = 65_535;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int MAX_ENTRIES = 65_535;
    private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 8;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;

    /** Version 2.0 of the specification suffices to read the file. */
    private static final int VERSION = 20;

    /** Names are UTF-8. */
    private static final int FLAGS = 1 << 11;

    /** Year 0 after 1980, month 1, day 1. */
    private static final int DATE = 1 << 5 | 1;

    private static final class Entry {
        private final byte[] name;
        private final byte[] contents;
        private final int checksum;

        Entry(byte[] name, byte[] contents, int checksum) {
            this.name = name;
            this.contents = contents;
            this.checksum = checksum;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long fileBytes = END_BYTES;

    /**
     * Adds an array of float32; every NaN becomes the canonical one.
     *
     * @param name unique in the file; letters, digits, and {@code . _ -}
     * @param shape whose product is the number of values; empty for a single number
     * @throws ModelException if name, shape and values do not fit, or the file would not fit into an array
     */
    public Npz add(String name, int[] shape, float[] values) {
        byte[] contents = npy(name, FLOAT32, shape, values.length, Float.BYTES);
        LittleEndian.putFloats(values, 0, values.length, contents, contents.length - Float.BYTES * values.length);
        return add(name, contents);
    }

    /** Adds an array of int32; see {@link #add(String, int[], float[])}. */
    public Npz add(String name, int[] shape, int[] values) {
        byte[] contents = npy(name, INT32, shape, values.length, Integer.BYTES);
        int at = contents.length - Integer.BYTES * values.length;
        for (int value : values) {
            putInt(value, contents, at);
            at += Integer.BYTES;
        }
        return add(name, contents);
    }

    /** Adds an array of uint8; see {@link #add(String, int[], float[])}. */
    public Npz add(String name, int[] shape, byte[] values) {
        byte[] contents = npy(name, UINT8, shape, values.length, 1);
        System.arraycopy(values, 0, contents, contents.length - values.length, values.length);
        return add(name, contents);
    }

    private Npz add(String name, byte[] contents) {
        byte[] fileName = (name + ".npy").getBytes(StandardCharsets.UTF_8);
        long bytes = fileBytes + LOCAL_BYTES + CENTRAL_BYTES + 2L * fileName.length + contents.length;
        if (bytes > MAX_FILE_BYTES || entries.size() == MAX_ENTRIES) {
            throw new ModelException("Npz: a file of " + bytes + " bytes and " + (entries.size() + 1)
                    + " arrays, expected at most " + MAX_FILE_BYTES + " and " + MAX_ENTRIES);
        }
        CRC32 checksum = new CRC32();
        checksum.update(contents, 0, contents.length);
        entries.add(new Entry(fileName, contents, (int) checksum.getValue()));
        fileBytes = bytes;
        return this;
    }

    /** A .npy file whose data, at its end, are still zeros. */
    private byte[] npy(String name, String type, int[] shape, int count, int elementBytes) {
        requireName(name);
        long elements = 1;
        StringBuilder dimensions = new StringBuilder("(");
        for (int dimension : shape) {
            elements *= dimension;
            dimensions.append(dimensions.length() > 1 ? ", " : "").append(dimension);
        }
        dimensions.append(shape.length == 1 ? ",)" : ")");
        if (elements != count) {
            throw new ModelException(
                    "Npz: " + count + " values of " + name + " in the shape " + dimensions + ", expected " + elements);
        }
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + dimensions + ", }";
        int padding = Math.floorMod(-(PREFIX_BYTES + header.length() + 1), ALIGNMENT);
        int headerBytes = header.length() + padding + 1;
        long size = (long) PREFIX_BYTES + headerBytes + (long) count * elementBytes;
        if (headerBytes > MAX_NPY_HEADER || size > MAX_FILE_BYTES) {
            throw new ModelException("Npz: " + name + " of " + size + " bytes, expected at most " + MAX_FILE_BYTES);
        }
        byte[] contents = new byte[(int) size];
        byte[] text = ("?NUMPY????" + header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, contents, 0, text.length);
        contents[0] = (byte) 0x93;
        contents[6] = 1;
        contents[7] = 0;
        putShort(headerBytes, contents, 8);
        return contents;
    }

    private void requireName(String name) {
        boolean plain = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            plain &=
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
        }
        if (!plain) {
            throw new ModelException("Npz: an array called \"" + name + "\", expected letters, digits and . _ -");
        }
        if (!names.add(name)) {
            throw new ModelException("Npz: two arrays are called " + name);
        }
    }

    /** The file. */
    public byte[] toBytes() {
        byte[] file = new byte[(int) fileBytes];
        int[] places = new int[entries.size()];
        int at = 0;
        for (int i = 0; i < places.length; i++) {
            Entry entry = entries.get(i);
            places[i] = at;
            putInt(LOCAL_SIGNATURE, file, at);
            putCommon(entry, file, at + 4);
            at = append(entry.name, file, at + LOCAL_BYTES);
            at = append(entry.contents, file, at);
        }
        int directory = at;
        for (int i = 0; i < places.length; i++) {
            Entry entry = entries.get(i);
            putInt(CENTRAL_SIGNATURE, file, at);
            putShort(VERSION, file, at + 4);
            putCommon(entry, file, at + 6);
            putInt(places[i], file, at + 42);
            at = append(entry.name, file, at + CENTRAL_BYTES);
        }
        putInt(END_SIGNATURE, file, at);
        putShort(places.length, file, at + 8);
        putShort(places.length, file, at + 10);
        putInt(at - directory, file, at + 12);
        putInt(directory, file, at + 16);
        return file;
    }

    /** What both headers of an entry hold, from "version needed" to "extra field length"; compression 0, time 0. */
    private static void putCommon(Entry entry, byte[] file, int at) {
        putShort(VERSION, file, at);
        putShort(FLAGS, file, at + 2);
        putShort(DATE, file, at + 8);
        putInt(entry.checksum, file, at + 10);
        putInt(entry.contents.length, file, at + 14);
        putInt(entry.contents.length, file, at + 18);
        putShort(entry.name.length, file, at + 22);
    }

    private static int append(byte[] bytes, byte[] file, int at) {
        System.arraycopy(bytes, 0, file, at, bytes.length);
        return at + bytes.length;
    }

    private static void putShort(int value, byte[] bytes, int at) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >>> 8);
    }

    private static void putInt(int value, byte[] bytes, int at) {
        putShort(value, bytes, at);
        putShort(value >>> 16, bytes, at + 2);
    }
}
