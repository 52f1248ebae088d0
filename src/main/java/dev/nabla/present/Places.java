package dev.nabla.present;

import java.util.Arrays;

/**
 * Which units of a layer stand in the places of its block: all of them in order, or the most relevant ones. A unit that
 * stays keeps its place.
 */
public final class Places {

    private static final double STAY_BONUS = 1.5;

    private final int[] unitAt;
    private final int[] placeOf;

    /** Places for a layer; as many units as fit, the first ones. */
    public Places(int places, int units) {
        unitAt = new int[Math.min(places, units)];
        placeOf = new int[units];
        Arrays.fill(placeOf, -1);
        for (int i = 0; i < unitAt.length; i++) {
            unitAt[i] = i;
            placeOf[i] = i;
        }
    }

    public int count() {
        return unitAt.length;
    }

    public int unitAt(int place) {
        return unitAt[place];
    }

    /** The place of a unit; −1 if it is not shown. */
    public int placeOf(int unit) {
        return placeOf[unit];
    }

    /** Lets the most relevant units in. Returns whether anything has changed. */
    public boolean choose(double[] relevance) {
        if (unitAt.length == placeOf.length) {
            return false;
        }
        double[] rank = new double[placeOf.length];
        for (int i = 0; i < rank.length; i++) {
            // Positive, so that idle units fill what is left.
            rank[i] = (relevance[i] + 1e-9) * (placeOf[i] >= 0 ? STAY_BONUS : 1);
        }
        boolean[] wanted = new boolean[rank.length];
        for (int unit : Contributions.strongest(rank, unitAt.length)) {
            wanted[unit] = true;
        }
        boolean changed = false;
        int next = 0;
        for (int place = 0; place < unitAt.length; place++) {
            if (!wanted[unitAt[place]]) {
                while (!wanted[next] || placeOf[next] >= 0) {
                    next++;
                }
                placeOf[unitAt[place]] = -1;
                unitAt[place] = next;
                placeOf[next] = place;
                changed = true;
            }
        }
        return changed;
    }
}
