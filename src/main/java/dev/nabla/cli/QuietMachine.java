package dev.nabla.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Waits until nothing else runs: programs whose threads wait for each other collapse beside other work. */
final class QuietMachine {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final long SAMPLE_MILLIS = 2_000;
    private static final double IDLE_SHARE = 0.97;
    private static final int IDLE_COLUMN = 4;
    private static final int COLUMNS = 8;

    private QuietMachine() {}

    /** Whether the machine was idle for two seconds within so many; true at once where it does not tell. */
    static boolean await(int seconds) throws IOException, InterruptedException {
        if (!Files.isReadable(STATISTICS)) {
            return true;
        }
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            long[] before = ticks();
            Thread.sleep(SAMPLE_MILLIS);
            if (isIdle(before, ticks())) {
                return true;
            }
        }
        return false;
    }

    /** user, nice, system, idle … of all cores together, since the start. */
    private static long[] ticks() throws IOException {
        String[] words =
                Files.readString(STATISTICS).lines().findFirst().orElse("").split(" +", -1);
        long[] ticks = new long[COLUMNS];
        for (int i = 0; i < COLUMNS && i + 1 < words.length; i++) {
            ticks[i] = Long.parseLong(words[i + 1]);
        }
        return ticks;
    }

    private static boolean isIdle(long[] before, long[] after) {
        long all = 0;
        for (int i = 0; i < COLUMNS; i++) {
            all += after[i] - before[i];
        }
        return after[IDLE_COLUMN - 1] - before[IDLE_COLUMN - 1] >= IDLE_SHARE * all;
    }
}
