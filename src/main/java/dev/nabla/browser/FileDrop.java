package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * Files that a person drops on the page or chooses.
 *
 * <p>TeaVM gives a script's parameters short names and leaves those of functions inside it alone: inner names have more than
 * one letter here, else one may hide the other.
 */
public final class FileDrop {
    private FileDrop() {}

    /** Takes a file's contents. */
    @FunctionalInterface
    public interface Receiver {
        /** Called once for each file. */
        void receive(String name, byte[] contents);
    }

    /** Takes what is dropped anywhere on the page, pictures left to whoever else listens. */
    public static void listen(Receiver receiver) {
        onDrop((name, contents) -> receiver.receive(name, TypedArrays.bytes(contents)));
    }

    /** Opens the browser's dialog for files. */
    public static void choose(String accept, Receiver receiver) {
        open(accept, (name, contents) -> receiver.receive(name, TypedArrays.bytes(contents)));
    }

    @JSFunctor
    private interface Arrived extends JSObject {
        void arrived(String name, JSObject contents);
    }

    @JSBody(
            params = "arrived",
            script =
                    "document.addEventListener('dragover', function (event) { event.preventDefault(); });"
                            + " document.addEventListener('drop', function (event) { event.preventDefault();"
                            + "   if (!event.dataTransfer) return;"
                            + "   Array.prototype.forEach.call(event.dataTransfer.files, function (file) {"
                            + "     if (/^image\\//.test(file.type)) return;"
                            + "     file.arrayBuffer().then(function (buffer) { arrived(file.name, new Int8Array(buffer)); }); }); });")
    private static native void onDrop(Arrived arrived);

    @JSBody(
            params = {"accept", "arrived"},
            script = "var input = document.createElement('input'); input.type = 'file'; input.multiple = true;"
                    + " input.accept = accept; input.onchange = function () {"
                    + "   Array.prototype.forEach.call(input.files, function (file) {"
                    + "     file.arrayBuffer().then(function (buffer) { arrived(file.name, new Int8Array(buffer)); }); }); };"
                    + " input.click();")
    private static native void open(String accept, Arrived arrived);
}
