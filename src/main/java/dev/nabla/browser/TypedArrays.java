package dev.nabla.browser;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Copies between Java's arrays and JavaScript's typed arrays, in bulk. A copy belongs to the receiver: it may be transferred.
 */
/*
 * In WebAssembly Java's arrays are objects that JavaScript cannot look into; the conversions of org.teavm.jso call across
 * the border for each element (10 to 25 ns). A direct buffer lies in linear memory, which both sides see: a loop of Java
 * copies between it and the array, a memcpy of JavaScript between it and the typed array (together 0.4 to 1 ns an
 * element). In plain JavaScript both are memcpys.
 */
public final class TypedArrays {
    private static final int STAGE_BYTES = 1 << 16;

    private static final ByteBuffer BYTES =
            ByteBuffer.allocateDirect(STAGE_BYTES).order(ByteOrder.nativeOrder());
    private static final IntBuffer INTS = BYTES.asIntBuffer();
    private static final FloatBuffer FLOATS = BYTES.asFloatBuffer();
    private static final Int8Array BYTE_VIEW = Int8Array.fromJavaBuffer(BYTES);
    private static final Int32Array INT_VIEW = Int32Array.fromJavaBuffer(INTS);
    private static final Float32Array FLOAT_VIEW = Float32Array.fromJavaBuffer(FLOATS);

    private TypedArrays() {}

    /** A copy for JavaScript. */
    public static Int8Array of(byte[] values) {
        Int8Array copy = new Int8Array(values.length);
        for (int done = 0; done < values.length; done += BYTES.capacity()) {
            int count = Math.min(BYTES.capacity(), values.length - done);
            BYTES.clear();
            BYTES.put(values, done, count);
            copyOut(BYTE_VIEW, count, copy, done);
        }
        return copy;
    }

    /** A copy for JavaScript. */
    public static Int32Array of(int[] values) {
        Int32Array copy = new Int32Array(values.length);
        for (int done = 0; done < values.length; done += INTS.capacity()) {
            int count = Math.min(INTS.capacity(), values.length - done);
            INTS.clear();
            INTS.put(values, done, count);
            copyOut(INT_VIEW, count, copy, done);
        }
        return copy;
    }

    /** A copy for JavaScript. */
    public static Float32Array of(float[] values) {
        Float32Array copy = new Float32Array(values.length);
        for (int done = 0; done < values.length; done += FLOATS.capacity()) {
            int count = Math.min(FLOATS.capacity(), values.length - done);
            FLOATS.clear();
            FLOATS.put(values, done, count);
            copyOut(FLOAT_VIEW, count, copy, done);
        }
        return copy;
    }

    /** A copy for Java; {@code values} is an {@code Int8Array} or a {@code Uint8Array}. */
    public static byte[] bytes(JSObject values) {
        byte[] copy = new byte[length(values)];
        for (int done = 0; done < copy.length; done += BYTES.capacity()) {
            int count = Math.min(BYTES.capacity(), copy.length - done);
            copyIn(values, done, count, BYTE_VIEW);
            BYTES.clear();
            BYTES.get(copy, done, count);
        }
        return copy;
    }

    /** A copy for Java; {@code values} is an {@code Int32Array}. */
    public static int[] ints(JSObject values) {
        int[] copy = new int[length(values)];
        for (int done = 0; done < copy.length; done += INTS.capacity()) {
            int count = Math.min(INTS.capacity(), copy.length - done);
            copyIn(values, done, count, INT_VIEW);
            INTS.clear();
            INTS.get(copy, done, count);
        }
        return copy;
    }

    /** A copy for Java; {@code values} is a {@code Float32Array}. */
    public static float[] floats(JSObject values) {
        float[] copy = new float[length(values)];
        for (int done = 0; done < copy.length; done += FLOATS.capacity()) {
            int count = Math.min(FLOATS.capacity(), copy.length - done);
            copyIn(values, done, count, FLOAT_VIEW);
            FLOATS.clear();
            FLOATS.get(copy, done, count);
        }
        return copy;
    }

