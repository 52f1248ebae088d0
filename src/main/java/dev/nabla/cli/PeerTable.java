package dev.nabla.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The results in Markdown: the goals, then the medians of everything. */
final class PeerTable {
    private final PeerResults results;
    private final boolean counts;

    /**
     * @param counts whether verdicts may be given: after enough quiet rounds
     */
    PeerTable(PeerResults results, boolean counts) {
        this.results = results;
        this.counts = counts;
    }

    /**
     * The lines.
     *
     * @param circumstances sentences about machine and rounds
     */
    List<String> lines(List<String> circumstances) {
        List<String> lines = new ArrayList<>(circumstances);
        lines.add("");
        goals(lines);
        lines.add("");
        medians(lines);
        lines.add("");
        lines.add("Versions: " + String.join(", ", distinctVersions()) + ".");
        if (!results.notes().isEmpty()) {
            lines.add("");
            results.notes().forEach(note -> lines.add("- " + note));
        }
        return lines;
    }

    private void goals(List<String> lines) {
        lines.add("| network | item | Nabla | against | | ratio | at least | aim | reached |");
        lines.add("|---|---|---:|---|---:|---:|---:|---:|---|");
        for (PeerGoal goal : PeerGoal.ALL) {
            String opponent = goal.opponent(results);
            double reached = goal.reached(results);
            lines.add("| "
                    + String.join(
                            " | ",
                            goal.title(),
                            goal.item(),
                            value(results.median(goal.own(), goal.item())),
                            opponent.isEmpty() ? goal.peer() + "…" : opponent,
                            value(results.median(opponent, goal.item())),
                            Double.isNaN(reached) ? "–" : String.format(Locale.ROOT, "%.2f×", reached),
                            goal.least(),
                            goal.best(),
                            goal.verdict(results) + (counts || Double.isNaN(reached) ? "" : " (does not count)"))
                    + " |");
        }
    }

    private void medians(List<String> lines) {
        Set<String> items = results.items();
        lines.add("Medians, and their ratio to " + Peers.NUMPY
                + "2 (above 1 is faster). W1 to W3, W5: examples a second;" + " W4: steps a second; W6: microseconds.");
        lines.add("");
        lines.add("| run | " + String.join(" | ", items) + " |");
        lines.add("|---|" + "---:|".repeat(items.size()));
        for (String run : results.runs()) {
            List<String> cells = new ArrayList<>();
            for (String item : items) {
                cells.add(cell(run, item));
            }
            lines.add("| " + run + " | " + String.join(" | ", cells) + " |");
        }
    }

    private String cell(String run, String item) {
        double mine = results.median(run, item);
        double base = results.median(Peers.NUMPY + "2", item);
        double ratio = PeerGoal.isTime(item) ? base / mine : mine / base;
        return value(mine) + (Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, " (%.2f×)", ratio));
    }

    private static String value(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    private Set<String> distinctVersions() {
        return new LinkedHashSet<>(results.versions().values());
    }
}
