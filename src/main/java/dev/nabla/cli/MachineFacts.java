package dev.nabla.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What numbers depend on that were measured on this machine. */
final class MachineFacts {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private MachineFacts() {}

    /** Such as {@code 2 × AMD EPYC, Linux 6.1 (amd64)}. */
    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " × " + cpu() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " (" + System.getProperty("os.arch") + ")";
    }

    /** Such as {@code JDK 17.0.1 (OpenJDK 64-Bit Server VM)}. */
    static String java() {
        return "JDK " + System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")";
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("cores");
        } catch (IOException e) {
            // Not Linux.
            return "cores";
        }
    }
}
