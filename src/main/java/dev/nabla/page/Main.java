package dev.nabla.page;

import dev.nabla.browser.Address;
import dev.nabla.browser.FileDrop;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.SetupLink;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Drawer;
import dev.nabla.view.Icon;
import dev.nabla.view.Projector;
import dev.nabla.view.Theme;
import dev.nabla.view.Toasts;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** The entry of index.html. */
public final class Main {
    private Main() {}

    /** Fills the page and begins: where a link or a saved run says, else with what a first visitor sees. */
    public static void main(String[] arguments) {
        Theme theme = new Theme();
        Regions regions = Regions.ofPage();
        SetupLink.Reading link = SetupLink.read(Address.fragment());
        Setup setup = link == null ? Setup.initial() : link.setup();
        Toasts toasts = new Toasts(regions.toasts());
        ImagesRoom room = new ImagesRoom(theme, regions, toasts, setup);
        fillBar(theme, regions, toasts);
        FileDrop.listen(room::load);
        HTMLDocument.current().addEventListener("visibilitychange", event -> room.setHidden(Address.isHidden()));
        room.open();
        AllCores.addTo(regions.railLeft(), room::keep);
        SavedSession.read(session -> {
            if (session != null && (link == null || session.setup().equals(link.setup()))) {
                room.resume(session);
            } else {
                room.beginFirst();
            }
        });
        if (link != null && link.newer()) {
            toasts.tell("A newer version of Nabla made this link; what this one does not know was left out.");
        }
    }

    private static void fillBar(Theme theme, Regions regions, Toasts toasts) {
        Drawer drawer = new Drawer(regions.railLeft(), "Settings");
        Button share = new Button(
                "Share",
                () -> Address.copy(
                        Address.whole(),
                        () -> toasts.tell("A link to this set-up is on the clipboard."),
                        () -> toasts.tell("Copy the page's address: it holds this set-up.")));
        Button switcher = Button.ofIcon(
                Icon.THEME,
                "Light or dark",
                () -> theme.choose(theme.isDark() ? Theme.Choice.LIGHT : Theme.Choice.DARK));
        Projector projector = new Projector();
        projector.onChange(drawer::close);
        HTMLElement tools = Dom.div(
                "tools",
                drawer.opener().element(),
                share.element(),
                projector.button().element(),
                switcher.element());
        regions.bar().appendChild(tools);
    }
}
