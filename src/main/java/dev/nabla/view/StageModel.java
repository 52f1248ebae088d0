package dev.nabla.view;

import dev.nabla.present.Block;
import dev.nabla.present.Contributions;
import dev.nabla.present.Edge;
import dev.nabla.present.HitArea;
import dev.nabla.present.NetworkLayout;
import dev.nabla.present.NetworkShape;
import dev.nabla.present.Places;
import dev.nabla.present.StageText;
import dev.nabla.protocol.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stage shows: a network, one snapshot of it, which units have places, and which one is in focus. */
final class StageModel {

    private static final int MOST_AROUND = 48;

    final NetworkShape shape;
    final List<String> names;
    final StageText text;
    final Contributions contributions = new Contributions();
    Event.@Nullable Snapshot snapshot;
    NetworkLayout layout;
    List<Places> places = new ArrayList<>();
    List<Edge> edges = List.of();
    private boolean gradients;
    int focusLayer = -1;
    int focusUnit = -1;

    StageModel(NetworkShape shape, List<String> names) {
        this.shape = shape;
        this.names = names;
        text = new StageText(shape, names);
        layout = NetworkLayout.of(shape, 1, 1, 1);
    }

    /** Lays out anew where the size has changed. Returns whether it has. */
    boolean fit(double width, double height, double labelWidth) {
        if (layout.width() == width && layout.height() == height && layout.labelWidth() == labelWidth) {
            return false;
        }
        layout = NetworkLayout.of(shape, width, height, labelWidth);
        places = new ArrayList<>();
        for (Block block : layout.blocks()) {
            places.add(new Places(block.places(), shape.width(block.layer())));
        }
        choosePlaces();
        return true;
    }

    /** Takes up a snapshot of this network; refuses one of another. */
    boolean take(Event.Snapshot next) {
        if (next.activations().size() != shape.layers()) {
            return false;
        }
        for (int i = 0; i < shape.layers(); i++) {
            if (next.activations().get(i).length != shape.width(i)
                    || next.weights().get(i).length != shape.width(i) * shape.fanIn(i)) {
                return false;
            }
        }
        snapshot = next;
        contributions.update(next.weights(), next.activations());
        findEdges();
        return true;
    }

    /** Lets the most relevant units have the places. Returns whether any has changed. */
    boolean choosePlaces() {
        boolean changed = false;
        if (snapshot != null) {
            for (int i = 0; i < places.size(); i++) {
                changed |= places.get(i)
                        .choose(contributions.relevance(layout.blocks().get(i).layer()));
            }
        }
        return changed;
    }

    /** Puts one unit into focus; −1 for none. */
    void focus(int layer, int unit) {
        focusLayer = layer;
        focusUnit = unit;
        findEdges();
    }

    boolean hasFocus() {
        return focusUnit >= 0 && focusLayer >= 0;
    }

    /** Shows what flows back in place of the contributions; found once for a snapshot. */
    void showGradients(boolean shown) {
        if (gradients != shown) {
            gradients = shown;
            findEdges();
        }
    }

    private void findEdges() {
        Event.Snapshot now = snapshot;
        if (now == null) {
            return;
        }
        if (gradients && !hasFocus()) {
            edges = Contributions.gradients(now.weights(), now.deltas(), MOST_AROUND);
            return;
        }
        edges = hasFocus()
                ? Contributions.around(now.weights(), now.activations(), focusLayer, focusUnit, MOST_AROUND)
                : contributions.edges();
    }

    /** Whether a unit is the one in focus, or an edge in sight joins it with that one. */
    boolean isLit(int layer, int unit) {
        if (!hasFocus() || (layer == focusLayer && unit == focusUnit)) {
            return true;
        }
        for (Edge edge : edges) {
            if ((edge.layer() == layer && edge.to() == unit) || (edge.layer() - 1 == layer && edge.from() == unit)) {
                return true;
            }
        }
        return false;
    }

    /** The most probable class; −1 where there is none. */
    int winner() {
        Event.Snapshot now = snapshot;
        if (now == null || contributions.top().isEmpty()) {
            return -1;
        }
        int first = contributions.top().get(0);
        return Float.isNaN(now.activations().get(shape.last())[first]) ? -1 : first;
    }

    /** What can be pointed at: the units in their places. */
    List<HitArea> areas() {
        List<HitArea> areas = new ArrayList<>();
        Event.Snapshot now = snapshot;
        if (now == null) {
            return areas;
        }
        for (int i = 0; i < places.size(); i++) {
            Block block = layout.blocks().get(i);
            for (int place = 0; place < places.get(i).count(); place++) {
                int unit = places.get(i).unitAt(place);
                double wide = block.kind() == Block.Kind.OUTPUT ? layout.labelWidth() + 8 : 0;
                areas.add(new HitArea(
                        block.layer() + "-" + unit,
                        text.unit(now, block.layer(), unit),
                        block.placeX(place),
                        block.placeY(place),
                        block.cell() + wide,
                        block.cell()));
            }
        }
        return areas;
    }
}
