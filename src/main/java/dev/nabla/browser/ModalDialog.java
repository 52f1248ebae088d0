package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** The browser's own dialog, which TeaVM's bindings lack. */
public final class ModalDialog {

    private ModalDialog() {}

    /** Shows the dialog over the page; where the browser knows no modal dialogs, within it. */
    @JSBody(params = "dialog", script = """
            if (dialog.showModal) { dialog.showModal(); } else { dialog.setAttribute('open', ''); }""")
    public static native void show(HTMLElement dialog);

    @JSBody(params = "dialog", script = """
            if (dialog.close) {
              dialog.close();
            } else {
              dialog.removeAttribute('open');
              dialog.dispatchEvent(new Event('close'));
            }""")
    public static native void close(HTMLElement dialog);

    @JSBody(params = "dialog", script = "return dialog.hasAttribute('open');")
    public static native boolean isOpen(HTMLElement dialog);
}
