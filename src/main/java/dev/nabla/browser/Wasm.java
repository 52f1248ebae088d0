package dev.nabla.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** WebAssembly as a worker sees it: memories, modules, calls. Nothing here throws: what the browser refuses has a reason. */
/*
 * Exceptions of JavaScript are caught on its side of the border, since the two targets of TeaVM bring them to Java
 * differently. An instance's functions see env.memory, and env.lap, which adds up the time between its calls.
 */
public final class Wasm {
    private Wasm() {}

    /** What was made, or why not. */
    public interface Made extends JSObject {
        /** The thing; null if it was refused. */
        @JSProperty
        @Nullable
        JSObject getThing();

        /** The browser's reason; empty if the thing was made. */
        @JSProperty
        String getReason();
    }

    /** What this browser lacks for modules with SIMD, as a sentence; empty if nothing. */
    public static String missing() {
        if (!exists()) {
            return "This browser has no WebAssembly.";
        }
        return hasSimd() ? "" : "This browser's WebAssembly has no SIMD.";
    }

    @JSBody(script = "return typeof WebAssembly === 'object' && typeof WebAssembly.Memory === 'function';")
    private static native boolean exists();

    /* A module of one function: popcnt of the bytes of a splat. It is the newest instruction of the standard. */
    @JSBody(script = """
            return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0,
                10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]));""")
    private static native boolean hasSimd();

    /** Whether threads can share memory here: the site is isolated from other origins, and workers can start workers. */
    @JSBody(script = """
            return self.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function'
                && typeof Worker === 'function';""")
    public static native boolean canShare();

    /** How many threads the machine runs at once; 1 where the browser does not tell. */
    @JSBody(script = "return (self.navigator && navigator.hardwareConcurrency) || 1;")
    public static native int cores();

    /** A zeroed memory. */
    @JSBody(
            params = {"pages", "maxPages", "shared"},
            script = """
            try {
                return {thing: new WebAssembly.Memory({initial: pages, maximum: maxPages, shared: shared}), reason: ''};
            } catch (error) { return {thing: null, reason: String(error)}; }""")
    public static native Made memory(int pages, int maxPages, boolean shared);

    /** Grows a memory by so many pages; gives the reason if that was refused. */
    @JSBody(
            params = {"memory", "pages"},
            script = "try { memory.grow(pages); return ''; } catch (error) { return String(error); }")
    public static native String grow(JSObject memory, int pages);

    /** The bytes of a memory; another object after each growth. */
    @JSBody(params = "memory", script = "return memory.buffer;")
    public static native JSObject buffer(JSObject memory);

    /** A size in bytes. */
    @JSBody(params = "buffer", script = "return buffer.byteLength;")
    public static native double size(JSObject buffer);

    /** A module; {@code bytes} is an {@code Int8Array}. */
    @JSBody(params = "bytes", script = """
            try { return {thing: new WebAssembly.Module(bytes), reason: ''}; }
            catch (error) { return {thing: null, reason: String(error)}; }""")
    public static native Made module(JSObject bytes);

    /** An instance of a module on a memory. */
    @JSBody(
            params = {"module", "memory"},
            script = """
            var times = new Float64Array(1024);
            var last = performance.now();
            var lap = function(index) {
                var now = performance.now();
                if (index >= 0) { times[index] += now - last; }
                last = now;
            };
            try {
                var instance = new WebAssembly.Instance(module, {env: {memory: memory, lap: lap}});
                return {thing: {exports: instance.exports, times: times}, reason: ''};
            } catch (error) { return {thing: null, reason: String(error)}; }""")
    public static native Made instance(JSObject module, JSObject memory);

    /** The milliseconds that laps of an instance have added up. */
    @JSBody(
            params = {"instance", "index"},
            script = "return instance.times[index] || 0;")
    public static native double lapMillis(JSObject instance, int index);

    /** A function that an instance exports; null if it has none of this name. */
    @JSBody(
            params = {"instance", "name"},
            script = """
            var target = instance.exports[name];
            return typeof target === 'function' ? {run: target, reason: 'it gives nothing'} : null;""")
    public static native @Nullable JSObject function(JSObject instance, String name);

    /** Calls a function of no numbers; NaN if it trapped. */
    @JSBody(
            params = "called",
            script = "try { return called.run(); } catch (error) { called.reason = String(error); return NaN; }")
    public static native double call(JSObject called);

    /** Calls a function of one number; NaN if it trapped. */
    @JSBody(
            params = {"called", "first"},
            script = "try { return called.run(first); } catch (error) { called.reason = String(error); return NaN; }")
    public static native double call(JSObject called, int first);

    /** Calls a function of two numbers; NaN if it trapped. */
    @JSBody(
            params = {"called", "first", "second"},
            script = """
            try { return called.run(first, second); }
            catch (error) { called.reason = String(error); return NaN; }""")
    public static native double call(JSObject called, int first, int second);

    /** Calls a function of any number of numbers, an {@code Int32Array}; NaN if it trapped. */
    @JSBody(
            params = {"called", "numbers"},
            script = """
            try { return called.run.apply(null, numbers); }
            catch (error) { called.reason = String(error); return NaN; }""")
    public static native double call(JSObject called, JSObject numbers);

    /** Why the last call of a function that gave NaN did so. */
    @JSBody(params = "called", script = "return called.reason;")
    public static native String reason(JSObject called);
}
