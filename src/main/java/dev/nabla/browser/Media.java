package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** What the person prefers and the screen is, asked by media queries. */
public final class Media {

    public static final String DARK = "(prefers-color-scheme: dark)";
    public static final String REDUCED_MOTION = "(prefers-reduced-motion: reduce)";
    public static final String FORCED_COLORS = "(forced-colors: active)";

    private Media() {}

    /** Called after the answer to a query has changed. */
    @JSFunctor
    public interface Listener extends JSObject {
        void changed();
    }

    /** Whether the query holds now; false where queries are not known. */
    @JSBody(params = "query", script = "return !!window.matchMedia && window.matchMedia(query).matches;")
    public static native boolean matches(String query);

    @JSBody(
            params = {"query", "listener"},
            script = """
            var list = window.matchMedia && window.matchMedia(query);
            if (list && list.addEventListener) { list.addEventListener('change', function() { listener(); }); }""")
    public static native void watch(String query, Listener listener);
}
