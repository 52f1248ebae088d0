package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the contents of a message, in the order in which {@link PacketReader} takes them out again. */
final class PacketWriter {
    private int[] ints = new int[16];
    private float[] floats = new float[16];
    private byte[] bytes = new byte[0];
    private final List<String> texts = new ArrayList<>();
    private int intCount;
    private int floatCount;

    PacketWriter add(int value) {
        if (intCount == ints.length) {
            ints = Arrays.copyOf(ints, 2 * intCount);
        }
        ints[intCount++] = value;
        return this;
    }

    PacketWriter add(boolean value) {
        return add(value ? 1 : 0);
    }

    PacketWriter add(long value) {
        return add((int) (value >>> 32)).add((int) value);
    }

    PacketWriter add(float value) {
        if (floatCount == floats.length) {
            floats = Arrays.copyOf(floats, 2 * floatCount);
        }
        floats[floatCount++] = value;
        return this;
    }

    PacketWriter add(String value) {
        texts.add(value);
        return this;
    }

    PacketWriter add(int[] values) {
        add(values.length);
        if (intCount + values.length > ints.length) {
            ints = Arrays.copyOf(ints, Math.max(intCount + values.length, 2 * intCount));
        }
        System.arraycopy(values, 0, ints, intCount, values.length);
        intCount += values.length;
        return this;
    }

    PacketWriter add(float[] values) {
        add(values.length);
        if (floatCount + values.length > floats.length) {
            floats = Arrays.copyOf(floats, Math.max(floatCount + values.length, 2 * floatCount));
        }
        System.arraycopy(values, 0, floats, floatCount, values.length);
        floatCount += values.length;
        return this;
    }

    PacketWriter add(byte[] values) {
        add(values.length);
        int start = bytes.length;
        if (start == 0) {
            bytes = values;
        } else {
            bytes = Arrays.copyOf(bytes, start + values.length);
            System.arraycopy(values, 0, bytes, start, values.length);
        }
        return this;
    }

    PacketWriter add(List<float[]> arrays) {
        add(arrays.size());
        arrays.forEach(this::add);
        return this;
    }

    Packet finish(int kind) {
        return new Packet(
                Packet.VERSION,
                kind,
                Arrays.copyOf(ints, intCount),
                Arrays.copyOf(floats, floatCount),
                bytes,
                texts.toArray(new String[0]));
    }
}
