package dev.nabla.analysis;

import dev.nabla.EngineFixture;
import java.util.Arrays;
import java.util.Random;

/** Labelled points of many features, and measures of what is left of their neighborhoods in the plane. */
final class Clouds {
    private Clouds() {}

    /** Normal clouds of deviation 1 around normal centers of that deviation, point i in cloud {@code i % clouds}. */
    static float[] blobs(int seed, int count, int width, int clouds, double deviation) {
        Random random = new Random(seed);
        float[] centers = EngineFixture.normals(random, clouds * width, deviation);
        float[] points = EngineFixture.normals(random, count * width, 1);
        for (int i = 0; i < points.length; i++) {
            points[i] += centers[i / width % clouds * width + i % width];
        }
        return points;
    }

    /** Positions as they are now. */
    static float[] positions(Embedding embedding) {
        float[] positions = new float[2 * embedding.count()];
        embedding.copyPositions(positions);
        return positions;
    }

    /** The k nearest neighbors of every point. */
    static int[] neighbors(float[] points, int count, int width, int k) {
        Neighbors neighbors = new Neighbors(points, count, width, k);
        neighbors.finish();
        return neighbors.indices();
    }

    /**
     * Trustworthiness (J. Venna, S. Kaski, Neighborhood preservation in nonlinear projection methods, 2001): 1 minus the
     * scaled sum, over neighbors in the plane, of how far their rank among the points lies beyond k.
     */
    static double trustworthiness(float[] points, int count, int width, float[] plane, int k) {
        int[] shown = neighbors(plane, count, 2, k);
        int[] rank = new int[count];
        double penalty = 0;
        for (int i = 0; i < count; i++) {
            long[] others = new long[count];
            for (int j = 0; j < count; j++) {
                float distance = i == j ? -1 : squaredDistance(points, width, i, j);
                others[j] = (long) Float.floatToIntBits(distance) << 32 | j;
            }
            // A negative float sorts first: the point itself has rank 0.
            Arrays.sort(others);
            for (int r = 0; r < count; r++) {
                rank[(int) others[r]] = r;
            }
            for (int j = 0; j < k; j++) {
                penalty += Math.max(0, rank[shown[i * k + j]] - k);
            }
        }
        return 1 - 2 * penalty / ((double) count * k * (2.0 * count - 3 * k - 1));
    }

    private static float squaredDistance(float[] points, int width, int i, int j) {
        float sum = 0;
        for (int f = 0; f < width; f++) {
            float difference = points[i * width + f] - points[j * width + f];
            sum += difference * difference;
        }
        return sum;
    }

    /** The share of the k nearest neighbors that carry the point's label; points [labels, width]. */
    static double agreement(float[] points, int width, int[] labels, int k) {
        int count = labels.length;
        int[] shown = neighbors(points, count, width, k);
        int same = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < k; j++) {
                same += labels[shown[i * k + j]] == labels[i] ? 1 : 0;
            }
        }
        return same / ((double) count * k);
    }
}
