package dev.nabla.page;

import dev.nabla.protocol.Penalties;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.Setup.Hidden;
import dev.nabla.view.Button;
import dev.nabla.view.Disclosure;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.NumberField;
import dev.nabla.view.Select;
import dev.nabla.view.Slider;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** One layer in the list: its width and activation; on demand its penalties and its place. */
final class LayerRow {
    private static final List<String> ACTIVATIONS =
            List.of("ReLU", "leaky ReLU", "ELU", "GELU", "SiLU", "sigmoid", "tanh", "linear");

    private final Owner owner;
    private final int index;
    private final String name;
    private final Slider l2 = penalty("L2 of weights", "Adds λ·Σw² to the loss.");
    private final Slider l1 = penalty("L1 of weights", "Adds λ·Σ|w| to the loss.");
    private final Slider biasL2 = penalty("L2 of biases", "Adds λ·Σb² to the loss.");
    private final Slider biasL1 = penalty("L1 of biases", "Adds λ·Σ|b| to the loss.");
    private final Disclosure more = new Disclosure("Dense");
    private final HTMLElement element = Dom.element("li", "", more.button());
    private final NumberField units;
    private final Select activation;
    private final Button up;
    private final Button down;
    private final HTMLElement kind = Dom.text("span", "value", "");
    private Hidden layer = new Hidden(1, Setup.ACTIVATIONS.get(0));

    /** What rows ask of their list; the output layer has the index behind the last hidden one. */
    interface Owner {
        void change(int index, Hidden layer);

        void penalize(int index, Penalties penalties);

        void move(int index, int by);

        void remove(int index);
    }

    LayerRow(Owner owner, int index, boolean output) {
        this.owner = owner;
        this.index = index;
        name = output ? "output layer" : "layer " + (index + 1);
        units = new NumberField(
                        "Units of " + name,
                        1,
                        Setup.MAX_UNITS,
                        1,
                        1,
                        value -> owner.change(index, layer.withUnits((int) value)))
                .bare();
        activation = new Select(
                        "Activation of " + name,
                        ACTIVATIONS,
                        0,
                        chosen -> owner.change(index, layer.withActivation(Setup.ACTIVATIONS.get(chosen))))
                .bare();
        Button remove = Button.ofIcon(Icon.CLOSE, "Remove " + name, () -> owner.remove(index))
                .quiet();
        up = new Button("Move up", () -> owner.move(index, -1));
        down = new Button("Move down", () -> owner.move(index, 1));
        HTMLElement place = Dom.div("buttons", up.element(), down.element());
        place.setHidden(output);
        if (output) {
            element.appendChild(kind);
        } else {
            Dom.append(element, units.element(), activation.element(), remove.element());
        }
        element.appendChild(more.content());
        Dom.append(more.content(), place, l2.element(), l1.element(), biasL2.element(), biasL1.element());
    }

    private Slider penalty(String title, String help) {
        return KnobSliders.penalty(title, help, value -> penalize());
    }

    private void penalize() {
        owner.penalize(index, new Penalties((float) l2.value(), (float) l1.value(), (float) biasL2.value(), (float)
                biasL1.value()));
    }

    HTMLElement element() {
        return element;
    }

    /** Shows a hidden layer of so many. */
    void show(Hidden shown, int count) {
        layer = shown;
        units.setValue(shown.units());
        activation.setSelected(Setup.ACTIVATIONS.indexOf(shown.activation()));
        up.setDisabled(index == 0);
        down.setDisabled(index == count - 1);
        show(shown.penalties());
    }

    /** Shows the output layer. */
    void showOutput(String words, Penalties penalties) {
        Dom.setText(kind, words);
        show(penalties);
    }

    private void show(Penalties penalties) {
        l2.setValue(penalties.l2());
        l1.setValue(penalties.l1());
        biasL2.setValue(penalties.biasL2());
        biasL1.setValue(penalties.biasL1());
        boolean isSet = !penalties.equals(Penalties.NONE);
        Dom.mark(more.button(), "set", isSet);
        more.button().setAttribute("aria-label", "Dense: more of " + name + (isSet ? ", which has penalties" : ""));
    }

    boolean isOpen() {
        return more.isOpen();
    }

    void setOpen(boolean open) {
        more.setOpen(open);
    }

    /** Gives the width the focus. */
    void focus() {
        units.focus();
    }

    /** Gives the focus to a button that moves the layer: the one that was pressed, or the other at the end. */
    void focusMove(int by) {
        boolean atEnd = (by < 0 ? up : down).isDisabled();
        (by < 0 == atEnd ? down : up).focus();
    }
}
