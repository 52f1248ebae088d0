package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Work between messages, and the time. */
/*
 * A message to oneself is delivered behind the messages that have already arrived, and at once: timers are held back to
 * four milliseconds when they follow each other, and far longer in hidden pages.
 */
public final class Tasks {
    private static final JSObject PORT = open();

    private Tasks() {}

    /** Something to do later. */
    @JSFunctor
    public interface Task extends JSObject {
        /** Does it. */
        void run();
    }

    /** Milliseconds since some moment of the past, with fractions. */
    @JSBody(script = "return typeof performance === 'undefined' ? Date.now() : performance.now();")
    public static native double now();

    /** Runs a task when the messages that have arrived by now are handled. */
    public static void soon(Task task) {
        send(PORT, task);
    }

    /** Runs a task after so many milliseconds. */
    @JSBody(
            params = {"task", "millis"},
            script = "setTimeout(task, millis);")
    public static native void later(Task task, double millis);

    /* Keeps the tasks in a queue beside the channel: a function cannot be sent. HtmlUnit, which has no clock, has a
    MessageChannel that fails. */
    @JSBody(
            script = "if (typeof MessageChannel === 'undefined' || typeof performance === 'undefined') { return null; }"
                    + "var channel = new MessageChannel();"
                    + "var queue = [];"
                    + "channel.port1.onmessage = function () { queue.shift()(); };"
                    + "return { add: function (task) { queue.push(task); channel.port2.postMessage(0); } };")
    private static native JSObject open();

    @JSBody(
            params = {"port", "task"},
            script = "if (port === null) { setTimeout(task, 0); } else { port.add(task); }")
    private static native void send(JSObject port, Task task);
}
