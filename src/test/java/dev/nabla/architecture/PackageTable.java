package dev.nabla.architecture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which packages there are, and which of them each may use.
 *
 * @param uses the names that each package may use, itself excluded
 * @param core the packages below the line
 */
public record PackageTable(Map<String, Set<String>> uses, Set<String> core) {

    /**
     * Reads a table of lines {@code name: used used …}. A line of dashes separates the packages that may use TeaVM from
     * the core; {@code *} stands for every package further down.
     */
    public static PackageTable parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        Set<String> core = new LinkedHashSet<>();
        boolean below = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("---")) {
                below = true;
                continue;
            }
            String name = nameOf(line);
            String used = line.substring(line.indexOf(':') + 1).strip();
            Set<String> names = new LinkedHashSet<>();
            if (used.equals("*")) {
                lines.subList(i + 1, lines.size()).forEach(further -> names.add(nameOf(further)));
            } else if (!used.isEmpty()) {
                names.addAll(List.of(used.split(" +", -1)));
            }
            uses.put(name, names);
            if (below) {
                core.add(name);
            }
        }
        return new PackageTable(uses, core);
    }

    private static String nameOf(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("Package table: no colon in '" + line + "'");
        }
        return line.substring(0, colon).strip();
    }

    /** Everything that a package may reach, directly or through others. */
    public Set<String> reachable(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(uses.getOrDefault(name, Set.of()));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (found.add(next)) {
                open.addAll(uses.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }
}
