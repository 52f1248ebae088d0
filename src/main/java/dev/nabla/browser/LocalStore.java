package dev.nabla.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** The browser's small store of settings. Where it is refused or full, nothing is remembered and nothing fails. */
public final class LocalStore {

    private LocalStore() {}

    /** The text kept under the key, or null. */
    @JSBody(
            params = "key",
            script = "try { return window.localStorage.getItem(key); } catch (refused) { return null; }")
    public static native @Nullable String read(String key);

    @JSBody(
            params = {"key", "value"},
            script = """
            try { window.localStorage.setItem(key, value); return true; } catch (refused) { return false; }""")
    public static native boolean write(String key, String value);

    @JSBody(params = "key", script = "try { window.localStorage.removeItem(key); } catch (refused) { }")
    public static native void remove(String key);
}
