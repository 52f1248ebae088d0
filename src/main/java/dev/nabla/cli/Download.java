package dev.nabla.cli;

import dev.nabla.data.Catalog.Mirror;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Downloads a file by HTTP from the first mirror whose copy is right. What has arrived stays if the connection breaks, and
 * the next attempt, or the next command, asks for the rest (RFC 9110, section 14: Range, If-Range).
 */
final class Download {
    /** Attempts at one mirror in which nothing new arrives. */
    private static final int IDLE_ATTEMPTS = 2;

    private static final int REDIRECTS = 5;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final long PROGRESS_NANOS = 100_000_000;
    private static final double MEGABYTE = 1e6;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final CachedFile target;
    private final String label;
    private final Terminal terminal;
    private long shownNanos = System.nanoTime();
    private boolean shown;

    /**
     * @param label what messages call the file
     */
    Download(CachedFile target, String label, Terminal terminal) {
        this.target = target;
        this.label = label;
        this.terminal = terminal;
    }

    /** A copy or connection that is of no use; another mirror may have a better one. */
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * Tries the mirrors in turn.
     *
     * @return the one that had the file
     * @throws CommandException with what was wrong at each of them, or if the file cannot be written
     */
    Mirror from(List<Mirror> mirrors) {
        List<String> failures = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            String failure = attempt(mirror.url() + target.file().name());
            if (failure.isEmpty()) {
                return mirror;
            }
            failures.add(mirror.name() + ": " + failure);
        }
        throw CommandException.failure(label + ": no mirror has it; " + String.join("; ", failures));
    }

    /** Downloads from a place until the file is whole; empty, or what was wrong. */
    private String attempt(String url) {
        int idle = 0;
        while (true) {
            long before = sizeFrom(url);
            try {
                transfer(url, before);
                clear();
                String wrong = target.wrong(target.part());
                if (wrong.isEmpty()) {
                    target.accept();
                    return "";
                }
                target.discard();
                return wrong;
            } catch (Unusable e) {
                clear();
                return String.valueOf(e.getMessage());
            } catch (IOException e) {
                clear();
                idle = sizeFrom(url) > before ? 0 : idle + 1;
                if (idle >= IDLE_ATTEMPTS) {
                    return reason(e);
                }
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "host " + e.getMessage() + " unknown (no network?)";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "no connection (" + e.getMessage() + ")";
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer within " + TIMEOUT_MILLIS / 1000 + " seconds";
        }
        if (e instanceof SSLException) {
            return "no secure connection (" + e.getMessage() + ")";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** How much has arrived from a place; parts from elsewhere do not count. */
    private long sizeFrom(String url) {
        try {
            return Files.exists(target.part()) && url.equals(origin(0)) ? Files.size(target.part()) : 0;
        } catch (IOException e) {
            throw FileErrors.failure(target.part(), "read", e);
        }
    }

    /** A line about the part: its URL, or the tag by which the server knows whether its file is still the same. */
    private @Nullable String origin(int line) throws IOException {
        if (!Files.exists(target.origin())) {
            return null;
        }
        List<String> lines = Files.readAllLines(target.origin(), StandardCharsets.UTF_8);
        return lines.size() > line ? lines.get(line) : null;
    }

    private void transfer(String url, long have) throws IOException {
        HttpURLConnection connection = open(url, have);
        try {
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && have > 0) {
                target.discard();
                throw new IOException("HTTP 416 for the rest of the file");
            }
            boolean rest = status == HttpURLConnection.HTTP_PARTIAL && have > 0;
            if (!rest && status != HttpURLConnection.HTTP_OK) {
                throw new Unusable("HTTP " + status);
            }
            if (rest && !startsAt(connection.getHeaderField("Content-Range"), have)) {
                target.discard();
                throw new IOException("another part than was asked for");
            }
            receive(connection, url, rest ? have : 0);
        } finally {
            connection.disconnect();
        }
    }

    private static boolean startsAt(@Nullable String range, long start) {
        return range != null && range.startsWith("bytes " + start + "-");
    }

    /** Follows redirections, also from http to https. */
    private HttpURLConnection open(String first, long have) throws IOException {
        String url = first;
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpURLConnection connection = connect(url);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            // The file itself, not a form that the server compresses once more.
            connection.setRequestProperty("Accept-Encoding", "identity");
            String tag = origin(1);
            if (have > 0) {
                connection.setRequestProperty("Range", "bytes=" + have + "-");
                if (tag != null && !tag.isEmpty()) {
                    connection.setRequestProperty("If-Range", tag);
                }
            }
            String location = connection.getHeaderField("Location");
            if (connection.getResponseCode() / 100 != 3 || location == null) {
                return connection;
            }
            connection.disconnect();
            url = URI.create(url).resolve(location).toString();
        }
        throw new Unusable("more than " + REDIRECTS + " redirections");
    }

    private static HttpURLConnection connect(String url) throws IOException {
        try {
            URL address = URI.create(url).toURL();
            URLConnection connection = address.openConnection();
            if (connection instanceof HttpURLConnection http) {
                return http;
            }
        } catch (IllegalArgumentException e) {
            throw new Unusable("\"" + url + "\" is no URL");
        }
        throw new Unusable("\"" + url + "\", expected an URL of http or https");
    }

    /** Appends what arrives to the first {@code have} bytes of the part. */
    private void receive(HttpURLConnection connection, String url, long have) throws IOException {
        long length = connection.getContentLengthLong();
        requireSpace(length);
        long total = length < 0 ? target.file().compressedBytes() : have + length;
        long size = have;
        try (InputStream in = connection.getInputStream();
                OutputStream out = openPart(connection, url, have)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                write(out, chunk, n);
                size += n;
                if (size
                        > 2
                                * Math.max(
                                        target.file().compressedBytes(),
                                        target.file().bytes())) {
                    target.discard();
                    throw new Unusable("more than " + size + " bytes, expected about "
                            + target.file().compressedBytes());
                }
                show(size, total);
            }
        }
        if (length >= 0 && size != have + length) {
            throw new IOException("the connection broke after " + size + " of " + (have + length) + " bytes");
        }
    }

    private OutputStream openPart(HttpURLConnection connection, String url, long have) {
        try {
            if (have > 0) {
                return Files.newOutputStream(target.part(), StandardOpenOption.APPEND);
            }
            String tag = connection.getHeaderField("ETag");
            // A weak tag does not promise the same bytes.
            String strong = tag == null || tag.startsWith("W/") ? "" : tag;
            Files.write(target.origin(), List.of(url, strong), StandardCharsets.UTF_8);
            return Files.newOutputStream(target.part());
        } catch (IOException e) {
            throw FileErrors.failure(target.part(), "written", e);
        }
    }

    /** A full disk is no fault of the mirror. */
    private void write(OutputStream out, byte[] chunk, int length) {
        try {
            out.write(chunk, 0, length);
        } catch (IOException e) {
            clear();
            throw FileErrors.failure(target.part(), "written", e);
        }
    }

    private void requireSpace(long needed) {
        try {
            long free = Files.getFileStore(target.path().toAbsolutePath().getParent())
                    .getUsableSpace();
            if (needed > free) {
                throw CommandException.failure(target.path() + ": " + megabytes(needed)
                        + " to come, the disk has room for " + megabytes(free));
            }
        } catch (IOException e) {
            throw FileErrors.failure(target.path(), "written", e);
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    private void show(long size, long total) {
        long now = System.nanoTime();
        if (!terminal.interactive() || now - shownNanos < PROGRESS_NANOS) {
            return;
        }
        shownNanos = now;
        shown = true;
        double percent = total > 0 ? Math.min(100, 100.0 * size / total) : 0;
        terminal.err()
                .print(String.format(
                        Locale.ROOT, "\r%s %3.0f %%  %s of %s  ", label, percent, megabytes(size), megabytes(total)));
        terminal.err().flush();
    }

    private void clear() {
        if (shown) {
            terminal.err().print("\r" + " ".repeat(78) + "\r");
            terminal.err().flush();
            shown = false;
        }
    }
}