    /** Copies {@code values[from … from + count − 1]} into a buffer, shared or not, from its byte {@code at} on. */
    public static void write(byte[] values, int from, int count, JSObject buffer, int at) {
        for (int done = 0; done < count; done += BYTES.capacity()) {
            int part = Math.min(BYTES.capacity(), count - done);
            BYTES.clear();
            BYTES.put(values, from + done, part);
            copyOut(BYTE_VIEW, part, view(buffer, at + done, part, BYTE_VIEW), 0);
        }
    }

    /** Copies from a buffer, shared or not, from its byte {@code at} on, into {@code values[from … from + count − 1]}. */
    public static void read(JSObject buffer, int at, byte[] values, int from, int count) {
        for (int done = 0; done < count; done += BYTES.capacity()) {
            int part = Math.min(BYTES.capacity(), count - done);
            stage(view(buffer, at + done, part, BYTE_VIEW), BYTE_VIEW);
            BYTES.clear();
            BYTES.get(values, from + done, part);
        }
    }

    /** Copies {@code values[from … from + count − 1]} into a buffer, shared or not, from its byte {@code at}, a multiple of 4, on. */
    public static void write(int[] values, int from, int count, JSObject buffer, int at) {
        for (int done = 0; done < count; done += INTS.capacity()) {
            int part = Math.min(INTS.capacity(), count - done);
            INTS.clear();
            INTS.put(values, from + done, part);
            copyOut(INT_VIEW, part, view(buffer, at + 4 * done, part, INT_VIEW), 0);
        }
    }

    /** Copies from a buffer, shared or not, from its byte {@code at}, a multiple of 4, on, into {@code values[from … from + count − 1]}. */
    public static void read(JSObject buffer, int at, int[] values, int from, int count) {
        for (int done = 0; done < count; done += INTS.capacity()) {
            int part = Math.min(INTS.capacity(), count - done);
            stage(view(buffer, at + 4 * done, part, INT_VIEW), INT_VIEW);
            INTS.clear();
            INTS.get(values, from + done, part);
        }
    }

    /** Copies {@code values[from … from + count − 1]} into a buffer, shared or not, from its byte {@code at}, a multiple of 4, on. */
    public static void write(float[] values, int from, int count, JSObject buffer, int at) {
        for (int done = 0; done < count; done += FLOATS.capacity()) {
            int part = Math.min(FLOATS.capacity(), count - done);
            FLOATS.clear();
            FLOATS.put(values, from + done, part);
            copyOut(FLOAT_VIEW, part, view(buffer, at + 4 * done, part, FLOAT_VIEW), 0);
        }
    }

    /** Copies from a buffer, shared or not, from its byte {@code at}, a multiple of 4, on, into {@code values[from … from + count − 1]}. */
    public static void read(JSObject buffer, int at, float[] values, int from, int count) {
        for (int done = 0; done < count; done += FLOATS.capacity()) {
            int part = Math.min(FLOATS.capacity(), count - done);
            stage(view(buffer, at + 4 * done, part, FLOAT_VIEW), FLOAT_VIEW);
            FLOATS.clear();
            FLOATS.get(values, from + done, part);
        }
    }

    @JSBody(params = "array", script = "return array.length;")
    private static native int length(JSObject array);

    @JSBody(
            params = {"stage", "count", "target", "at"},
            script = "target.set(count === stage.length ? stage : stage.subarray(0, count), at);")
    private static native void copyOut(JSObject stage, int count, JSObject target, int at);

    @JSBody(
            params = {"source", "from", "count", "stage"},
            script = "stage.set(source.subarray(from, from + count));")
    private static native void copyIn(JSObject source, int from, int count, JSObject stage);

    @JSBody(
            params = {"buffer", "at", "count", "like"},
            script = "return new like.constructor(buffer, at, count);")
    private static native JSObject view(JSObject buffer, int at, int count, JSObject like);

    @JSBody(
            params = {"source", "stage"},
            script = "stage.set(source);")
    private static native void stage(JSObject source, JSObject stage);
}
