package dev.nabla.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line on a terminal that shows how far an epoch has got. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final String ERASE = "\r" + " ".repeat(78) + "\r";

    private final PrintWriter out;
    private final boolean shown;
    private final int epochs;
    private final LongSupplier nanos;
    private long drawnNanos;
    private boolean visible;

    /**
     * @param shown whether anything is drawn at all
     * @param epochs of the whole run
     * @param nanos the time
     */
    ProgressBar(PrintWriter out, boolean shown, int epochs, LongSupplier nanos) {
        this.out = out;
        this.shown = shown;
        this.epochs = epochs;
        this.nanos = nanos;
        this.drawnNanos = nanos.getAsLong();
    }

    /** Draws the state, unless it was drawn a moment ago. */
    void update(long epoch, double fraction, double examplesPerSecond) {
        long now = nanos.getAsLong();
        if (!shown || now - drawnNanos < INTERVAL_NANOS) {
            return;
        }
        drawnNanos = now;
        visible = true;
        int done = (int) Math.floor(fraction * WIDTH);
        out.print(String.format(
                Locale.ROOT,
                "\repoch %d/%d [%s%s] %3.0f %%  %,.0f examples/s  ",
                epoch,
                epochs,
                "#".repeat(done),
                ".".repeat(WIDTH - done),
                100 * fraction,
                examplesPerSecond));
        out.flush();
    }

    /** Takes the bar away, so that a line can be printed. */
    void clear() {
        if (visible) {
            out.print(ERASE);
            out.flush();
            visible = false;
        }
    }
}
