package dev.nabla.view;

import dev.nabla.browser.Drawing;
import dev.nabla.present.Block;
import dev.nabla.present.HitArea;
import dev.nabla.present.NetworkShape;
import dev.nabla.present.StepPhase;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.core.JSDate;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The network at work on one picture: the picture, the units as pictures of their weights or by their activation, the
 * strongest contributions to the two most probable outputs.
 */
public final class Stage {

    private static final double STILL_MILLIS = 1000;
    private static final double AREAS_MILLIS = 1000;
    private static final double MOST_LABEL = 88;
    private static final int LABEL_FONT = 15;

    /** Told of a unit. */
    @FunctionalInterface
    public interface UnitListener {
        /** {@code unit} −1 where none. */
        void unit(int layer, int unit);
    }

    private final CanvasPainter painter;
    private final Button rawButton = new Button("Raw", this::toggleRaw).quiet();
    private final TableTwin twin;
    private final HTMLElement element;
    private WeightPictures pictures = new WeightPictures();
    private StageModel model;
    private StageScene scene;
    private UnitListener onUnit = (layer, unit) -> {};
    private UnitListener onActivate = (layer, unit) -> {};
    private Consumer<String> onCaption = caption -> {};
    private float[] deviation = new float[0];
    private boolean raw;
    private boolean stale = true;
    private double slowMillis;
    private double stepStart = Double.NEGATIVE_INFINITY;
    private double lastPaint = Double.NEGATIVE_INFINITY;
    private double lastAreas = Double.NEGATIVE_INFINITY;
    private boolean timed;
    private String caption = "";
    private @Nullable Palette colored;

    /** A stage for the network of a run. */
    public Stage(Theme theme, Setup setup, List<String> classNames) {
        model = new StageModel(NetworkShape.of(setup, classNames.size()), List.copyOf(classNames));
        scene = new StageScene(model, pictures);
        painter = new CanvasPainter(theme, "Network", this::paint);
        painter.onPoint(this::point);
        painter.onActivate(area -> tell(onActivate, Optional.of(area)));
        rawButton.setPressed(false);
        rawButton.element().setTitle("Weights as they are, not multiplied by the standard deviation of their pixel");
        HTMLElement body = Dom.div("area", painter.element());
        twin = new TableTwin("Network: units and their numbers", body, this::rows);
        HTMLElement tools = Dom.div("tools", rawButton.element(), twin.button());
        element = Dom.div("network", body, twin.element(), tools);
    }

    public HTMLElement element() {
        return element;
    }

    /** Shows another network; empty until its first snapshot. */
    public void setNetwork(Setup setup, List<String> classNames) {
        model = new StageModel(NetworkShape.of(setup, classNames.size()), List.copyOf(classNames));
        pictures = new WeightPictures();
        scene = new StageScene(model, pictures);
        stale = true;
        painter.invalidate();
    }

    /** The standard deviation of each pixel over the training examples, [784], in [0, 1]; empty for raw weights. */
    public void setPixelDeviation(float[] perPixel) {
        deviation = perPixel;
        rawButton.setDisabled(perPixel.length == 0);
        stale = true;
        painter.invalidate();
    }

    /** Shows a moment; one of another network is ignored until {@link #setNetwork} has told of it. */
    public void show(Event.Snapshot snapshot) {
        if (!model.take(snapshot)) {
            return;
        }
        stale = true;
        if (slowMillis > 0 && snapshot.deltas().size() == model.shape.layers()) {
            stepStart = JSDate.now();
        }
        painter.setSummary(model.text.summary(snapshot));
        twin.update();
        if (!Theme.reducedMotion() || JSDate.now() - lastPaint >= STILL_MILLIS) {
            painter.invalidate();
        } else {
            later(STILL_MILLIS - (JSDate.now() - lastPaint));
        }
    }

