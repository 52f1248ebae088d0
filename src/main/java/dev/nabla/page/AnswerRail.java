package dev.nabla.page;

import dev.nabla.data.ImageNormalizer;
import dev.nabla.protocol.Event;
import dev.nabla.view.Bars;
import dev.nabla.view.Dom;
import dev.nabla.view.NetworkSees;
import dev.nabla.view.Normalizer;
import dev.nabla.view.Pad;
import dev.nabla.view.Section;
import dev.nabla.view.Theme;
import java.util.List;
import java.util.function.Consumer;
import org.teavm.jso.dom.html.HTMLElement;

/** The pad, what the network sees of it, and the answer. */
final class AnswerRail {
    private final Pad pad;
    private final NetworkSees sees = new NetworkSees();
    private final HTMLElement barsPlace = Dom.div("");
    private final Section padSection;
    private List<String> classNames;
    private Bars bars;

    AnswerRail(Theme theme, List<String> classNames, Pad.Listener onDrawing, Consumer<String> onRefused) {
        this.classNames = classNames;
        pad = new Pad(theme, "Draw a digit", normalizer());
        pad.onDrawing(pixels -> {
            sees.show(pixels);
            onDrawing.drawn(pixels);
        });
        pad.onRefused(onRefused);
        bars = new Bars("Output probabilities", classNames);
        barsPlace.appendChild(bars.element());
        padSection = new Section("Draw a digit", pad.element(), sees.element());
    }

    private static Normalizer normalizer() {
        ImageNormalizer normalizer = new ImageNormalizer();
        return (gray, width, height, output) -> normalizer.normalize(gray, width, height, output, 0);
    }

    void into(HTMLElement rail) {
        Dom.replace(rail, padSection.element(), new Section("Output probabilities", barsPlace).element());
    }

    void setClasses(List<String> names) {
        if (!names.equals(classNames)) {
            classNames = names;
            bars = new Bars("Output probabilities", names);
            Dom.replace(barsPlace, bars.element());
        }
    }

    /** Shows the network's answer to the picture on the stage. */
    void show(Event.Snapshot snapshot) {
        if (!snapshot.activations().isEmpty()) {
            bars.set(snapshot.activations().get(snapshot.activations().size() - 1));
        }
    }
}
