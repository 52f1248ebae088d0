package dev.nabla.cli;

import dev.nabla.data.Sha256;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The SHA-256 of examples, by which data are known again: inputs, then targets, numbers little-endian. */
final class DataHash {
    private static final int CHUNK_BYTES = 16384;

    private final Sha256 hash = new Sha256();
    private final byte[] bytes = new byte[CHUNK_BYTES];
    private final ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    private DataHash() {}

    /** 64 hexadecimal digits. */
    static String of(Examples examples) {
        DataHash data = new DataHash();
        if (examples.inputType() == ElementType.U8) {
            data.hash.update(examples.pixels(), 0, examples.pixels().length);
        } else {
            for (float value : examples.values()) {
                data.add(Float.floatToRawIntBits(value));
            }
        }
        if (examples.targetType() == ElementType.I32) {
            for (int label : examples.labels()) {
                data.add(label);
            }
        } else {
            for (float target : examples.targets()) {
                data.add(Float.floatToRawIntBits(target));
            }
        }
        data.flush();
        return data.hash.hex();
    }

    private void add(int number) {
        if (!chunk.hasRemaining()) {
            flush();
        }
        chunk.putInt(number);
    }

    private void flush() {
        hash.update(bytes, 0, chunk.position());
        chunk.clear();
    }
}
