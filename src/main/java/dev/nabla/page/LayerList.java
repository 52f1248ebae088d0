package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.Setup.Hidden;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.NumberField;
import dev.nabla.view.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.teavm.jso.dom.html.HTMLElement;

/** The layers as a list: width and activation of each can be changed, hidden layers added and removed. */
final class LayerList {
    private static final int PIXELS = 784;
    private static final int CLASSES = 10;
    private static final List<String> ACTIVATIONS = List.of("ReLU", "sigmoid", "tanh", "linear");

    private final Consumer<List<Hidden>> onChange;
    private final HTMLElement list = Dom.element("ol", "layers");
    private final HTMLElement parameters = Dom.text("span", "value hint", "");
    private final Button add;
    private final HTMLElement element;
    private List<Hidden> hidden = List.of();

    LayerList(Consumer<List<Hidden>> onChange) {
        this.onChange = onChange;
        add = new Button("Add layer", this::addLayer).icon(Icon.ADD).quiet();
        element = Dom.div("", list, Dom.div("line", add.element(), parameters));
    }

    HTMLElement element() {
        return element;
    }

    void show(Setup setup) {
        if (setup.hidden().equals(hidden) && list.hasChildNodes()) {
            return;
        }
        hidden = setup.hidden();
        Dom.replace(list);
        list.appendChild(
                Dom.element("li", "fixed", Dom.text("span", "", "Input"), Dom.text("span", "value", "28 × 28")));
        for (int i = 0; i < hidden.size(); i++) {
            list.appendChild(row(i));
        }
        list.appendChild(Dom.element(
                "li", "fixed", Dom.text("span", "", "Dense"), Dom.text("span", "value", CLASSES + " · softmax")));
        add.setDisabled(hidden.size() >= Setup.MAX_HIDDEN);
        Dom.setText(parameters, NumberText.count(count()) + " parameters");
    }

    private HTMLElement row(int i) {
        Hidden layer = hidden.get(i);
        String name = "layer " + (i + 1);
        NumberField units = new NumberField(
                        "Units of " + name,
                        1,
                        Setup.MAX_UNITS,
                        1,
                        layer.units(),
                        value -> replace(i, new Hidden((int) value, layer.activation())))
                .bare();
        Select activation = new Select(
                        "Activation of " + name,
                        ACTIVATIONS,
                        Math.max(0, Setup.ACTIVATIONS.indexOf(layer.activation())),
                        index -> replace(i, new Hidden(layer.units(), Setup.ACTIVATIONS.get(index))))
                .bare();
        Button remove =
                Button.ofIcon(Icon.CLOSE, "Remove " + name, () -> remove(i)).quiet();
        return Dom.element(
                "li", "", Dom.text("span", "", "Dense"), units.element(), activation.element(), remove.element());
    }

    private void replace(int i, Hidden layer) {
        List<Hidden> changed = new ArrayList<>(hidden);
        changed.set(i, layer);
        onChange.accept(changed);
    }

    private void remove(int i) {
        List<Hidden> changed = new ArrayList<>(hidden);
        changed.remove(i);
        onChange.accept(changed);
    }

    private void addLayer() {
        List<Hidden> changed = new ArrayList<>(hidden);
        changed.add(
                new Hidden(hidden.isEmpty() ? 32 : hidden.get(hidden.size() - 1).units(), "relu"));
        onChange.accept(changed);
    }

    private long count() {
        long count = 0;
        long inputs = PIXELS;
        for (Hidden layer : hidden) {
            count += (inputs + 1) * layer.units();
            inputs = layer.units();
        }
        return count + (inputs + 1) * CLASSES;
    }
}
