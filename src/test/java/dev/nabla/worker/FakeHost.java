package dev.nabla.worker;

import dev.nabla.browser.ByteSink;
import dev.nabla.protocol.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.zip.GZIPInputStream;

/** A world in which time passes only where the test says so, and all is remembered. */
final class FakeHost implements Host {
    private static final int PART_BYTES = 1000;

    private double now = 1000;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingDouble(Timer::time));
    private final List<Event> events = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private double longestTask;

    private record Timer(double time, Runnable task) {}

    @Override
    public double now() {
        return now;
    }

    /** Work takes time. */
    void pass(double millis) {
        now += millis;
    }

    @Override
    public void post(Event event) {
        events.add(event);
        times.add(now);
    }

    @Override
    public void soon(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void later(Runnable task, double millis) {
        timers.add(new Timer(now + millis, task));
    }

    /** Lets so much time pass, and everything happen that is due. */
    void run(double millis) {
        double end = now + millis;
        while (now < end) {
            Timer timer = timers.peek();
            if (timer != null && timer.time() <= now) {
                timers.poll().task().run();
            } else if (!tasks.isEmpty()) {
                double started = now;
                tasks.poll().run();
                longestTask = Math.max(longestTask, now - started);
                now += 0.001;
            } else {
                now = timer == null ? end : Math.min(end, timer.time());
            }
        }
    }

    /** Runs until nothing is left to do. */
    void settle() {
        int slices = 0;
        while (!tasks.isEmpty() || !timers.isEmpty()) {
            run(10);
            if (slices++ > 1_000_000) {
                throw new AssertionError("It does not come to rest");
            }
        }
    }

    /** The longest time that a message had to wait for. */
    double longestTask() {
        return longestTask;
    }

    boolean isIdle() {
        return tasks.isEmpty() && timers.isEmpty();
    }

    /** All events of a kind so far. */
    <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The latest event of a kind. */
    <E extends Event> E last(Class<E> kind) {
        List<E> all = events(kind);
        if (all.isEmpty()) {
            throw new AssertionError("No " + kind.getSimpleName() + " among " + events);
        }
        return all.get(all.size() - 1);
    }

    /** When the events of a kind were posted. */
    List<Double> timesOf(Class<? extends Event> kind) {
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (kind.isInstance(events.get(i))) {
                found.add(times.get(i));
            }
        }
        return found;
    }

    /** All that was posted, oldest first. */
    List<Event> events() {
        return List.copyOf(events);
    }

    void forget() {
        events.clear();
        times.clear();
    }

    /** Puts a file on the site. */
    void put(String path, byte[] contents) {
        files.put(path, contents);
    }

    @Override
    public void fetch(String path, ByteSink sink) {
        byte[] contents = files.get(path);
        if (contents == null) {
            soon(() -> sink.failed("HTTP status 404"));
        } else {
            unpack(contents, sink);
        }
    }

    @Override
    public void unpack(byte[] file, ByteSink sink) {
        soon(() -> {
            boolean gzip = file.length > 1 && file[0] == 0x1f && (file[1] & 255) == 0x8b;
            try (InputStream raw = new ByteArrayInputStream(file);
                    InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
                deliver(in, file.length, sink);
            } catch (IOException e) {
                soon(() -> sink.failed(String.valueOf(e.getMessage())));
            }
        });
    }

    private void deliver(InputStream in, long total, ByteSink sink) throws IOException {
        byte[] part = new byte[PART_BYTES];
        for (int n = in.readNBytes(part, 0, part.length); n > 0; n = in.readNBytes(part, 0, part.length)) {
            byte[] copy = Arrays.copyOf(part, n);
            soon(() -> sink.arrived(copy, total, total));
        }
        soon(sink::ended);
    }
}
