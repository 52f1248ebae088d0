package dev.nabla.page;

import dev.nabla.present.Confusion;
import dev.nabla.view.ConfusionMatrix;
import dev.nabla.view.Dom;
import dev.nabla.view.Gallery;
import dev.nabla.view.Theme;
import java.util.Arrays;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** Specimens for pictures whose classes have names. */
final class PictureSpecimens {
    private static final int SIDE = 28;
    private static final List<String> CLOTHES = MeasureSpecimens.CLOTHES;

    private final Theme theme;

    PictureSpecimens(Theme theme) {
        this.theme = theme;
    }

    /** Made-up pictures: a bar that goes down from one to the next. */
    HTMLElement gallery() {
        Gallery gallery = new Gallery(pixels -> {});
        for (int i = 0; i < CLOTHES.size(); i++) {
            byte[] pixels = new byte[SIDE * SIDE];
            Arrays.fill(pixels, 2 * i * SIDE, (2 * i + 8) * SIDE, (byte) (100 + 15 * i));
            gallery.add(pixels, CLOTHES.get(i), CLOTHES.get(i % 4 == 1 ? 0 : i));
        }
        return FieldSpecimens.rail("Gallery", gallery.element());
    }

    HTMLElement confusion() {
        ConfusionMatrix matrix = new ConfusionMatrix(theme, CLOTHES);
        int[] counts = new int[CLOTHES.size() * CLOTHES.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = i % (CLOTHES.size() + 1) == 0 ? 800 : i * 7 % 40;
        }
        matrix.set(new Confusion(CLOTHES.size(), counts));
        return Dom.div("plot-specimen", matrix.element());
    }
}
