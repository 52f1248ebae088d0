package dev.nabla.present;

/**
 * Equal ratios take equal space. Values below {@code low} stand at {@code start}, so that a zero stays on the page.
 *
 * @param low value at {@code start}, positive
 * @param high value at {@code end}, more than {@code low}
 */
public record LogScale(double low, double high, double start, double end) implements Scale {

    public LogScale {
        if (!(low > 0 && high > low)) {
            // As float, since a printer of doubles would bring its tables into the page.
            throw new IllegalArgumentException(
                    "LogScale: from " + (float) low + " to " + (float) high + ", expected 0 < low < high");
        }
    }

    @Override
    public double position(double value) {
        if (!(value > low)) {
            return start;
        }
        return start + Decades.log10(value / low) / Decades.log10(high / low) * (end - start);
    }

    @Override
    public double value(double position) {
        return low * Decades.power((position - start) / (end - start) * Decades.log10(high / low));
    }
}
