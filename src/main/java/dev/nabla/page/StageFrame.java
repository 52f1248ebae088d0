package dev.nabla.page;

import dev.nabla.view.Dom;
import org.teavm.jso.dom.html.HTMLElement;

/** The stage with its caption. */
final class StageFrame {
    private final HTMLElement caption = Dom.text("p", "caption", "");
    private final HTMLElement network;

    StageFrame(HTMLElement network) {
        this.network = network;
    }

    void into(HTMLElement region) {
        Dom.replace(region, caption, network);
    }

    /** One sentence over the stage; empty for none. */
    void setCaption(String sentence) {
        Dom.setText(caption, sentence);
    }
}
