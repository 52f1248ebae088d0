package dev.nabla.cli;

import dev.nabla.present.Wilson;
import java.util.Locale;

/** A share of examples with what it is worth: Wilson's 95 % interval, which their number allows. */
final class Accuracy {
    private Accuracy() {}

    /** The interval of {@code correct} of {@code count}. */
    static Wilson interval(long correct, long count) {
        return Wilson.of(Math.toIntExact(correct), Math.toIntExact(count));
    }

    /** {@code 97.12 % (96.77 % to 97.43 %, n = 10,000)}. */
    static String text(long correct, long count) {
        Wilson interval = interval(correct, count);
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f %% to %.2f %%, n = %,d)",
                100.0 * correct / count,
                100 * interval.low(),
                100 * interval.high(),
                count);
    }
}
