package dev.nabla.page;

import dev.nabla.present.NetworkShape;
import dev.nabla.present.NumberText;
import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Penalties;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.Setup.Hidden;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.teavm.jso.dom.html.HTMLElement;

/** The layers as a list: each can be changed, hidden ones added, moved and removed. The focus stays where the work is. */
final class LayerList implements LayerRow.Owner {
    private static final int CLASSES = 10;
    private static final int USUAL_UNITS = 32;

    private final Consumer<Setup> onChange;
    private final HTMLElement list = Dom.element("ol", "layers");
    private final HTMLElement parameters = Dom.text("span", "value hint", "");
    private final Button add;
    private final HTMLElement element;
    private final List<LayerRow> rows = new ArrayList<>();
    private Setup setup = Setup.initial();

    LayerList(Consumer<Setup> onChange) {
        this.onChange = onChange;
        add = new Button("Add layer", this::addLayer).icon(Icon.ADD).quiet();
        element = Dom.div("", list, Dom.div("line", add.element(), parameters));
    }

    HTMLElement element() {
        return element;
    }

    void show(Setup shown) {
        setup = shown;
        int count = shown.hidden().size();
        if (rows.size() != count + 1) {
            build(count);
        }
        for (int i = 0; i < count; i++) {
            rows.get(i).show(shown.hidden().get(i), count);
        }
        boolean isSoftmax =
                shown.choice(Choice.LOSS).equals(Choice.LOSS.options().get(0));
        rows.get(count).showOutput(CLASSES + " · " + (isSoftmax ? "softmax" : "sigmoid"), shown.output());
        add.setDisabled(count >= Setup.MAX_HIDDEN);
        Dom.setText(parameters, NumberText.count(count()) + " parameters");
    }

    private void build(int count) {
        rows.clear();
        Dom.replace(
                list, Dom.element("li", "", Dom.text("span", "fixed", "Input"), Dom.text("span", "value", "28 × 28")));
        for (int i = 0; i <= count; i++) {
            LayerRow row = new LayerRow(this, i, i == count);
            rows.add(row);
            list.appendChild(row.element());
        }
    }

    private void change(List<Hidden> hidden) {
        onChange.accept(setup.withHidden(hidden));
    }

    @Override
    public void change(int index, Hidden layer) {
        List<Hidden> changed = new ArrayList<>(setup.hidden());
        changed.set(index, layer);
        change(changed);
    }

    @Override
    public void penalize(int index, Penalties penalties) {
        if (index == setup.hidden().size()) {
            onChange.accept(setup.withOutput(penalties));
        } else {
            change(index, setup.hidden().get(index).withPenalties(penalties));
        }
    }

    @Override
    public void move(int index, int by) {
        List<Hidden> changed = new ArrayList<>(setup.hidden());
        changed.add(index + by, changed.remove(index));
        boolean wasOpen = rows.get(index + by).isOpen();
        rows.get(index).setOpen(wasOpen);
        rows.get(index + by).setOpen(true);
        change(changed);
        rows.get(index + by).focusMove(by);
    }

    @Override
    public void remove(int index) {
        List<Hidden> changed = new ArrayList<>(setup.hidden());
        changed.remove(index);
        change(changed);
        if (changed.isEmpty()) {
            add.focus();
        } else {
            rows.get(Math.min(index, changed.size() - 1)).focus();
        }
    }

    private void addLayer() {
        List<Hidden> changed = new ArrayList<>(setup.hidden());
        int last = changed.size() - 1;
        changed.add(last < 0 ? new Hidden(USUAL_UNITS, Setup.ACTIVATIONS.get(0), setup.output()) : changed.get(last));
        change(changed);
        rows.get(last + 1).focus();
    }

    private long count() {
        long count = 0;
        long inputs = NetworkShape.PIXELS;
        for (Hidden layer : setup.hidden()) {
            count += (inputs + 1) * layer.units();
            inputs = layer.units();
        }
        return count + (inputs + 1) * CLASSES;
    }
}
