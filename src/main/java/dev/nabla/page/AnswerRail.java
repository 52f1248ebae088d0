package dev.nabla.page;

import dev.nabla.data.ImageNormalizer;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import dev.nabla.view.Bars;
import dev.nabla.view.Dom;
import dev.nabla.view.Gallery;
import dev.nabla.view.NetworkSees;
import dev.nabla.view.Normalizer;
import dev.nabla.view.Pad;
import dev.nabla.view.Section;
import dev.nabla.view.Theme;
import java.util.List;
import java.util.function.Consumer;
import org.teavm.jso.dom.html.HTMLElement;

/** What the visitor asks of the network, and its answer: a pad for digits, a gallery for what nobody can draw. */
final class AnswerRail {
    private final Pad pad;
    private final NetworkSees sees = new NetworkSees();
    private final Pad.Listener onPicture;
    private final HTMLElement barsPlace = Dom.div("");
    private final Section padSection;
    private final Section gallerySection;
    private Setup.Source source;
    private List<String> classNames;
    private Bars bars;
    private Gallery gallery;

    AnswerRail(Theme theme, Setup.Source source, Pad.Listener onPicture, Consumer<String> onRefused) {
        this.source = source;
        this.onPicture = onPicture;
        classNames = ClassNames.of(source);
        pad = new Pad(theme, "Draw a digit", normalizer());
        pad.onDrawing(pixels -> {
            sees.show(pixels);
            onPicture.drawn(pixels);
        });
        pad.onRefused(onRefused);
        bars = new Bars("Output probabilities", classNames);
        barsPlace.appendChild(bars.element());
        gallery = new Gallery(onPicture::drawn);
        padSection = new Section("Draw a digit", pad.element(), sees.element());
        gallerySection = new Section("Validation examples", gallery.element());
        chooseInput();
    }

    private static Normalizer normalizer() {
        ImageNormalizer normalizer = new ImageNormalizer();
        return (gray, width, height, output) -> normalizer.normalize(gray, width, height, output, 0);
    }

    void into(HTMLElement rail) {
        Dom.replace(
                rail,
                padSection.element(),
                gallerySection.element(),
                new Section("Output probabilities", barsPlace).element());
    }

    /** Answers for another data set; a picture of the one before is put away. */
    void setSource(Setup.Source next) {
        List<String> names = ClassNames.of(next);
        if (next == source) {
            return;
        }
        source = next;
        if (names.equals(classNames)) {
            return;
        }
        classNames = names;
        bars = new Bars("Output probabilities", names);
        Dom.replace(barsPlace, bars.element());
        gallery = new Gallery(onPicture::drawn);
        gallerySection.setContent(gallery.element());
        pad.clear();
        chooseInput();
    }

    private void chooseInput() {
        boolean clothes = source == Setup.Source.FASHION_MNIST;
        padSection.element().setHidden(clothes);
        gallerySection.element().setHidden(!clothes);
    }

    /** Shows the network's answer to the picture on the stage. */
    void show(Event.Snapshot snapshot) {
        if (snapshot.activations().isEmpty()) {
            return;
        }
        float[] shares = snapshot.activations().get(snapshot.activations().size() - 1);
        bars.set(shares);
        boolean kept = snapshot.origin() == Event.Origin.VALIDATION && source == Setup.Source.FASHION_MNIST;
        if (kept && snapshot.label() >= 0 && shares.length == classNames.size()) {
            gallery.add(snapshot.pixels(), classNames.get(snapshot.label()), classNames.get(best(shares)));
        }
    }

    private static int best(float[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }
}
