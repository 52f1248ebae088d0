package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;

/** Where elements are and how large, in CSS pixels with their fractions. */
public final class Layout {

    private Layout() {}

    /** Called after an element has changed its size. */
    @JSFunctor
    public interface ResizeListener extends JSObject {
        void resized();
    }

    /** A way to stop listening. */
    @JSFunctor
    public interface Stop extends JSObject {
        void stop();
    }

    /**
     * Calls the listener whenever the element's size changes; where the browser has no {@code ResizeObserver}, whenever
     * the window's does.
     */
    @JSBody(
            params = {"element", "listener"},
            script = """
            if (typeof ResizeObserver === 'function') {
              var observer = new ResizeObserver(function() { listener(); });
              observer.observe(element);
              return function() { observer.disconnect(); };
            }
            var heard = function() { listener(); };
            window.addEventListener('resize', heard);
            return function() { window.removeEventListener('resize', heard); };""")
    public static native Stop onResize(HTMLElement element, ResizeListener listener);

    /** Distance of the element's left edge from the viewport's. */
    @JSBody(params = "element", script = "return element.getBoundingClientRect().left;")
    public static native double left(HTMLElement element);

    /** Distance of the element's top edge from the viewport's. */
    @JSBody(params = "element", script = "return element.getBoundingClientRect().top;")
    public static native double top(HTMLElement element);

    /** The element's width, border included. */
    @JSBody(params = "element", script = "return element.getBoundingClientRect().width;")
    public static native double width(HTMLElement element);

    /** The element's height, border included. */
    @JSBody(params = "element", script = "return element.getBoundingClientRect().height;")
    public static native double height(HTMLElement element);

    /** How much the element is enlarged by the style property zoom, its own or that of what it lies in. */
    @JSBody(params = "element", script = "return element.getBoundingClientRect().width / element.offsetWidth || 1;")
    public static native double zoom(HTMLElement element);

    /** The value of a property, or a custom property, that the style sheets give the element; "" where unknown. */
    @JSBody(
            params = {"element", "property"},
            script = """
            var style = window.getComputedStyle(element);
            return style && style.getPropertyValue(property) || '';""")
    public static native String computed(HTMLElement element, String property);
}
