package dev.nabla.present;

import java.util.Arrays;

/** The steps of a run that can be returned to, in ascending order, and the last one, which is now. */
public final class KeptSteps {

    private final int[] steps;
    private final int now;

    /** Kept steps, ascending; those after {@code now} are left out. */
    public KeptSteps(int[] kept, int now) {
        int count = 0;
        while (count < kept.length && kept[count] < now) {
            count++;
        }
        steps = Arrays.copyOf(kept, count + 1);
        steps[count] = now;
        this.now = now;
    }

    public int now() {
        return now;
    }

    /** The step nearest to a step. */
    public int nearest(double step) {
        int best = now;
        for (int kept : steps) {
            if (Math.abs(kept - step) < Math.abs(best - step)) {
                best = kept;
            }
        }
        return best;
    }

    /** The step so many places away from a step's nearest; the first or last one beyond the ends. */
    public int moved(int step, int places) {
        int index = Arrays.binarySearch(steps, nearest(step));
        return steps[Math.max(0, Math.min(steps.length - 1, index + places))];
    }

    /** The first step. */
    public int first() {
        return steps[0];
    }

    public int count() {
        return steps.length;
    }
}
