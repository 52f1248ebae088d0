package dev.nabla.cli;

import java.util.List;
import java.util.Locale;

/**
 * What the project wants to reach against a peer.
 *
 * @param title of the row
 * @param item such as {@code W1@0.19}
 * @param own the run of the page
 * @param peer the beginning of the names of the runs it is compared with, of which the best counts
 * @param ratio that is to be reached at least
 * @param aim the ratio that would be better still; 0 if a rate is aimed at
 * @param rate that is to be reached besides; 0 if there is none
 * @param rateAim the rate that would be better still
 */
record PeerGoal(
        String title, String item, String own, String peer, double ratio, double aim, double rate, double rateAim) {
    /** All of them. */
    static final List<PeerGoal> ALL = List.of(
            against("784-128-10, batch 100, SGD", "W1@0.19", 2, Peers.NUMPY + "2", 1.35, 1.5),
            against("784-128-10, every pixel set", "W1@1", 2, Peers.NUMPY + "2", 0.5, 0.55),
            against("784-512-256-10, batch 128, Adam", "W2@0.19", 2, Peers.NUMPY + "2", 0.9, 1.05),
            against("784-30-10 sigmoid, quadratic, batch 10", "W3@0.19", 2, Peers.NUMPY + "2", 1.9, 3),
            new PeerGoal(
                    "2-8-8-1 tanh, batch 10, 1 thread", "W4", Peers.PAGE + "1", Peers.NUMPY + "2", 10, 0, 5e5, 1e6),
            against("one image, 784-128-10, 1 thread", "W6-mlp", 1, Peers.NUMPY + "2", 1.5, 3),
            against("784-128-10, batch 100, SGD", "W1@0.19", 2, Peers.TENSORFLOW, 35, 45),
            against("784-512-256-10, batch 128, Adam", "W2@0.19", 2, Peers.TENSORFLOW, 50, 60),
            against("784-128-10, 1 thread, not isolated", "W1@0.19", 1, Peers.NUMPY + "1", 0.8, 1));

    private static PeerGoal against(String title, String item, int threads, String peer, double ratio, double aim) {
        return new PeerGoal(title, item, Peers.PAGE + threads, peer, ratio, aim, 0, 0);
    }

    /** Whether fewer is better: microseconds. */
    static boolean isTime(String item) {
        return item.startsWith("W6");
    }

    /** The run that it is compared with; empty if none was measured. */
    String opponent(PeerResults results) {
        String best = "";
        for (String run : results.runs()) {
            double median = results.median(run, item);
            if (run.startsWith(peer) && !Double.isNaN(median) && (best.isEmpty() || isBetter(median, best, results))) {
                best = run;
            }
        }
        return best;
    }

    private boolean isBetter(double median, String than, PeerResults results) {
        return isTime(item) ? median < results.median(than, item) : median > results.median(than, item);
    }

    /** How many times as fast as the peer; NaN if one of them was not measured. */
    double reached(PeerResults results) {
        double mine = results.median(own, item);
        double theirs = results.median(opponent(results), item);
        return isTime(item) ? theirs / mine : mine / theirs;
    }

    /** "yes", "no", or "not measured". */
    String verdict(PeerResults results) {
        double reached = reached(results);
        if (Double.isNaN(reached)) {
            return "not measured";
        }
        return reached >= ratio && (rate == 0 || results.median(own, item) >= rate) ? "yes" : "no";
    }

    /** What is to be reached. */
    String least() {
        return number(ratio) + "×" + (rate == 0 ? "" : String.format(Locale.ROOT, " and %,.0f", rate));
    }

    /** What would be better still. */
    String best() {
        return aim == 0 ? String.format(Locale.ROOT, "%,.0f", rateAim) : number(aim) + "×";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
