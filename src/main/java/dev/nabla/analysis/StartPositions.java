package dev.nabla.analysis;

import dev.nabla.program.Random;

/**
 * Where points stand before t-SNE or UMAP move them: in the plane of their first two principal components, which keeps the
 * large structure (D. Kobak, P. Berens, The art of using t-SNE for single-cell transcriptomics, Nature Communications 10,
 * 2019), jittered so that no two stand on one line for ever.
 */
final class StartPositions {
    private StartPositions() {}

    /**
     * Scales and jitters a projection.
     *
     * @param points [count, width], principal components first
     * @param scale what the first two columns, centered, are multiplied by
     * @param jitter standard deviation of what is added
     * @return [count, 2]
     */
    static double[] of(float[] points, int count, int width, double scale, double jitter, int seed) {
        Random random = Random.of(seed, RandomStreams.JITTER, 0);
        double[] positions = new double[2 * count];
        for (int axis = 0; axis < 2; axis++) {
            double mean = axis < width ? mean(points, count, width, axis) : 0;
            for (int i = 0; i < count; i++) {
                double value = axis < width ? points[i * width + axis] - mean : 0;
                positions[2 * i + axis] = scale * value + jitter * random.normal(2 * i + axis);
            }
        }
        return positions;
    }

    /** The standard deviation of a column. */
    static double deviation(float[] points, int count, int width, int column) {
        double mean = mean(points, count, width, column);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double difference = points[i * width + column] - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / count);
    }

    /** The largest distance of a value in the first two columns from its column's mean. */
    static double extent(float[] points, int count, int width) {
        double extent = 0;
        for (int column = 0; column < Math.min(2, width); column++) {
            double mean = mean(points, count, width, column);
            for (int i = 0; i < count; i++) {
                extent = Math.max(extent, Math.abs(points[i * width + column] - mean));
            }
        }
        return extent;
    }

    private static double mean(float[] points, int count, int width, int column) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += points[i * width + column];
        }
        return sum / count;
    }
}
