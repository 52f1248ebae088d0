package dev.nabla.view;

import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.xml.Element;

/** Small pictures of 16 × 16, in the color of the text beside them. Never the only name of a control. */
public enum Icon {
    PLAY("M4 2.5v11l9-5.5z", true),
    PAUSE("M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z", true),
    STEP("M3 2.5v11l7-5.5zM11 2.5h2v11h-2z", true),
    RESTART("M3 8a5 5 0 1 0 1.6-3.7M4.5 1.5v3h3", false),
    DICE(
            "M2.5 2.5h11v11h-11zM5.5 5.2a.3.3 0 1 0 0 .6a.3.3 0 1 0 0-.6M8 7.7a.3.3 0 1 0 0 .6a.3.3 0 1 0 0-.6M10.5 10.2a.3.3 0 1 0 0 .6a.3.3 0 1 0 0-.6",
            false),
    MENU("M2 4h12M2 8h12M2 12h12", false),
    SLIDERS(
            "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M8 4.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M4 11.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
            false),
    CLOSE("M3.5 3.5l9 9M12.5 3.5l-9 9", false),
    ADD("M8 3v10M3 8h10", false),
    UNDO("M3 6h6.5a3.5 3.5 0 0 1 0 7H6M6 3L3 6l3 3", false),
    MORE(
            "M3 7.6a.4.4 0 1 0 0 .8a.4.4 0 1 0 0-.8M8 7.6a.4.4 0 1 0 0 .8a.4.4 0 1 0 0-.8M13 7.6a.4.4 0 1 0 0 .8a.4.4 0 1 0 0-.8",
            false),
    HELP("M5.5 5.8a2.5 2.5 0 1 1 3.7 2.2C8.4 8.4 8 8.9 8 9.8M8 12.6h.01", false),
    SCREEN("M2 3h12v8h-12zM8 11v2.5M5 13.5h6", false),
    THEME("M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12", false);

    private static final String SVG = "http://www.w3.org/2000/svg";

    private final String path;
    private final boolean filled;

    Icon(String path, boolean filled) {
        this.path = path;
        this.filled = filled;
    }

    /** A new element with the picture, hidden from screen readers. */
    public Element element() {
        Element svg = HTMLDocument.current().createElementNS(SVG, "svg");
        svg.setAttribute("viewBox", "0 0 16 16");
        svg.setAttribute("width", "16");
        svg.setAttribute("height", "16");
        svg.setAttribute("aria-hidden", "true");
        svg.setAttribute("class", filled ? "icon filled" : "icon");
        Element shape = HTMLDocument.current().createElementNS(SVG, "path");
        shape.setAttribute("d", path);
        svg.appendChild(shape);
        return svg;
    }
}
