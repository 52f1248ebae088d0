package dev.nabla.view;

import dev.nabla.browser.Layout;
import dev.nabla.present.Rgb;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** The tokens of the style sheet as they are now, for painters. */
public final class Palette {

    private static final Rgb UNKNOWN = new Rgb(128, 128, 128);

    public final Rgb paper;
    public final Rgb card;
    public final Rgb ink;
    public final Rgb soft;
    public final Rgb control;
    public final Rgb line;
    public final Rgb hair;
    /** Positive. */
    public final Rgb plus;
    /** Negative. */
    public final Rgb minus;

    public final Rgb training;
    public final Rgb validation;
    public final Rgb focus;
    private final String font;
    private final String numberFont;

    private Palette(HTMLElement probe) {
        paper = read(probe, "paper");
        card = read(probe, "card");
        ink = read(probe, "ink");
        soft = read(probe, "soft");
        control = read(probe, "control");
        line = read(probe, "line");
        hair = read(probe, "hair");
        plus = read(probe, "plus");
        minus = read(probe, "minus");
        training = read(probe, "training");
        validation = read(probe, "validation");
        focus = read(probe, "focus");
        font = family(probe, "--font", "sans-serif");
        numberFont = family(probe, "--num", "monospace");
    }

    static Palette read() {
        HTMLElement probe = HTMLDocument.current().createElement("span");
        probe.setClassName("probe");
        HTMLDocument.current().getBody().appendChild(probe);
        try {
            return new Palette(probe);
        } finally {
            probe.delete();
        }
    }

    /** Through a computed color, so that system colors (forced colors) come out as numbers, too. */
    private static Rgb read(HTMLElement probe, String token) {
        probe.getStyle().setProperty("color", "var(--" + token + ")");
        Rgb raw = Rgb.parse(Layout.computed(probe, "--" + token), UNKNOWN);
        return Rgb.parse(Layout.computed(probe, "color"), raw);
    }

    private static String family(HTMLElement probe, String token, String otherwise) {
        String family = Layout.computed(probe, token).trim();
        return family.isEmpty() ? otherwise : family;
    }

    /** The page's face, as a canvas takes it; size in CSS pixels, at least 11. */
    public String font(int size) {
        return Math.max(11, size) + "px " + font;
    }

    /** The face of numbers, all digits of one width. */
    public String numberFont(int size) {
        return Math.max(11, size) + "px " + numberFont;
    }
}
