package dev.nabla.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** The browser's database of this origin: one record under a name, replaced as a whole or not at all. */
public final class Store {
    private Store() {}

    /** Takes what was read. */
    @FunctionalInterface
    public interface Reader {
        /** Called once; {@code null} where nothing is stored, or there is no storage. */
        void read(@Nullable Content content);
    }

    /** What a record holds. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(String text, int[] ints, float[] floats, byte[] bytes) {}

    /** Replaces a record. {@code failed} is told why if that could not be done. */
    public static void write(String key, Content content, Failure failed) {
        put(
                key,
                content.text(),
                TypedArrays.of(content.ints()),
                TypedArrays.of(content.floats()),
                TypedArrays.of(content.bytes()),
                failed);
    }

    /** Reads a record. */
    public static void read(String key, Reader reader) {
        get(key, (text, ints, floats, bytes) -> {
            if (text == null || ints == null || floats == null || bytes == null) {
                reader.read(null);
            } else {
                reader.read(new Content(
                        text, TypedArrays.ints(ints), TypedArrays.floats(floats), TypedArrays.bytes(bytes)));
            }
        });
    }

    /** Told why a record could not be written. */
    @JSFunctor
    public interface Failure extends JSObject {
        /** Called at most once. */
        void failed(String reason);
    }

    @JSFunctor
    private interface Found extends JSObject {
        void found(@Nullable String text, @Nullable JSObject ints, @Nullable JSObject floats, @Nullable JSObject bytes);
    }

    @JSBody(
            params = {"key", "text", "ints", "floats", "bytes", "failed"},
            script =
                    "try { var open = indexedDB.open('nabla', 1);"
                            + " open.onupgradeneeded = function () { open.result.createObjectStore('records'); };"
                            + " open.onerror = function () { failed('' + open.error); };"
                            + " open.onsuccess = function () { var base = open.result; try {"
                            + "   var change = base.transaction('records', 'readwrite');"
                            + "   change.onabort = function () { failed('' + change.error); base.close(); };"
                            + "   change.oncomplete = function () { base.close(); };"
                            + "   change.objectStore('records').put({text: text, ints: ints, floats: floats, bytes: bytes}, key);"
                            + " } catch (error) { failed('' + error); base.close(); } }; } catch (error) { failed('' + error); }")
    private static native void put(
            String key, String text, Int32Array ints, Float32Array floats, Int8Array bytes, Failure failed);

    @JSBody(
            params = {"key", "found"},
            script = "var none = function () { found(null, null, null, null); };"
                    + " try { var open = indexedDB.open('nabla', 1);"
                    + " open.onupgradeneeded = function () { open.result.createObjectStore('records'); };"
                    + " open.onerror = none;"
                    + " open.onsuccess = function () { var base = open.result; try {"
                    + "   var get = base.transaction('records').objectStore('records').get(key);"
                    + "   get.onerror = function () { base.close(); none(); };"
                    + "   get.onsuccess = function () { base.close(); var record = get.result;"
                    + "     if (record && typeof record.text === 'string' && record.ints instanceof Int32Array"
                    + "         && record.floats instanceof Float32Array && record.bytes instanceof Int8Array)"
                    + "       found(record.text, record.ints, record.floats, record.bytes); else none(); };"
                    + " } catch (error) { base.close(); none(); } }; } catch (error) { none(); }")
    private static native void get(String key, Found found);
}
