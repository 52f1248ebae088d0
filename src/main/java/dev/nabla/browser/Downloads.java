package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Files from the site or from the visitor, read as a stream, decompressed by the browser. */
public final class Downloads {
    private Downloads() {}

    @JSFunctor
    interface OnOpen extends JSObject {
        void opened(JSObject stream, double total);
    }

    @JSFunctor
    interface OnPart extends JSObject {
        void arrived(JSObject part, double received);
    }

    @JSFunctor
    interface OnEnd extends JSObject {
        void ended();
    }

    @JSFunctor
    interface OnFailure extends JSObject {
        void failed(String reason);
    }

    /** Reads a file of the site. */
    public static void fetch(String address, ByteSink sink) {
        open(address, (stream, total) -> read(stream, total, sink), sink::failed);
    }

    /** Reads a file that is already there. */
    public static void unpack(byte[] file, ByteSink sink) {
        read(stream(TypedArrays.of(file)), file.length, sink);
    }

    private static void read(JSObject stream, double total, ByteSink sink) {
        pump(
                stream,
                (part, received) -> sink.arrived(TypedArrays.bytes(part), (long) received, (long) total),
                sink::ended,
                sink::failed);
    }

    @JSBody(
            params = {"address", "opened", "failed"},
            script = "fetch(address).then(function (response) {"
                    + "  if (!response.ok || !response.body) {"
                    + "    failed('HTTP status ' + response.status);"
                    + "  } else {"
                    + "    opened(response.body, Number(response.headers.get('Content-Length')) || 0);"
                    + "  }"
                    + "}).catch(function (error) { failed(String(error && error.message || error)); });")
    private static native void open(String address, OnOpen opened, OnFailure failed);

    @JSBody(params = "bytes", script = "return new Blob([bytes]).stream();")
    private static native JSObject stream(JSObject bytes);

    /* Counts the bytes before they are decompressed; some servers have decompressed them already. */
    @JSBody(
            params = {"stream", "arrived", "ended", "failed"},
            script = "var received = 0;"
                    + "var reader = stream.getReader();"
                    + "function add(controller, part) {"
                    + "  if (part.done) { controller.close(); return; }"
                    + "  received += part.value.length;"
                    + "  controller.enqueue(part.value);"
                    + "}"
                    + "reader.read().then(function (first) {"
                    + "  var head = first.done ? [] : first.value;"
                    + "  var counted = new ReadableStream({"
                    + "    start: function (controller) { add(controller, first); },"
                    + "    pull: function (controller) {"
                    + "      return reader.read().then(function (part) { add(controller, part); });"
                    + "    }"
                    + "  });"
                    + "  var gzip = head[0] === 0x1f && head[1] === 0x8b;"
                    + "  var output = (gzip ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader();"
                    + "  function next() {"
                    + "    return output.read().then(function (part) {"
                    + "      if (part.done) { ended(); return; }"
                    + "      arrived(part.value, received);"
                    + "      return next();"
                    + "    });"
                    + "  }"
                    + "  return next();"
                    + "}).catch(function (error) { failed(String(error && error.message || error)); });")
    private static native void pump(JSObject stream, OnPart arrived, OnEnd ended, OnFailure failed);
}
