package dev.nabla.worker;

import dev.nabla.protocol.BufferValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the steps of a program write for the example on the stage. */
final class StepValues {
    /** So many values are shown one by one. */
    static final int FIRST = 24;

    private StepValues() {}

    /** Values of a buffer in short; null where the example has none. */
    static BufferValues of(String name, float @Nullable [] values) {
        if (values == null || values.length == 0) {
            return BufferValues.unknown(name);
        }
        float least = values[0];
        float most = values[0];
        double sum = 0;
        for (float value : values) {
            // A NaN is found too: then all three are NaN.
            least = Math.min(least, value);
            most = Math.max(most, value);
            sum += value;
        }
        float[] first = Arrays.copyOf(values, Math.min(FIRST, values.length));
        return new BufferValues(name, true, values.length, least, most, (float) (sum / values.length), first);
    }
}
