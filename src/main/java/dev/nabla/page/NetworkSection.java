package dev.nabla.page;

import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Penalties;
import dev.nabla.protocol.Setup;
import dev.nabla.view.Disclosure;
import dev.nabla.view.Section;
import dev.nabla.view.Select;
import dev.nabla.view.Slider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.teavm.jso.dom.html.HTMLElement;

/** The network: layers, loss, first weights, penalties. Every change begins a new run. */
final class NetworkSection {
    private static final List<String> LOSSES =
            List.of("cross-entropy", "binary cross-entropy", "quadratic", "mean squared error");
    private static final List<String> INITIALIZERS = List.of(
            "usual",
            "He normal",
            "He uniform",
            "Xavier normal",
            "Xavier uniform",
            "LeCun normal",
            "LeCun uniform",
            "orthogonal",
            "normal",
            "uniform",
            "constant",
            "zeros");

    private final Room room;
    private final LayerList layers;
    private final Select loss;
    private final Slider smoothing;
    private final Select initializer;
    private final Slider scale;
    private final Slider l2;
    private final Slider l1;
    private final Disclosure more;
    private final HTMLElement element;
    private Setup setup;

    NetworkSection(Room room, Setup setup) {
        this.room = room;
        this.setup = setup;
        layers = new LayerList(this::begin);
        loss = new Select("Loss", LOSSES, 0, index -> choose(Choice.LOSS, index))
                .help("What training makes small. The outputs have softmax with cross-entropy, else the sigmoid.");
        smoothing = KnobSliders.of(Knob.LABEL_SMOOTHING, setup, this::turn);
        initializer = new Select("First weights", INITIALIZERS, 0, index -> choose(Choice.INITIALIZER, index))
                .help(
                        "How weights are drawn; the usual way is He's for ReLU and its kin, else Xavier's. Biases are 0.");
        scale = KnobSliders.of(Knob.SCALE, setup, this::turn);
        l2 = KnobSliders.penalty(
                "L2, all layers", "Adds λ·Σw² of all weights to the loss.", value -> all(p -> p.withL2((float) value)));
        l1 = KnobSliders.penalty(
                "L1, all layers",
                "Adds λ·Σ|w| of all weights to the loss.",
                value -> all(p -> p.withL1((float) value)));
        more = new Disclosure(
                "More network settings",
                loss.element(),
                smoothing.element(),
                initializer.element(),
                scale.element(),
                l2.element(),
                l1.element());
        element = new Section("Network", layers.element(), more.button(), more.content()).element();
    }

    HTMLElement element() {
        return element;
    }

    private void begin(Setup changed) {
        show(changed);
        room.begin(changed);
    }

    private void choose(Choice choice, int index) {
        begin(setup.with(choice, choice.options().get(index)));
    }

    private void turn(Knob knob, float value, String words) {
        begin(setup.with(knob, knob.clamp(value)));
    }

    private void all(UnaryOperator<Penalties> change) {
        List<Setup.Hidden> hidden = new ArrayList<>();
        for (Setup.Hidden layer : setup.hidden()) {
            hidden.add(layer.withPenalties(change.apply(layer.penalties())));
        }
        begin(setup.withHidden(hidden).withOutput(change.apply(setup.output())));
    }

    /** Shows other settings. */
    void show(Setup shown) {
        setup = shown;
        layers.show(shown);
        loss.setSelected(index(Choice.LOSS));
        smoothing.setValue(shown.number(Knob.LABEL_SMOOTHING));
        smoothing.lock(index(Choice.LOSS) == 0 ? "" : "Only cross-entropy smooths its targets.");
        initializer.setSelected(index(Choice.INITIALIZER));
        scale.setValue(shown.number(Knob.SCALE));
        scale.lock(shown.choice(Choice.INITIALIZER).equals("zeros") ? "Zeros have no scale." : "");
        l2.setValue(shown.output().l2());
        l1.setValue(shown.output().l1());
        boolean isUsual = index(Choice.LOSS) + index(Choice.INITIALIZER) == 0
                && shown.number(Knob.LABEL_SMOOTHING) == Knob.LABEL_SMOOTHING.first()
                && shown.number(Knob.SCALE) == Knob.SCALE.first();
        if (!isUsual) {
            more.setOpen(true);
        }
    }

    private int index(Choice choice) {
        return choice.options().indexOf(setup.choice(choice));
    }
}
