package dev.nabla.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.nabla.train.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The results of a search as lines of JSON: the first says which search it is, each other one holds a run. Lines are only
 * appended, each with one write; a last line without its end, of a search that was killed, is cut off.
 */
final class ResultsFile implements AutoCloseable {
    private static final long MAX_BYTES = 1L << 30;

    private final Path path;
    private final FileChannel channel;
    private final List<Search.Result> results = new ArrayList<>();

    private ResultsFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens a file that is there, or begins one.
     *
     * @param search what the search is; a file of another one is refused
     */
    static ResultsFile open(Path path, Map<String, Object> search) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            ResultsFile file = new ResultsFile(path, channel);
            try {
                file.lock();
                file.read(JsonWriter.string(search));
                return file;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileErrors.failure(path, "written", e);
        }
    }

    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw CommandException.failure(path + ": in use by another search", e);
        }
        if (lock == null) {
            throw CommandException.failure(path + ": in use by another search");
        }
    }

    private void read(String search) throws IOException {
        if (channel.size() > MAX_BYTES) {
            throw CommandException.failure(path + ": " + channel.size() + " bytes, expected the results of a search");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until all is read
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.isEmpty() && !search.startsWith(text)) {
            throw CommandException.failure(path + ": no results of a search, expected a new file or such results");
        }
        int kept = whole.getBytes(StandardCharsets.UTF_8).length;
        if (whole.isEmpty()) {
            channel.truncate(0);
            channel.position(0);
            writeLine(search);
            return;
        }
        List<String> lines = whole.lines().toList();
        requireSame(parse(lines.get(0), 1), search);
        for (int i = 1; i < lines.size(); i++) {
            results.add(result(lines.get(i), i + 1));
        }
        channel.truncate(kept);
        channel.position(kept);
    }

    private JsonObject parse(String line, int number) {
        try {
            return JsonParser.object().from(line);
        } catch (JsonParserException e) {
            throw CommandException.failure(path + ": line " + number + " is no object of JSON", e);
        }
    }

    private void requireSame(JsonObject found, String search) {
        JsonObject expected = parse(search, 1);
        for (Map.Entry<String, Object> entry : expected.entrySet()) {
            Object there = found.get(entry.getKey());
            if (!Objects.equals(text(there), text(entry.getValue()))) {
                throw CommandException.failure(path + ": results of another search: " + entry.getKey() + " "
                        + text(there) + ", expected " + text(entry.getValue()));
            }
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "missing" : JsonWriter.string(value);
    }

    private Search.Result result(String line, int number) {
        JsonObject json = parse(line, number);
        for (String name : List.of("trial", "round", "epochs", "seed")) {
            if (!(json.get(name) instanceof Number)) {
                throw CommandException.failure(path + ": line " + number + ": no number \"" + name + "\"");
            }
        }
        Search.Run run =
                new Search.Run(json.getInt("trial"), json.getInt("round"), json.getInt("epochs"), json.getInt("seed"));
        return new Search.Result(run, json.getDouble("loss", Double.NaN), json.getDouble("accuracy", Double.NaN));
    }

    /** The results that are there. */
    List<Search.Result> results() {
        return List.copyOf(results);
    }

    /** Appends a result; it is on disk when this returns. */
    void append(Search.Result result, Map<String, String> settings, double seconds) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("trial", result.run().trial());
        line.put("round", result.run().round());
        line.put("epochs", result.run().epochs());
        line.put("seed", result.run().seed());
        line.put("settings", settings);
        line.put("loss", finite(result.loss()));
        line.put("accuracy", finite(result.accuracy()));
        line.put("seconds", seconds);
        try {
            writeLine(JsonWriter.string(line));
        } catch (IOException e) {
            throw FileErrors.failure(path, "written", e);
        }
    }

    private static @Nullable Double finite(double number) {
        return Double.isNaN(number) || Double.isInfinite(number) ? null : (Double) number;
    }

    private void writeLine(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.failure(path, "written", e);
        }
    }
}
