package dev.nabla.page;

import dev.nabla.view.Button;
import dev.nabla.view.Dialog;
import dev.nabla.view.Dom;
import dev.nabla.view.Drawer;
import dev.nabla.view.Icon;
import dev.nabla.view.Section;
import dev.nabla.view.Toasts;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** Specimens of what lies over the page for a while. */
final class OverlaySpecimens {

    private final Toasts toasts = new Toasts(HTMLDocument.current().getElementById("toasts"));

    HTMLElement dialogButton() {
        Dialog dialog = new Dialog(
                "Replace your session?",
                Dom.text(
                        "p",
                        "",
                        "This link holds other settings. Your session stays in this browser until you save over it."));
        dialog.actions(new Button("Keep mine", dialog::close), new Button("Open the link", dialog::close).primary());
        return new Button("Open a dialog", dialog::open).element();
    }

    HTMLElement messageButtons() {
        return Dom.div(
                "shelf",
                new Button("Tell", () -> toasts.tell("Saved as nabla.safetensors.")).element(),
                new Button("Ask", () -> toasts.ask("Your session is restored, paused.", "Resume", () -> {})).element(),
                new Button(
                                "Warn",
                                () -> toasts.warn(
                                        "train-images-idx3-ubyte.gz: 9 912 420 bytes, expected 9 912 422. The data are kept as they were."))
                        .element());
    }

    HTMLElement drawerOpener() {
        HTMLElement region = Dom.element("aside", "", new FieldSpecimens().entries());
        HTMLElement body = HTMLDocument.current().getBody();
        body.insertBefore(region, body.getFirstChild());
        Drawer drawer = new Drawer(region, "Settings");
        // From 1200 px on the region would stand in the page; this sheet has no place for it.
        region.getClassList().add("narrow-only");
        return Dom.div(
                "", drawer.opener().element(), Dom.text("p", "hint", "A drawer under 1200 px, a sheet under 768."));
    }

    HTMLElement card() {
        HTMLElement home = Dom.div("rail-width");
        Section card = new Section(
                        "Unit 5 of layer 1",
                        Dom.text("p", "value", "z₅ = 1.84 − 0.12 = 1.72"),
                        Dom.text("p", "value", "a₅ = ReLU(z₅) = 1.72"))
                .card(() -> toasts.tell("The card gives way to the probabilities again."));
        home.appendChild(card.element());
        home.appendChild(
                Dom.div("section", new Button("Undo", () -> {}).icon(Icon.UNDO).element()));
        return home;
    }
}
