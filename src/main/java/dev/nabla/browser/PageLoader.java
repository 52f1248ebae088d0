package dev.nabla.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.workers.Worker;

/** The page's side of {@code webapp/loader.js}, which starts the worker before Java runs. */
public final class PageLoader {
    private PageLoader() {}

    /** Takes a message of the worker. */
    @JSFunctor
    public interface MessageReceiver extends JSObject {
        /** Called once for each message. */
        void receive(JSObject message);
    }

    /** Takes the sentence that says why there is no worker, or no longer one. */
    @JSFunctor
    public interface FailureReceiver extends JSObject {
        /** Called once for each worker that fails. */
        void receive(String sentence);
    }

    /** Hands over what the worker has said until now, then everything that it says; likewise its failure. */
    @JSBody(
            params = {"onMessage", "onFailure"},
            script = "nabla.listen(onMessage, onFailure);")
    public static native void listen(MessageReceiver onMessage, FailureReceiver onFailure);

    /** The worker; null where it could not start, or has failed. */
    @JSBody(script = "return nabla.worker;")
    public static native @Nullable Worker worker();

    /** Ends the worker, if there is one, and starts another. */
    @JSBody(script = "nabla.restart();")
    public static native void restart();
}
