package dev.nabla.view;

import dev.nabla.browser.LocalStore;
import dev.nabla.browser.Media;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLDocument;

/**
 * Light or dark: as the system says, until the person chooses; the choice is remembered. It stands as
 * {@code data-theme} at the root element, which the style sheet reads; {@code webapp/loader.js} sets it before the first
 * paint.
 */
public final class Theme {

    private static final String KEY = "nabla.theme";

    /** What the person chose. */
    public enum Choice {
        AUTO("auto", "Auto"),
        LIGHT("light", "Light"),
        DARK("dark", "Dark");

        private final String key;
        private final String label;

        Choice(String key, String label) {
            this.key = key;
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Choice of(@Nullable String key) {
            for (Choice choice : values()) {
                if (choice.key.equals(key)) {
                    return choice;
                }
            }
            return AUTO;
        }
    }

    private final List<Runnable> listeners = new ArrayList<>();
    private Choice choice;
    private @Nullable Palette palette;

    /** Takes up the remembered choice. One of these serves the whole page. */
    public Theme() {
        choice = Choice.of(LocalStore.read(KEY));
        Media.watch(Media.DARK, this::changed);
        Media.watch(Media.FORCED_COLORS, this::changed);
        mark();
    }

    public Choice choice() {
        return choice;
    }

    public void choose(Choice chosen) {
        choice = chosen;
        if (chosen == Choice.AUTO) {
            LocalStore.remove(KEY);
        } else {
            LocalStore.write(KEY, chosen.key);
        }
        changed();
    }

    public boolean isDark() {
        return choice == Choice.DARK || (choice == Choice.AUTO && Media.matches(Media.DARK));
    }

    /** The colors now; painters ask anew for each picture. */
    public Palette palette() {
        Palette known = palette;
        if (known == null) {
            known = Palette.read();
            palette = known;
        }
        return known;
    }

    /** Whether motion shall be a cut. */
    public static boolean reducedMotion() {
        return Media.matches(Media.REDUCED_MOTION);
    }

    /** Called after each change of colors. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        palette = null;
        mark();
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    private void mark() {
        HTMLDocument.current().getDocumentElement().setAttribute("data-theme", isDark() ? "dark" : "light");
    }
}
