package dev.nabla.train;

import dev.nabla.program.Maths;
import dev.nabla.program.Random;
import java.util.List;

/** One setting that a search varies, and its values. Values are texts, as a person would give them. */
public sealed interface SearchDimension {
    /** Number of values where a range has them without end. */
    int ENDLESS = 0;

    /** The name of the setting, such as {@code learning-rate}. */
    String setting();

    /** The number of values; {@link #ENDLESS} for ranges that no number of steps divides. */
    int count();

    /** Value {@code i}, from 0. */
    String value(int i);

    /** The dimension in short, as {@link SearchSpace#parse} reads it. */
    String text();

    /** A value drawn with the random number of an index. */
    String draw(Random random, int index);

    /**
     * Values one by one.
     *
     * @param values at least one, no two alike
     */
    record Choice(String setting, List<String> values) implements SearchDimension {
        public Choice {
            values = List.copyOf(values);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isEmpty()) {
                    throw new IllegalArgumentException("Search: an empty value of " + setting);
                }
                if (values.indexOf(values.get(i)) < i) {
                    throw new IllegalArgumentException(
                            "Search: \"" + values.get(i) + "\" twice among the values of " + setting);
                }
            }
            if (values.isEmpty()) {
                throw new IllegalArgumentException("Search: no values of " + setting + ", expected at least one");
            }
        }

        @Override
        public int count() {
            return values.size();
        }

        @Override
        public String value(int i) {
            return values.get(i);
        }

        @Override
        public String text() {
            return setting + "=" + String.join("|", values);
        }

        @Override
        public String draw(Random random, int index) {
            return values.get(random.below(index, values.size()));
        }
    }

    /**
     * Numbers from {@code low} to {@code high}, both included: uniformly distributed, or their logarithms are. They are
     * rounded to three significant digits, so that they can be given again.
     *
     * @param logarithmic whether the logarithms are uniform; then {@code low} is positive
     * @param whole whether only whole numbers count
     * @param steps number of values that divide the range evenly, at least 2; 0 for all
     */
    record Range(String setting, double low, double high, boolean logarithmic, boolean whole, int steps)
            implements SearchDimension {
        private static final double LARGEST = Float.MAX_VALUE;

        /** Whole numbers of float32 are exact up to here. */
        private static final double LARGEST_WHOLE = 1 << 24;

        public Range {
            String range = "Search: " + setting + " from " + DecimalText.of(low) + " to " + DecimalText.of(high);
            if (!(Math.abs(low) <= LARGEST && Math.abs(high) <= LARGEST && low < high)) {
                throw new IllegalArgumentException(range + ", expected two finite numbers, the smaller one first");
            }
            if (logarithmic && low <= 0) {
                throw new IllegalArgumentException(range + " on a logarithmic scale, expected to begin above 0");
            }
            if (whole && !(isWhole(low) && isWhole(high))) {
                throw new IllegalArgumentException(range + ", expected whole numbers");
            }
            if (steps != 0 && steps < 2) {
                throw new IllegalArgumentException(range + " in " + steps + " steps, expected at least 2");
            }
            if (whole && steps > high - low + 1) {
                throw new IllegalArgumentException(range + " in " + steps + " steps: there are only "
                        + DecimalText.of(high - low + 1) + " whole numbers");
            }
        }

        private static boolean isWhole(double number) {
            return Math.abs(number) <= LARGEST_WHOLE && number == Math.floor(number);
        }

        @Override
        public int count() {
            return steps > 0 ? steps : whole ? (int) (high - low + 1) : ENDLESS;
        }

        @Override
        public String value(int i) {
            if (steps == 0) {
                return DecimalText.of(low + i);
            }
            return text(at(i / (steps - 1.0)));
        }

        @Override
        public String text() {
            return setting + "=" + DecimalText.of(low) + ".." + DecimalText.of(high) + (logarithmic ? ":log" : "")
                    + (whole ? ":int" : "") + (steps > 0 ? ":steps=" + steps : "");
        }

        @Override
        public String draw(Random random, int index) {
            if (steps > 0) {
                return value(random.below(index, steps));
            }
            double share = random.uniform(index);
            if (!whole) {
                return text(at(share));
            }
            // The numbers share the range from low − ½ to high + ½ among them.
            Range widened = new Range(setting, low - 0.5, high + 0.5, logarithmic, false, 0);
            return text(Math.max(low, Math.min(high, Math.floor(widened.at(share) + 0.5))));
        }

        /** The number at a share of the way from low to high. */
        private double at(double share) {
            if (!logarithmic) {
                return low + (high - low) * share;
            }
            double from = Maths.log((float) low);
            return Maths.exp((float) (from + (Maths.log((float) high) - from) * share));
        }

        private String text(double number) {
            double rounded = whole ? Math.floor(number + 0.5) : DecimalText.round(number);
            return DecimalText.of(Math.max(low, Math.min(high, rounded)));
        }
    }
}
