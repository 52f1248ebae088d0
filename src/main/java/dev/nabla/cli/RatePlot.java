package dev.nabla.cli;

import dev.nabla.train.RateCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The curve of a learning-rate sweep in letters: smoothed loss over the logarithm of the rate, what is suggested marked. */
final class RatePlot {
    private static final int COLUMNS = 72;
    private static final int ROWS = 14;

    private final RateCurve curve;
    private final double[] smoothed;

    RatePlot(RateCurve curve) {
        this.curve = curve;
        this.smoothed = curve.smoothed();
    }

    /** The lines of the picture, from the top. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (smoothed.length == 0) {
            return lines;
        }
        double low = Arrays.stream(smoothed).min().orElse(0);
        // What diverges leaves the picture at the top.
        double high = Math.max(smoothed[0] * 1.25, low + 1e-9);
        char[][] picture = new char[ROWS][COLUMNS];
        for (char[] row : picture) {
            Arrays.fill(row, ' ');
        }
        for (int i = 0; i < smoothed.length; i++) {
            double share = (Math.min(smoothed[i], high) - low) / (high - low);
            picture[(int) Math.round((1 - share) * (ROWS - 1))][column(i)] = i == curve.steepest() ? 'X' : '*';
        }
        mark(picture, low, high);
        for (int row = 0; row < ROWS; row++) {
            double loss = high - (high - low) * row / (ROWS - 1);
            String label = row % 4 == 0 || row == ROWS - 1 ? String.format(Locale.ROOT, "%9.4f", loss) : " ".repeat(9);
            lines.add(label + " |" + new String(picture[row]).stripTrailing());
        }
        lines.add(" ".repeat(10) + "+" + "-".repeat(COLUMNS));
        lines.add(" ".repeat(11) + axis());
        lines.add("     loss over the learning rate; X: falls fastest");
        return lines;
    }

    /** The suggestion lies over what is drawn at the same place. */
    private void mark(char[][] picture, double low, double high) {
        int i = curve.steepest();
        if (i >= 0) {
            double share = (Math.min(smoothed[i], high) - low) / (high - low);
            picture[(int) Math.round((1 - share) * (ROWS - 1))][column(i)] = 'X';
        }
    }

    private int column(int i) {
        return smoothed.length == 1 ? 0 : i * (COLUMNS - 1) / (smoothed.length - 1);
    }

    /** The rates of some columns. */
    private String axis() {
        StringBuilder axis = new StringBuilder();
        int labels = 5;
        for (int label = 0; label < labels; label++) {
            int i = label * (smoothed.length - 1) / labels;
            while (axis.length() < column(i)) {
                axis.append(' ');
            }
            axis.append(String.format(Locale.ROOT, "%.1e  ", curve.rate(i)));
        }
        return axis.toString().stripTrailing();
    }
}
