package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.present.Stops;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.NumberField;
import dev.nabla.view.Section;
import dev.nabla.view.Select;
import dev.nabla.view.Slider;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** Specimens of labelled controls, as a rail holds them. */
final class FieldSpecimens {

    HTMLElement sliders() {
        Slider rate = new Slider(
                        "Learning rate",
                        Stops.log(0.0001, 10, 10),
                        0.05,
                        value -> NumberText.significant(value, 2),
                        value -> {})
                .help("How far each step goes against the gradient: w ← w − η ∂L/∂w.");
        Slider batch =
                new Slider("Batch size", Stops.doubling(1, 256), 32, value -> NumberText.count((long) value), v -> {});
        Slider momentum = new Slider(
                "Momentum", Stops.linear(0, 0.99, 0.01), 0.9, value -> NumberText.fixed(value, 2), value -> {});
        Slider dropout = new Slider(
                "Dropout", Stops.linear(0, 0.9, 0.05), 0, value -> NumberText.percent(value, 0), value -> {});
        dropout.setDisabled(true);
        return rail("Sliders", rate.element(), batch.element(), momentum.element(), dropout.element());
    }

    HTMLElement entries() {
        Select optimizer = new Select("Optimizer", List.of("SGD", "Adam", "RMSProp"), 0, index -> {})
                .help("How a gradient becomes a change of the weights.");
        Select examples = new Select("Training examples", List.of("100", "1 000", "10 000", "endless"), 3, index -> {});
        NumberField seed = new NumberField("Seed", 0, 999_999, 1, 42, value -> {})
                .help("The same seed gives the same weights and the same order of examples.");
        NumberField noise = new NumberField("Noise", 0, 1, 0.05, 0.1, value -> {}).unit("σ");
        NumberField locked = new NumberField("Outputs", 1, 1000, 1, 10, value -> {});
        locked.setDisabled(true);
        return rail(
                "Entries", optimizer.element(), examples.element(), seed.element(), noise.element(), locked.element());
    }

    HTMLElement layers() {
        HTMLElement list = Dom.element("ol", "layers");
        list.appendChild(Dom.element("li", "", Dom.text("span", "", "Input"), Dom.text("span", "note", "28 × 28")));
        list.appendChild(layer(32, 0, false));
        list.appendChild(layer(16, 1, false));
        list.appendChild(layer(10, 2, true));
        HTMLElement foot = Dom.div(
                "line",
                new Button("Add layer", () -> {}).icon(Icon.ADD).quiet().element(),
                Dom.text("span", "value", "25 818 parameters"));
        return rail("Network", list, foot);
    }

    private static HTMLElement layer(int units, int activation, boolean output) {
        NumberField width = new NumberField("Units", 1, 1024, 1, units, value -> {}).bare();
        width.setDisabled(output);
        Select kind = new Select("Activation", List.of("ReLU", "tanh", "softmax"), activation, index -> {}).bare();
        kind.setDisabled(output);
        Button remove = Button.ofIcon(Icon.CLOSE, "Remove this layer", () -> {}).quiet();
        remove.setDisabled(output);
        return Dom.element("li", "", Dom.text("span", "", "Dense"), width.element(), kind.element(), remove.element());
    }

    static HTMLElement rail(String title, HTMLElement... content) {
        return Dom.div("rail-width", new Section(title, content).element());
    }
}
