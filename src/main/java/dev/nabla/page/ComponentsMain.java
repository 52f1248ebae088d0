package dev.nabla.page;

import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.SegmentedControl;
import dev.nabla.view.Theme;
import java.util.List;
import java.util.Locale;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** The entry of components.html, which shows every component in all its states. */
public final class ComponentsMain {

    private final Theme theme = new Theme();
    private final HTMLElement sheet = HTMLDocument.current().getElementById("components");

    private ComponentsMain() {}

    /** Fills the page. */
    public static void main(String[] arguments) {
        new ComponentsMain().fill();
    }

    private void fill() {
        HTMLDocument.current().getElementById("status").delete();
        HTMLElement bar = HTMLDocument.current().getElementById("bar");
        bar.appendChild(Dom.div("tools", themeSwitch().element()));
        add("Colors", colors());
        add("Type", type());
        add("Buttons", buttons(), states());
        add("One of a few", segments());
        FieldSpecimens fields = new FieldSpecimens();
        add("Fields", Dom.div("shelf", fields.sliders(), fields.entries(), fields.layers()));
        MeasureSpecimens measures = new MeasureSpecimens(theme);
        PictureSpecimens pictures = new PictureSpecimens(theme);
        add("Transport", Dom.div("shelf", measures.transport()));
        add("Timeline", Dom.div("shelf", measures.scrubbed()));
        add("Tabs, plots", Dom.div("shelf", measures.pane()));
        add("Plots, few data", Dom.div("shelf", measures.emptyPlot(), measures.shortPlot(), measures.longPlot()));
        add("Shares", Dom.div("shelf", measures.bars(), measures.longNames(), pictures.gallery()));
        add("Confusion, long names", Dom.div("shelf", pictures.confusion()));
        add("Canvas", Dom.div("shelf", measures.areas(), measures.ramp()));
        OverlaySpecimens overlays = new OverlaySpecimens();
        add("Dialog", Dom.div("shelf", overlays.dialogButton()));
        add("Messages", Dom.div("shelf", overlays.messageButtons()));
        add("Drawer, card", Dom.div("shelf", overlays.drawerOpener(), overlays.card()));
    }

    private void add(String name, HTMLElement... shelves) {
        HTMLElement content = Dom.append(Dom.div(""), shelves);
        sheet.appendChild(Dom.element("section", "specimen", Dom.text("h2", "", name), content));
    }

    private SegmentedControl themeSwitch() {
        List<Theme.Choice> choices = List.of(Theme.Choice.values());
        return new SegmentedControl(
                "Theme",
                choices.stream().map(Theme.Choice::label).toList(),
                choices.indexOf(theme.choice()),
                index -> theme.choose(choices.get(index)));
    }

    private static HTMLElement colors() {
        HTMLElement shelf = Dom.div("shelf");
        for (String token : List.of(
                "paper",
                "card",
                "tint",
                "line",
                "control",
                "soft",
                "ink",
                "plus",
                "minus",
                "training",
                "validation",
                "focus")) {
            HTMLElement color = Dom.element("i", "");
            Dom.style(color, "background", "var(--" + token + ")");
            shelf.appendChild(Dom.div("swatch", color, Dom.text("span", "", token)));
        }
        return shelf;
    }

    private static HTMLElement type() {
        HTMLElement lines = Dom.div("type-specimen");
        for (int size : new int[] {20, 15, 14, 13, 12, 11}) {
            HTMLElement line = Dom.text("p", "", size + "  Weights, biases, gradients ∇L, 0123456789");
            Dom.style(line, "font-size", size + "px");
            lines.appendChild(line);
        }
        lines.appendChild(Dom.text("p", "hint", "A hint: 12 in soft ink. Numbers stand in a face of equal widths:"));
        lines.appendChild(Dom.text("p", "value", "0.0812  −1.7204  65 280  97.4 %"));
        return lines;
    }

    private static HTMLElement buttons() {
        Button play = new Button("Pause", () -> {}).icon(Icon.PAUSE).primary();
        Button toggle = new Button("Numbers", () -> {}).quiet();
        toggle.setPressed(true);
        return Dom.div(
                "shelf",
                play.element(),
                new Button("Step", () -> {}).icon(Icon.STEP).element(),
                new Button("Restart", () -> {}).icon(Icon.RESTART).element(),
                new Button("New weights", () -> {}).icon(Icon.DICE).element(),
                new Button("Add layer", () -> {}).icon(Icon.ADD).quiet().element(),
                toggle.element());
    }

    private static HTMLElement states() {
        HTMLElement shelf = Dom.div("shelf");
        for (Icon icon : Icon.values()) {
            String name = icon.name().charAt(0) + icon.name().substring(1).toLowerCase(Locale.ROOT);
            shelf.appendChild(Button.ofIcon(icon, name, () -> {}).element());
        }
        Button disabled = new Button("Undo", () -> {});
        disabled.setDisabled(true);
        shelf.appendChild(disabled.element());
        return shelf;
    }

    private static HTMLElement segments() {
        SegmentedControl speed = new SegmentedControl("Speed", List.of("Slow", "Watch", "Full"), 2, index -> {});
        SegmentedControl unit = new SegmentedControl("Step by", List.of("Example", "Batch", "Epoch"), 1, index -> {});
        unit.setDisabled(2, true);
        HTMLElement data = new SegmentedControl(
                        "Data set", List.of("Handwriting", "MNIST", "Fashion-MNIST", "Your own …"), 0, index -> {})
                .grid()
                .element();
        return Dom.div("shelf", speed.element(), unit.element(), Dom.div("rail-width", Dom.div("section", data)));
    }
}
