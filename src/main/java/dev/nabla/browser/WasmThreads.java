package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** Workers of a worker that run {@code webapp/helper.js}: each makes an instance of what it is sent and calls its help. */
/*
 * A worker's errors go on to the page unless they are handled here. Browsers start a worker only after the one that asked
 * for it has gone back to its messages; what is sent before is kept.
 */
public final class WasmThreads {
    private WasmThreads() {}

    /** Starts so many threads; those that the browser refuses are left out. */
    @JSBody(
            params = {"script", "count"},
            script = """
            var threads = [];
            var silence = function(event) { if (event.preventDefault) { event.preventDefault(); } };
            try {
                for (var made = 0; made < count; made++) {
                    var thread = new Worker(script);
                    thread.onerror = silence;
                    threads.push(thread);
                }
            } catch (refused) { }
            return threads;""")
    public static native JSObject start(String script, int count);

    /** Gives each thread a module to work on, with the indices 1, 2 …; it is begun when the one before it is done. */
    @JSBody(
            params = {"threads", "module", "memory"},
            script = """
            threads.forEach(function(thread, index) {
                try { thread.postMessage({module: module, memory: memory, index: index + 1}); } catch (refused) { }
            });""")
    public static native void assign(JSObject threads, JSObject module, JSObject memory);

    /** Ends the threads, wherever they are. */
    @JSBody(params = "threads", script = "threads.forEach(function(thread) { thread.terminate(); });")
    public static native void terminate(JSObject threads);
}
