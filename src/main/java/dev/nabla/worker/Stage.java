package dev.nabla.worker;

import dev.nabla.program.Buffer;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.Tensor;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.Origin;
import dev.nabla.train.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the page's stage shows: a picture, and the weights of now or of a kept state. */
final class Stage {
    /** Networks with more parameters are large: copying them for every drawing would be felt. */
    static final int LARGE = 200_000;

    /** How often the weights of large networks are sent, at most. */
    static final double LARGE_MILLIS = 100;

    private static final double EXAMPLE_MILLIS = 1000;
    private static final int UNKNOWN = -1;

    private final Host host;
    private final Run run;
    private final Probe probe;
    private final boolean large;
    private @Nullable RunState scrubbed;
    private byte @Nullable [] drawing;
    private int request;
    private int example;
    private double exampleSince = Double.NEGATIVE_INFINITY;
    private double weightsSent = Double.NEGATIVE_INFINITY;
    private int looks;
    private boolean labelled;

    /** A stage that shows what the stage of the run before has shown, if there was one. */
    Stage(Host host, Run run, Function<Program, Executor> executors, @Nullable Stage before) {
        this.host = host;
        this.run = run;
        this.probe = new Probe(run.network(), executors);
        this.large = run.network().parameterCount() > LARGE;
        if (before != null) {
            drawing = before.drawing;
            request = before.request;
        }
    }

    /** Gives back what it holds outside of Java. */
    void close() {
        probe.close();
    }

    /** Whether the network is large. */
    boolean isLarge() {
        return large;
    }

    /** Shows a drawing, until told otherwise. */
    void draw(int request, byte[] pixels) {
        if (pixels.length != Networks.PIXELS) {
            throw new IllegalArgumentException(
                    "Drawing: " + pixels.length + " pixels, expected " + Networks.PIXELS + " (28 × 28)");
        }
        this.drawing = pixels;
        this.request = request;
    }

    /** Shows validation examples, beginning with another than the last, if that was shown for a second. */
    void showExamples() {
        drawing = null;
        request = 0;
        nextExample();
    }

    /** Shows a kept state; null for now. */
    void scrub(@Nullable RunState state) {
        scrubbed = state;
    }

    boolean isScrubbed() {
        return scrubbed != null;
    }

    /** Changes the example if it was shown for a second. */
    void nextExample() {
        double now = host.now();
        if (now - exampleSince >= EXAMPLE_MILLIS) {
            example = exampleSince < 0
                    ? 0
                    : (example + 1) % run.data().validation().size();
            exampleSince = now;
        }
    }

    /** The picture under these weights. */
    Event.Snapshot snapshot() {
        return snapshot(true);
    }

    /** The answer to a drawing: the weights of a large network are left out if they have just been sent. */
    Event.Snapshot answer() {
        return snapshot(!large || host.now() - weightsSent >= LARGE_MILLIS);
    }

    private Event.Snapshot snapshot(boolean withWeights) {
        byte[] picture = drawing;
        if (picture != null) {
            return look(Origin.DRAWING, picture, UNKNOWN, withWeights, false);
        }
        ValidationSet validation = run.data().validation();
        return look(Origin.VALIDATION, validation.picture(example), validation.label(example), withWeights, false);
    }

    /** Counts how often the stage has shown something. */
    int looks() {
        return looks;
    }

    /** What a buffer of the run's program holds for the picture on the stage; null if there is nothing. */
    float @Nullable [] values(String name) {
        RunState state = scrubbed;
        if (state == null) {
            Executor executor = run.executor();
            for (Buffer buffer : executor.program().persistent()) {
                if (buffer.name().equals(name)) {
                    float[] values = new float[buffer.shape().width()];
                    executor.read(buffer, values);
                    return values;
                }
            }
        } else {
            for (Tensor tensor : state.tensors()) {
                if (tensor.name().equals(name)) {
                    return tensor.values();
                }
            }
        }
        return probe.values(name, labelled);
    }

    /** What the next step begins with: its first example, with the gradients of its loss; the drawing if there is one. */
    Event.Snapshot beforeStep() {
        if (drawing != null) {
            return snapshot();
        }
        Examples next = run.nextExample();
        return look(Origin.TRAINING, next.pixels(), next.labels()[0], true, true);
    }

    private Event.Snapshot look(Origin origin, byte[] picture, int label, boolean withWeights, boolean withDeltas) {
        RunState state = scrubbed;
        List<Tensor> tensors = state == null ? run.weights() : state.tensors();
        probe.write(tensors);
        probe.look(picture, Math.max(0, label));
        looks++;
        labelled = label >= 0;
        List<float[]> weights = new ArrayList<>();
        List<float[]> biases = new ArrayList<>();
        if (withWeights) {
            for (int i = 0; i < run.network().layers().size(); i++) {
                weights.add(tensors.get(2 * i).values());
                biases.add(tensors.get(2 * i + 1).values());
            }
            weightsSent = host.now();
        }
        return new Event.Snapshot(
                run.id(),
                state == null ? run.step() : (int) state.step(),
                origin == Origin.DRAWING ? request : 0,
                origin,
                label,
                picture,
                weights,
                biases,
                probe.sums(),
                probe.activations(),
                withDeltas ? probe.deltas() : List.of(),
                run.keptSteps());
    }
}
