package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The page's address, its fragment and the clipboard. */
public final class Address {
    private Address() {}

    /** What stands behind the {@code #}, without it. */
    @JSBody(script = "return location.hash.slice(1);")
    public static native String fragment();

    /** Replaces the fragment, without another entry in the history. */
    @JSBody(
            params = "fragment",
            script =
                    "try { history.replaceState(null, '', '#' + fragment); } catch (error) { location.hash = fragment; }")
    public static native void setFragment(String fragment);

    /** The whole address. */
    @JSBody(script = "return location.href;")
    public static native String whole();

    /** Whether the page is out of sight. */
    @JSBody(script = "return document.hidden === true;")
    public static native boolean isHidden();

    /** Puts text on the clipboard. */
    public static void copy(String text, Runnable done, Runnable refused) {
        write(text, done::run, refused::run);
    }

    @JSBody(
            params = {"text", "done", "refused"},
            script = "try { navigator.clipboard.writeText(text).then(function () { done(); },"
                    + " function () { refused(); }); } catch (error) { refused(); }")
    private static native void write(String text, Callback done, Callback refused);

    /** Called back from the browser. */
    @JSFunctor
    private interface Callback extends JSObject {
        void call();
    }
}
