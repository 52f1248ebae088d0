package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** Messages of flat arrays between page and worker; the arrays are transferred. */
public final class Messages {
    private Messages() {}

    /** Takes a message. */
    @FunctionalInterface
    public interface Receiver {
        /** Called once for each message; the arrays are the receiver's. */
        void receive(int version, int kind, int[] ints, float[] floats, byte[] bytes, String[] texts);
    }

    /** Sends a message from a worker to its page. */
    public static void toPage(int version, int kind, int[] ints, float[] floats, byte[] bytes, String[] texts) {
        to(self(), version, kind, ints, floats, bytes, texts);
    }

    /**
     * Sends a message.
     *
     * @param target a {@code Worker}, or a worker's own scope
     */
    public static void to(
            JSObject target, int version, int kind, int[] ints, float[] floats, byte[] bytes, String[] texts) {
        post(target, version, kind, TypedArrays.of(ints), TypedArrays.of(floats), TypedArrays.of(bytes), texts);
    }

    /**
     * Hands a message over.
     *
     * @param data the {@code data} of a message event
     * @return false if it is no message of {@link #to}; it is then left alone
     */
    public static boolean deliver(JSObject data, Receiver receiver) {
        if (!isMessage(data)) {
            return false;
        }
        receiver.receive(
                version(data),
                kind(data),
                TypedArrays.ints(ints(data)),
                TypedArrays.floats(floats(data)),
                TypedArrays.bytes(bytes(data)),
                texts(data));
        return true;
    }

    @JSBody(script = "return self;")
    private static native JSObject self();

    @JSBody(
            params = {"target", "version", "kind", "ints", "floats", "bytes", "texts"},
            script = "target.postMessage({version: version, kind: kind, ints: ints, floats: floats, bytes: bytes,"
                    + " texts: texts}, [ints.buffer, floats.buffer, bytes.buffer]);")
    private static native void post(
            JSObject target,
            int version,
            int kind,
            Int32Array ints,
            Float32Array floats,
            Int8Array bytes,
            String[] texts);

    @JSBody(
            params = "data",
            script = "function isA(type, value) {"
                    + "  return Object.prototype.toString.call(value) === '[object ' + type + ']';"
                    + "}"
                    + "return !!data && data.version === (data.version | 0) && data.kind === (data.kind | 0)"
                    + " && isA('Int32Array', data.ints) && isA('Float32Array', data.floats)"
                    + " && isA('Int8Array', data.bytes) && Array.isArray(data.texts)"
                    + " && data.texts.every(function (text) { return typeof text === 'string'; });")
    private static native boolean isMessage(JSObject data);

    @JSBody(params = "data", script = "return data.version;")
    private static native int version(JSObject data);

    @JSBody(params = "data", script = "return data.kind;")
    private static native int kind(JSObject data);

    @JSBody(params = "data", script = "return data.ints;")
    private static native JSObject ints(JSObject data);

    @JSBody(params = "data", script = "return data.floats;")
    private static native JSObject floats(JSObject data);

    @JSBody(params = "data", script = "return data.bytes;")
    private static native JSObject bytes(JSObject data);

    @JSBody(params = "data", script = "return data.texts;")
    private static native String[] texts(JSObject data);
}