    /** How long a step takes in which its phases are shown; 0 for none: each snapshot is just drawn. */
    public void setSlow(double millisPerStep) {
        slowMillis = millisPerStep;
        painter.invalidate();
    }

    /** Told which unit is in focus, by pointer or keyboard. */
    public void onUnit(UnitListener listener) {
        onUnit = listener;
    }

    /** Told which unit was clicked, or entered with Enter. */
    public void onActivate(UnitListener listener) {
        onActivate = listener;
    }

    /** Told what a slow step does now, such as "Forward: z = W·x + b"; "" when it is over. */
    public void onCaption(Consumer<String> listener) {
        onCaption = listener;
    }

    /** Lights up a unit that is in focus elsewhere; −1 for none. */
    public void focusUnit(int layer, int unit) {
        boolean known = layer >= 0 && layer < model.shape.layers() && unit < model.shape.width(layer);
        model.focus(known ? layer : -1, known ? unit : -1);
        painter.invalidate();
    }

    private void later(double millis) {
        if (!timed) {
            timed = true;
            Window.setTimeout(
                    () -> {
                        timed = false;
                        painter.invalidate();
                    },
                    millis);
        }
    }

    private void toggleRaw() {
        raw = !raw;
        rawButton.setPressed(raw);
        stale = true;
        painter.invalidate();
    }

    private void point(Optional<HitArea> area) {
        tell(this::focusUnit, area);
        tell(onUnit, area);
    }

    private static void tell(UnitListener listener, Optional<HitArea> area) {
        String id = area.map(HitArea::id).orElse("");
        int dash = id.indexOf('-');
        if (dash < 0) {
            listener.unit(-1, -1);
        } else {
            listener.unit(Integer.parseInt(id.substring(0, dash)), Integer.parseInt(id.substring(dash + 1)));
        }
    }

    private List<List<String>> rows() {
        Event.Snapshot now = model.snapshot;
        return now == null ? List.of(List.of("No numbers yet.")) : model.text.table(now);
    }

    private void paint(CanvasRenderingContext2D g, Palette palette, double width, double height) {
        Event.Snapshot now = model.snapshot;
        boolean fitted = model.fit(width, height, labelWidth(g, palette));
        if (now == null) {
            return;
        }
        lastPaint = JSDate.now();
        boolean moved = model.choosePlaces() || fitted;
        Block first = model.layout.blocks().get(0);
        boolean asRaw = raw || deviation.length == 0;
        if (stale || moved || palette != colored) {
            float[] factors = asRaw ? new float[0] : deviation;
            pictures.update(first, model.places.get(0), now.weights().get(0), factors, palette);
            stale = false;
            colored = palette;
        }
        scene.paint(g, palette, now, moment(now), asRaw);
        if (moved || lastPaint - lastAreas >= AREAS_MILLIS) {
            lastAreas = lastPaint;
            painter.setAreas(model.areas());
        }
    }

    private double labelWidth(CanvasRenderingContext2D g, Palette palette) {
        g.setFont("600 " + palette.font(LABEL_FONT));
        double widest = 0;
        for (String name : model.names) {
            widest = Math.max(widest, Drawing.textWidth(g, name));
        }
        return Math.ceil(Math.min(MOST_LABEL, widest));
    }

    private StepPhase.@Nullable Moment moment(Event.Snapshot now) {
        double share = slowMillis > 0 ? (lastPaint - stepStart) / slowMillis : 2;
        StepPhase.Moment moment = share < 1 ? StepPhase.at(share) : null;
        if (moment != null && Theme.reducedMotion()) {
            later((moment.phase().end() - share) * slowMillis + 1);
            moment = new StepPhase.Moment(moment.phase(), 1);
        } else if (moment != null) {
            painter.invalidate();
        }
        String next = moment == null ? "" : moment.phase().caption(now, model.names);
        if (!next.equals(caption)) {
            caption = next;
            onCaption.accept(next);
        }
        return moment;
    }
}
