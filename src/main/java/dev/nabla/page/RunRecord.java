package dev.nabla.page;

import dev.nabla.present.Confusion;
import dev.nabla.present.Curve;
import dev.nabla.present.Mark;
import dev.nabla.protocol.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page knows of the run: curves, counts, what happened. The worker's events fill it. */
final class RunRecord {
    /** Weight of the past in the smoothed training curves. */
    private static final double BETA = 0.95;

    /** More points of a training curve are not kept over a reload. */
    private static final int KEPT_POINTS = 20_000;

    final Curve trainingLoss = new Curve("training", BETA);
    final Curve trainingAccuracy = new Curve("training", BETA);
    final Curve validationLoss = new Curve("validation");
    final Curve validationAccuracy = new Curve("validation");
    private final List<Mark> marks = new ArrayList<>();
    private @Nullable Confusion confusion;
    private int correct;
    private int count;
    private int step;
    private long examples;

    private void clear() {
        keepUntil(-1);
        confusion = null;
        correct = 0;
        count = 0;
        step = 0;
        examples = 0;
    }

    private void keepUntil(int last) {
        for (Curve curve : curves()) {
            curve.keepUntil(last);
        }
        marks.removeIf(mark -> mark.step() > last);
        step = Math.max(0, last);
    }

    /** A run begins, or goes on from a step that it had reached: what came behind that is forgotten. */
    void begin(Event.Started started) {
        if (started.step() > 0) {
            keepUntil(started.step());
        } else {
            clear();
        }
        step = started.step();
        examples = started.examples();
    }

    void add(Event.Progress progress) {
        float[] losses = progress.losses();
        for (int i = 0; i < losses.length; i++) {
            int at = progress.step() - losses.length + 1 + i;
            if (at > trainingLoss.lastStep()) {
                trainingLoss.append(at, losses[i]);
                trainingAccuracy.append(at, progress.accuracies()[i]);
            }
        }
        step = progress.step();
        examples = progress.examples();
    }

    void add(Event.Validated validated) {
        if (validated.step() >= validationLoss.lastStep()) {
            validationLoss.append(validated.step(), validated.loss());
            validationAccuracy.append(validated.step(), (float) validated.correct() / validated.count());
        }
        correct = validated.correct();
        count = validated.count();
        int classes = (int) Math.floor(Math.sqrt(validated.confusion().length) + 0.5);
        confusion = classes == 0 ? null : new Confusion(classes, validated.confusion());
    }

    void mark(String label) {
        if (!marks.isEmpty() && marks.get(marks.size() - 1).step() == step) {
            marks.remove(marks.size() - 1);
        }
        marks.add(new Mark(step, label));
    }

    List<Mark> marks() {
        return marks;
    }

    /** Steps done. */
    int step() {
        return step;
    }

    /** Examples seen. */
    long examples() {
        return examples;
    }

    /** Correct validation examples at the last measurement. */
    int correct() {
        return correct;
    }

    /** Validation examples of the last measurement; 0 before the first. */
    int count() {
        return count;
    }

    /** Of the last measurement; null before the first. */
    @Nullable
    Confusion confusion() {
        return confusion;
    }

    private List<Curve> curves() {
        return List.of(trainingLoss, trainingAccuracy, validationLoss, validationAccuracy);
    }

    /** The number of examples in two words, then each curve's steps, led by their number; long curves are thinned out. */
    int[] steps() {
        int[] kept = new int[6 + 4 * KEPT_POINTS];
        kept[0] = (int) (examples >>> 32);
        kept[1] = (int) examples;
        int at = 2;
        for (Curve curve : curves()) {
            int stride = stride(curve);
            int start = at++;
            for (int i = 0; i < curve.size(); i += stride) {
                kept[at++] = curve.step(i);
            }
            kept[start] = at - start - 1;
        }
        return Arrays.copyOf(kept, at);
    }

    /** The curves' values, for the points of {@link #steps}. */
    float[] values() {
        float[] kept = new float[4 * KEPT_POINTS];
        int at = 0;
        for (Curve curve : curves()) {
            int stride = stride(curve);
            for (int i = 0; i < curve.size(); i += stride) {
                kept[at++] = curve.value(i);
            }
        }
        return Arrays.copyOf(kept, at);
    }

    private static int stride(Curve curve) {
        return (curve.size() + KEPT_POINTS - 1) / KEPT_POINTS + (curve.size() == 0 ? 1 : 0);
    }

    /** Puts curves back that {@link #steps} and {@link #values} gave; what is damaged is left out. */
    void restore(int[] steps, float[] values) {
        clear();
        int at = 2;
        int point = 0;
        for (Curve curve : curves()) {
            int points = at < steps.length ? steps[at++] : 0;
            for (int i = 0; i < points && at < steps.length && point < values.length; i++) {
                int next = steps[at++];
                float value = values[point++];
                if (curve.size() == 0 || next >= curve.lastStep()) {
                    curve.append(next, value);
                }
            }
        }
        step = trainingLoss.lastStep();
        examples = steps.length < 2 ? 0 : (long) steps[0] << 32 | (steps[1] & 0xffffffffL);
    }
}
