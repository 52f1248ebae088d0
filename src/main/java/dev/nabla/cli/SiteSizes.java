package dev.nabla.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The sizes of what the page loads.
 *
 * @param files index.html and all assets
 */
record SiteSizes(List<FileSize> files) {
    private static final List<String> OF_WEBASSEMBLY = List.of("worker.wasm", "wasm-runtime.js");
    private static final List<String> OF_JAVASCRIPT = List.of("worker-fallback.js");
    private static final List<String> OF_OTHER_PAGES = List.of("components.", "bench.");

    /** Copies the list. */
    SiteSizes {
        files = List.copyOf(files);
    }

    /**
     * @param name of the file
     * @param bytes as it is
     * @param gzipBytes as most servers send it
     */
    record FileSize(String name, long bytes, long gzipBytes) {
        static FileSize of(Path file) {
            try (Counter counter = new Counter()) {
                try (OutputStream gzip = new GZIPOutputStream(counter)) {
                    Files.copy(file, gzip);
                }
                return new FileSize(file.getFileName().toString(), Files.size(file), counter.count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static SiteSizes of(Path index, Path assets) throws IOException {
        try (Stream<Path> files = Files.list(assets)) {
            return new SiteSizes(Stream.concat(Stream.of(index), files.sorted())
                    .map(FileSize::of)
                    .toList());
        }
    }

    /** What a browser loads that runs the worker as WebAssembly. */
    long pageGzipBytes() {
        return gzipBytes(OF_JAVASCRIPT);
    }

    /** What a browser loads that cannot. */
    long fallbackGzipBytes() {
        return gzipBytes(OF_WEBASSEMBLY);
    }

    private long gzipBytes(List<String> without) {
        return files.stream()
                .filter(file -> !without.contains(file.name())
                        && OF_OTHER_PAGES.stream().noneMatch(file.name()::startsWith))
                .mapToLong(FileSize::gzipBytes)
                .sum();
    }

    /** One line a file, and the sums. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-40s %10s %10s", "What the page loads", "bytes", "gzip"));
        for (FileSize file : files) {
            lines.add(String.format(Locale.ROOT, "%-40s %,10d %,10d", file.name(), file.bytes(), file.gzipBytes()));
        }
        lines.add(String.format(Locale.ROOT, "%-51s %,10d", "index.html with WebAssembly", pageGzipBytes()));
        lines.add(String.format(Locale.ROOT, "%-51s %,10d", "index.html without", fallbackGzipBytes()));
        return lines;
    }

    /** Counts what is written, and forgets it. */
    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
