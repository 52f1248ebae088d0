package dev.nabla.analysis;

import java.util.Arrays;

/**
 * The k nearest neighbors of every point, exactly: by {@code d² = Σᵢ (aᵢ − bᵢ)²} in float32 between all pairs, four at a
 * time. n²·width subtractions, multiplications and additions; of equal distances the lower index is nearer; a point is not
 * its own neighbor.
 */
public final class Neighbors implements Stepwise {
    /** Operations of one part. */
    private static final long PART = 1 << 23;

    /** Points that are compared with one point before the next one: what fits the first-level cache. */
    private static final int BLOCK_FLOATS = 4096;

    private final float[] points;
    private final int count;
    private final int width;
    private final int k;
    private final int[] indices;
    private final float[] squaredDistances;
    private int done;

    /**
     * Prepares the search.
     *
     * @param points [count, width], finite
     * @param k neighbors of each point, 1 … count − 1
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public Neighbors(float[] points, int count, int width, int k) {
        if (width < 1 || (long) count * width != points.length) {
            throw new IllegalArgumentException("Neighbors: " + points.length + " values for " + count + " points of "
                    + width + " features, expected " + (long) count * width);
        }
        if (k < 1 || k >= count) {
            throw new IllegalArgumentException(
                    "Neighbors: " + k + " neighbors among " + count + " points, expected 1 to " + (count - 1));
        }
        this.points = points;
        this.count = count;
        this.width = width;
        this.k = k;
        this.indices = new int[count * k];
        this.squaredDistances = new float[count * k];
        Arrays.fill(squaredDistances, Float.POSITIVE_INFINITY);
        Arrays.fill(indices, -1);
    }

    @Override
    public boolean step() {
        int rows = (int) Math.max(1, Math.min(count - done, PART / ((long) count * width)));
        int end = Math.min(count, done + rows);
        int block = Math.max(4, BLOCK_FLOATS / width);
        for (int from = 0; from < count; from += block) {
            for (int i = done; i < end; i++) {
                compare(i, from, Math.min(count, from + block));
            }
        }
        done = end;
        return done < count;
    }

    @Override
    public double progress() {
        return (double) done / count;
    }

    /** Number of points. */
    public int count() {
        return count;
    }

    /** Neighbors of each point. */
    public int k() {
        return k;
    }

    /** The neighbors, nearest first, [count, k]; the array itself. */
    public int[] indices() {
        return indices;
    }

    /** The squares of their distances, [count, k]; the array itself. */
    public float[] squaredDistances() {
        return squaredDistances;
    }

    private void compare(int i, int from, int to) {
        int j = from;
        for (; j + 4 <= to; j += 4) {
            compareFour(i, j);
        }
        for (; j < to; j++) {
            float sum = 0;
            for (int f = 0; f < width; f++) {
                float difference = points[i * width + f] - points[j * width + f];
                sum += difference * difference;
            }
            offer(i, j, sum);
        }
    }

    private void compareFour(int i, int j) {
        int a = i * width;
        int b0 = j * width;
        int b1 = b0 + width;
        int b2 = b1 + width;
        int b3 = b2 + width;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int f = 0; f < width; f++) {
            float x = points[a + f];
            float d0 = x - points[b0 + f];
            float d1 = x - points[b1 + f];
            float d2 = x - points[b2 + f];
            float d3 = x - points[b3 + f];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        offer(i, j, s0);
        offer(i, j + 1, s1);
        offer(i, j + 2, s2);
        offer(i, j + 3, s3);
    }

    /** Puts j among the neighbors of i where it belongs; comes in ascending order of j. */
    private void offer(int i, int j, float distance) {
        int first = i * k;
        int at = first + k - 1;
        if (i == j || !(distance < squaredDistances[at])) {
            return;
        }
        for (; at > first && squaredDistances[at - 1] > distance; at--) {
            squaredDistances[at] = squaredDistances[at - 1];
            indices[at] = indices[at - 1];
        }
        squaredDistances[at] = distance;
        indices[at] = j;
    }
}
