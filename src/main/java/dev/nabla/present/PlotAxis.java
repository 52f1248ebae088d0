package dev.nabla.present;

import java.util.List;

/** The upright axis of a plot: what it spans, how it is marked, how its values are written. */
public enum PlotAxis {

    /** An amount without bound, such as a loss: from 0 to a round number. */
    AMOUNT {
        @Override
        public Scale scale(double least, double greatest, boolean log, double bottom, double top) {
            if (log) {
                double low = least > 0 ? least : LEAST_LOG;
                return new LogScale(low, Math.max(greatest, low * LEAST_RATIO), bottom, top);
            }
            return new LinearScale(0, Ticks.roundUp(greatest, TICKS), bottom, top);
        }

        @Override
        public List<Tick> ticks(Scale scale) {
            if (scale instanceof LogScale s) {
                return Ticks.log(s.low(), s.high(), TICKS + 1);
            }
            LinearScale linear = (LinearScale) scale;
            return Ticks.linear(0, linear.high(), TICKS);
        }

        @Override
        public double shown(double value, boolean log) {
            return value;
        }

        @Override
        public String text(double value) {
            return value >= 10 ? NumberText.significant(value, 4) : NumberText.fixed(value, 3);
        }
    },

    /** A share, such as an accuracy: from 0 to 100 %; logarithmic, what is missing to 100 %. */
    SHARE {
        @Override
        public Scale scale(double least, double greatest, boolean log, double bottom, double top) {
            return log ? new LogScale(LEAST_ERROR, 1, bottom, top) : new LinearScale(0, 1, bottom, top);
        }

        @Override
        public List<Tick> ticks(Scale scale) {
            return scale instanceof LogScale ? LOG_ERRORS : Ticks.percent();
        }

        @Override
        public double shown(double value, boolean log) {
            return log ? 1 - value : value;
        }

        @Override
        public String text(double value) {
            return NumberText.percent(value, 1);
        }
    };

    private static final int TICKS = 5;
    private static final double LEAST_LOG = 1e-3;
    private static final double LEAST_RATIO = 2;
    private static final double LEAST_ERROR = 1e-3;
    private static final List<Tick> LOG_ERRORS = List.of(
            new Tick(0.001, "0.1" + NumberText.THIN + "%"),
            new Tick(0.01, "1" + NumberText.THIN + "%"),
            new Tick(0.1, "10" + NumberText.THIN + "%"),
            new Tick(1, "100" + NumberText.THIN + "%"));

    /** The scale for values between least and greatest, as {@link #shown} gives them. */
    public abstract Scale scale(double least, double greatest, boolean log, double bottom, double top);

    /** The marks of a scale that this axis made. */
    public abstract List<Tick> ticks(Scale scale);

    /** What is drawn for a value: itself, or, on the logarithmic axis of a share, the error. */
    public abstract double shown(double value, boolean log);

    /** A value as it is read off. */
    public abstract String text(double value);
}
