package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** An event of a mouse, a finger or a pen. */
public abstract class PointerEvent implements MouseEvent {

    /** The same from the first to the last event of one contact. */
    @JSProperty
    public abstract int getPointerId();

    /** "mouse", "touch" or "pen". */
    @JSProperty
    public abstract String getPointerType();

    /** From 0 to 1; 0.5 where the device does not measure it. */
    @JSProperty
    public abstract double getPressure();

    /** Distance from the left edge of the element in its own pixels, which its zoom may enlarge, with their fraction. */
    @JSBody(
            params = {"event", "element"},
            script = """
            var box = element.getBoundingClientRect();
            return (event.clientX - box.left) * (element.offsetWidth / box.width || 1);""")
    public static native double xIn(MouseEvent event, HTMLElement element);

    /** Distance from the top edge of the element in its own pixels, which its zoom may enlarge, with their fraction. */
    @JSBody(
            params = {"event", "element"},
            script = """
            var box = element.getBoundingClientRect();
            return (event.clientY - box.top) * (element.offsetHeight / box.height || 1);""")
    public static native double yIn(MouseEvent event, HTMLElement element);

    /** Sends all further events of this pointer to the element, until it is lifted. */
    @JSBody(
            params = {"element", "pointerId"},
            script = """
            if (element.setPointerCapture) { try { element.setPointerCapture(pointerId); } catch (gone) { } }""")
    public static native void capture(HTMLElement element, int pointerId);

    /** The moments between the last event and this one that the browser has merged, this one last. */
    @JSBody(params = "event", script = """
            var all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
            return all.length ? all : [event];""")
    public static native MouseEvent[] coalesced(MouseEvent event);
}
