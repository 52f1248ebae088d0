package dev.nabla.browser;

import org.teavm.interop.PlatformMarker;
import org.teavm.interop.Platforms;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The worker's side of {@code webapp/worker.js}, which loads the compiled Java. */
public final class WorkerLoader {
    private WorkerLoader() {}

    /** Takes a message of the page. */
    @JSFunctor
    public interface MessageReceiver extends JSObject {
        /** Called once for each message. */
        void receive(JSObject message);
    }

    /** What this Java runs as: "WebAssembly" or "JavaScript". */
    @JSBody(script = "return nabla.engine;")
    public static native String engine();

    /** The same, known to the compiler: what is done only elsewhere is left out of the WebAssembly. */
    @PlatformMarker(Platforms.WEBASSEMBLY_GC)
    public static boolean isWebAssembly() {
        return false;
    }

    /** Goes on as JavaScript, for a reason that the page may tell. */
    @JSBody(params = "reason", script = "nabla.fallBack(reason);")
    public static native void fallBack(String reason);

    /** Why it runs as JavaScript; empty where it runs as WebAssembly. */
    @JSBody(script = "return nabla.reason;")
    public static native String reason();

    /** The address of the site's folder, with a slash at its end: {@code root() + "data/mnist/…"}. */
    @JSBody(script = "return nabla.root;")
    public static native String root();

    /** The address of the folder of the scripts, with a slash at its end: {@code folder() + "helper.js"}. */
    @JSBody(script = "return nabla.folder;")
    public static native String folder();

    /** Hands over what the page has said until now, then everything that it says. */
    @JSBody(params = "onMessage", script = "nabla.listen(onMessage);")
    public static native void listen(MessageReceiver onMessage);
}
