package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * Files that a person drops on the page.
 *
 * <p>Names inside the scripts here have more than one letter: minified by TeaVM 0.15.0, a parameter of the script has been
 * seen to get the one-letter name of a parameter of a function inside it, which then hides it.
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
}
