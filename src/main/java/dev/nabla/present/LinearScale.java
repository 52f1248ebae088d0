package dev.nabla.present;

/**
 * {@code position = start + (value − low) / (high − low) · (end − start)}. Where low and high are the same, every value
 * stands in the middle.
 *
 * @param low value at {@code start}
 * @param high value at {@code end}
 * @param start position of {@code low}; may lie behind {@code end}, as on an axis that points up
 */
public record LinearScale(double low, double high, double start, double end) implements Scale {

    @Override
    public double position(double value) {
        return high == low ? (start + end) / 2 : start + (value - low) / (high - low) * (end - start);
    }

    @Override
    public double value(double position) {
        return end == start ? low : low + (position - start) / (end - start) * (high - low);
    }
}
