package dev.nabla.view;

import dev.nabla.browser.Inert;
import dev.nabla.browser.Media;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * A rail that becomes a drawer where the page is narrow, and a sheet from below where it is narrower still; the style
 * sheet says where. While it is open as a drawer, the rest of the page is out of reach; Escape, its button or a click
 * beside it closes it, and the focus returns to where it came from.
 */
public final class Drawer {

    /** Where the rail stands in the page for good. */
    public static final String WIDE = "(min-width: 1200px)";

    private final HTMLElement region;
    private final HTMLElement veil = Dom.div("veil");
    private final HTMLElement head;
    private final Button opener;
    private @Nullable HTMLElement cameFrom;

    /** Makes a region of the page a drawer; its own content stays as it is. */
    public Drawer(HTMLElement region, String name) {
        this.region = region;
        opener = Button.ofIcon(Icon.SLIDERS, name, this::open);
        opener.element().getClassList().add("opener");
        opener.element().setAttribute("aria-expanded", "false");
        head = Dom.div("drawer-head", Dom.text("b", "", name));
        head.appendChild(Button.ofIcon(Icon.CLOSE, "Close", this::close).quiet().element());
        region.getClassList().add("drawer");
        region.setAttribute("aria-label", name);
        region.insertBefore(head, region.getFirstChild());
        Dom.on(veil, "click", this::close);
        Dom.onKey(region, (key, shift) -> {
            boolean used = key.equals("Escape") && isOpen();
            if (used) {
                close();
            }
            return used;
        });
        Media.watch(WIDE, this::close);
    }

    /** The button that opens it; hidden where the rail stands in the page: not under {@link #WIDE}, nor for a projector. */
    public Button opener() {
        return opener;
    }

    public boolean isOpen() {
        return region.getClassList().contains("open");
    }

    public void open() {
        if (isOpen() || (Media.matches(WIDE) && !Projector.isOn())) {
            return;
        }
        cameFrom = HTMLDocument.current().getActiveElement();
        region.getParentNode().insertBefore(veil, region);
        mark(true);
        Inert.others(region, true);
        veil.removeAttribute("inert");
        HTMLElement first = head.querySelector("button");
        first.focus();
    }

    public void close() {
        if (!isOpen()) {
            return;
        }
        Inert.others(region, false);
        veil.delete();
        mark(false);
        if (cameFrom != null) {
            cameFrom.focus();
            cameFrom = null;
        }
    }

    private void mark(boolean open) {
        Dom.mark(region, "open", open);
        opener.element().setAttribute("aria-expanded", Boolean.toString(open));
        if (open) {
            region.setAttribute("role", "dialog");
            region.setAttribute("aria-modal", "true");
        } else {
            region.removeAttribute("role");
            region.removeAttribute("aria-modal");
        }
    }
}
