package dev.nabla.train;

import dev.nabla.program.Examples;

/**
 * How far outputs a are from targets y that are numbers, for each output and over all of them, n examples:
 *
 * <p>{@code MAE = Σ|a − y| / n}, {@code RMSE = √(Σ(a − y)² / n)}, {@code R² = 1 − Σ(a − y)² / Σ(y − ȳ)²}.
 *
 * <p>R² is undefined, NaN, where all targets of an output are the same. The squares around the mean ȳ are summed by the
 * recurrence of B. P. Welford, Note on a method for calculating corrected sums of squares and products, 1962.
 */
public final class RegressionMetrics implements Metrics {
    private final int outputs;
    private final double[] absolute;
    private final double[] squares;
    private final double[] mean;
    private final double[] spread;
    private long count;

    /** Empty metrics of so many outputs, at least 1. */
    public RegressionMetrics(int outputs) {
        this.outputs = outputs;
        absolute = new double[outputs];
        squares = new double[outputs];
        mean = new double[outputs];
        spread = new double[outputs];
    }

    @Override
    public void add(Examples examples, int example, int prediction, float[] values, int offset) {
        float[] targets = examples.targets();
        count++;
        for (int j = 0; j < outputs; j++) {
            double target = targets[example * outputs + j];
            double error = values[offset + j] - target;
            absolute[j] += Math.abs(error);
            squares[j] += error * error;
            double deviation = target - mean[j];
            mean[j] += deviation / count;
            spread[j] += deviation * (target - mean[j]);
        }
    }

    public int outputs() {
        return outputs;
    }

    @Override
    public long count() {
        return count;
    }

    /** Mean absolute error of an output, in units of the target. */
    public double meanAbsoluteError(int output) {
        return absolute[output] / count;
    }

    /** Mean absolute error over all outputs. */
    public double meanAbsoluteError() {
        return sum(absolute) / (count * outputs);
    }

    /** Root of the mean squared error of an output, in units of the target. */
    public double rootMeanSquaredError(int output) {
        return Math.sqrt(squares[output] / count);
    }

    /** Root of the mean squared error over all outputs. */
    public double rootMeanSquaredError() {
        return Math.sqrt(sum(squares) / (count * outputs));
    }

    /** R² of an output: 1 where all is right, 0 for a network that always says the mean; NaN where targets do not vary. */
    public double r2(int output) {
        return spread[output] == 0 ? Double.NaN : 1 - squares[output] / spread[output];
    }

    /** The mean of R² over the outputs in which it is defined; NaN where there is none. */
    public double r2() {
        double sum = 0;
        int defined = 0;
        for (int j = 0; j < outputs; j++) {
            if (spread[j] != 0) {
                sum += r2(j);
                defined++;
            }
        }
        return sum / defined;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
