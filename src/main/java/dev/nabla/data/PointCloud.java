package dev.nabla.data;

/** A set of points while it is generated, and the random numbers it is generated from. */
final class PointCloud {
    private final int classes;
    private final int perClass;
    private final double noise;
    private final RandomBits random;
    private final float[] values;
    private final int[] labels;

    PointCloud(int classes, int perClass, double noise, RandomBits random) {
        this.classes = classes;
        this.perClass = perClass;
        this.noise = noise;
        this.random = random;
        this.values = new float[2 * classes * perClass];
        this.labels = new int[classes * perClass];
    }

    int classes() {
        return classes;
    }

    int perClass() {
        return perClass;
    }

    /** Number i of perClass numbers in equal steps from first to last, both included; first if there is but one. */
    double steps(double first, double last, int i) {
        return perClass == 1 ? first : first + i * ((last - first) / (perClass - 1));
    }

    /** Uniform in (0, 1), for coordinate {@code axis} of point i of class c. */
    double uniform(int c, int i, int axis) {
        return Elementary.uniform(random.bits(RandomBits.POSITION, c, 2 * i + axis));
    }

    /** Normal with mean 0 and deviation {@code noise}, for coordinate {@code axis} of point i of class c. */
    double noise(int c, int i, int axis) {
        int index = 4 * i + 2 * axis;
        return noise
                * Elementary.normal(
                        random.bits(RandomBits.NOISE, c, index), random.bits(RandomBits.NOISE, c, index + 1));
    }

    /** Sets point i of class c, rounded to float32. */
    void put(int c, int i, double x, double y) {
        int point = c * perClass + i;
        values[2 * point] = (float) x;
        values[2 * point + 1] = (float) y;
        labels[point] = c;
    }

    Dataset toDataset(String name) {
        return new Dataset(
                name, InputShape.vector(2), new Floats(values), new Labels(labels, Labels.numbered(classes)));
    }
}
