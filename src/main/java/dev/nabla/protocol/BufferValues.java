package dev.nabla.protocol;

/**
 * What a buffer holds for the example on the stage. Never compared.
 *
 * @param name of the buffer
 * @param isKnown false where this example has no such values, as a drawing, which has no label, has no loss
 * @param count of all values
 * @param least of all values
 * @param most of all values
 * @param mean of all values
 * @param first some of them, in their order
 */
@SuppressWarnings("ArrayRecordComponent")
public record BufferValues(
        String name, boolean isKnown, int count, float least, float most, float mean, float[] first) {
    /** Says that there are none. */
    public static BufferValues unknown(String name) {
        return new BufferValues(name, false, 0, 0, 0, 0, new float[0]);
    }

    void write(PacketWriter out) {
        out.add(name).add(isKnown).add(count).add(least).add(most).add(mean).add(first);
    }

    static BufferValues read(PacketReader in) {
        return new BufferValues(
                in.readText(),
                in.readBoolean(),
                in.readInt(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloats());
    }
}
