package dev.nabla.cli;

import dev.nabla.train.Search;
import dev.nabla.train.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the trials of a search stand, the best first. */
final class SearchTable {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,:=@/+-";

    private final Search search;
    private final SearchRuns runs;
    private final String data;

    /**
     * @param data the source, as given
     */
    SearchTable(Search search, SearchRuns runs, String data) {
        this.search = search;
        this.runs = runs;
        this.data = data;
    }

    /** Objects of JSON, one a trial. */
    List<Map<String, @Nullable Object>> json(List<Search.Result> results) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Standing standing : search.standings(results)) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("rank", objects.size() + 1);
            object.put("trial", standing.trial() + 1);
            object.put("epochs", standing.epochs());
            object.put("runs", standing.runs());
            object.put("accuracy", standing.accuracy());
            object.put("accuracyDeviation", standing.accuracyDeviation());
            object.put("loss", standing.loss());
            object.put("lossDeviation", standing.lossDeviation());
            object.put("settings", runs.combinations().get(standing.trial()));
            objects.add(object);
        }
        return objects;
    }

    /** The table, and the command that trains with the best settings. */
    List<String> lines(List<Search.Result> results) {
        List<Standing> standings = search.standings(results);
        List<String> settings = new ArrayList<>(runs.combinations().get(0).keySet());
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("rank", "trial", "epochs", "accuracy", "loss"));
        header.addAll(settings);
        rows.add(header);
        for (Standing standing : standings) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(rows.size()));
            row.add(Integer.toString(standing.trial() + 1));
            row.add(Integer.toString(standing.epochs()));
            row.add(accuracy(standing));
            row.add(loss(standing));
            settings.forEach(
                    name -> row.add(runs.combinations().get(standing.trial()).get(name)));
            rows.add(row);
        }
        List<String> lines = aligned(rows);
        if (!standings.isEmpty()) {
            lines.add("");
            lines.add("Best: " + command(standings.get(0)));
        }
        return lines;
    }

    private static String accuracy(Standing standing) {
        if (Double.isNaN(standing.accuracy())) {
            return "-";
        }
        return String.format(Locale.ROOT, "%.2f %%", 100 * standing.accuracy())
                + (standing.runs() < 2
                        ? ""
                        : String.format(Locale.ROOT, " ± %.2f", 100 * standing.accuracyDeviation()));
    }

    private static String loss(Standing standing) {
        if (Double.isNaN(standing.loss())) {
            return "infinite";
        }
        return String.format(Locale.ROOT, "%.4f", standing.loss())
                + (standing.runs() < 2 ? "" : String.format(Locale.ROOT, " ± %.4f", standing.lossDeviation()));
    }

    /** Columns of one width, the last one as it is. */
    static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(i == 0 ? "" : "  ").append(row.get(i));
                line.append(" ".repeat(widths[i] - row.get(i).length()));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private String command(Standing best) {
        StringBuilder command = new StringBuilder("nabla train --data ").append(quoted(data));
        runs.dataFlags()
                .forEach((name, value) ->
                        command.append(' ').append(name).append(' ').append(quoted(value)));
        runs.flags(best.trial(), best.epochs())
                .forEach((name, value) ->
                        command.append(' ').append(name).append(' ').append(quoted(value)));
        return command.append(" --seed ").append(search.seed()).toString();
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().allMatch(c -> PLAIN.indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
