package dev.nabla.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the contents of a message out, in the order in which {@link PacketWriter} put them in. */
final class PacketReader {
    private final Packet packet;
    private int intPosition;
    private int floatPosition;
    private int bytePosition;
    private int textPosition;

    PacketReader(Packet packet) {
        this.packet = packet;
    }

    int readInt() {
        require("numbers", intPosition, 1, packet.ints().length);
        return packet.ints()[intPosition++];
    }

    boolean readBoolean() {
        return readInt() != 0;
    }

    long readLong() {
        long high = readInt();
        return high << 32 | (readInt() & 0xffffffffL);
    }

    float readFloat() {
        require("floats", floatPosition, 1, packet.floats().length);
        return packet.floats()[floatPosition++];
    }

    String readText() {
        require("texts", textPosition, 1, packet.texts().length);
        return packet.texts()[textPosition++];
    }

    int[] readInts() {
        int count = readInt();
        require("numbers", intPosition, count, packet.ints().length);
        intPosition += count;
        return Arrays.copyOfRange(packet.ints(), intPosition - count, intPosition);
    }

    float[] readFloats() {
        int count = readInt();
        require("floats", floatPosition, count, packet.floats().length);
        floatPosition += count;
        return Arrays.copyOfRange(packet.floats(), floatPosition - count, floatPosition);
    }

    byte[] readBytes() {
        int count = readInt();
        require("bytes", bytePosition, count, packet.bytes().length);
        bytePosition += count;
        if (count == packet.bytes().length) {
            return packet.bytes();
        }
        return Arrays.copyOfRange(packet.bytes(), bytePosition - count, bytePosition);
    }

    /** A number of things of which each takes at least one of the numbers that follow. */
    int readCount() {
        int count = readInt();
        require("numbers", intPosition, count, packet.ints().length);
        return count;
    }

    List<float[]> readFloatArrays() {
        int count = readCount();
        List<float[]> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arrays.add(readFloats());
        }
        return arrays;
    }

    private static void require(String what, int position, int count, int length) {
        if (count < 0 || count > length - position) {
            throw new ProtocolException(
                    "Message: " + count + " " + what + " from position " + position + ", only " + length + " there");
        }
    }
}
