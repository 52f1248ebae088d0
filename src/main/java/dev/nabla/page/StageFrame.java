package dev.nabla.page;

import dev.nabla.view.Dom;
import org.teavm.jso.dom.html.HTMLElement;

/** The stage with its caption: what a slow step does now, otherwise a message. */
final class StageFrame {
    private final HTMLElement caption = Dom.text("p", "caption", "");
    private final HTMLElement network;
    private String message = "";
    private String phase = "";

    StageFrame(HTMLElement network) {
        this.network = network;
    }

    void into(HTMLElement region) {
        Dom.replace(region, caption, network);
    }

    /** One sentence over the stage; empty for none. */
    void setMessage(String sentence) {
        message = sentence;
        write();
    }

    /** What a slow step does now, in place of the message; empty when it is over. */
    void setPhase(String sentence) {
        phase = sentence;
        write();
    }

    private void write() {
        Dom.setText(caption, phase.isEmpty() ? message : phase);
    }
}
