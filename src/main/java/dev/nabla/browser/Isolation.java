package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * Whether threads may share memory: the page has to be isolated from other origins, by headers. Where the host sends none,
 * {@code webapp/sw.js} adds them, if the visitor wants it; it also keeps the page for use without a network.
 */
/*
 * Nothing here reloads the page but the visitor's own choice, so there are no loops: where a reload does not isolate the
 * page, the state says so. The page that was left may be kept by the browser as it was and come back by way of the history;
 * it then reloads once more.
 */
public final class Isolation {
    private Isolation() {}

    /** How the page stands. */
    public enum State {
        /** Isolated by the host. */
        NATIVE,
        /** Isolated by the service worker. */
        ON,
        /** Not isolated; it can be asked for. */
        OFF,
        /** Not isolated, although the service worker is there. */
        POWERLESS,
        /** Not isolated, and this browser has no service workers, or not for this page. */
        UNAVAILABLE
    }

    /** Told why something could not be done. */
    @JSFunctor
    public interface Failure extends JSObject {
        /** Called at most once. */
        void failed(String reason);
    }

    /** How the page stands now; only a reload changes it. */
    public static State state() {
        if (isIsolated()) {
            return isOurs() ? State.ON : State.NATIVE;
        }
        if (isOurs()) {
            return State.POWERLESS;
        }
        return isAvailable() ? State.OFF : State.UNAVAILABLE;
    }

    @JSBody(script = "return window.crossOriginIsolated === true;")
    private static native boolean isIsolated();

    @JSBody(script = "return !!(navigator.serviceWorker && window.isSecureContext && window.caches);")
    private static native boolean isAvailable();

    /* Other pages of this host may have service workers of their own. */
    @JSBody(script = """
            var active = navigator.serviceWorker && navigator.serviceWorker.controller;
            return !!active && active.scriptURL === new URL('sw.js', document.baseURI).href;""")
    private static native boolean isOurs();

    /** Registers the service worker, waits until it has kept the page, then reloads. */
    @JSBody(params = "failure", script = """
            var over = false;
            var fail = function(error) {
                if (!over) { over = true; failure(String((error && error.message) || error)); }
            };
            var reload = function() {
                if (over) { return; }
                over = true;
                addEventListener('pageshow', function(event) { if (event.persisted) { location.reload(); } });
                location.reload();
            };
            try {
                navigator.serviceWorker.register('sw.js').then(function(registration) {
                    var coming = registration.installing || registration.waiting;
                    if (registration.active || !coming) { reload(); return; }
                    coming.addEventListener('statechange', function() {
                        if (coming.state === 'activated') { reload(); }
                        if (coming.state === 'redundant') { fail('a file of this page could not be kept'); }
                    });
                    if (coming.state === 'activated') { reload(); }
                }).catch(fail);
            } catch (error) { fail(error); }""")
    public static native void enable(Failure failure);

    /** Takes back the service worker and what it has kept, then reloads. */
    @JSBody(params = "failure", script = """
            var scope = new URL('./', document.baseURI).href;
            navigator.serviceWorker.getRegistration(scope).then(function(registration) {
                return registration && registration.scope === scope ? registration.unregister() : true;
            }).then(function() { return caches.keys(); }).then(function(names) {
                return Promise.all(names.map(function(name) {
                    return name.indexOf('nabla ' + scope + ' ') === 0 ? caches.delete(name) : true;
                }));
            }).then(function() {
                addEventListener('pageshow', function(event) { if (event.persisted) { location.reload(); } });
                location.reload();
            }).catch(function(error) {
                failure(String((error && error.message) || error));
            });""")
    public static native void disable(Failure failure);
}
