package dev.nabla.data;

/**
 * Generated sets of points in the plane, with a class each; the same arguments give the same bits everywhere.
 *
 * <p>Inputs are [classes · perClass, 2], class after class in the order of their numbers. n stands for perClass, i for the
 * point 0 .. n − 1 of class c, z for standard normal deviates, u for numbers uniform in (0, 1), all independent.
 */
public enum Points {
    /**
     * Arms of a spiral: (r·sin 2.5t, r·cos 2.5t), r from 0 to 1 and t from 4c to 4(c + 1) in n equal steps, t + noise·z.
     * Source: H. Kinsley, D. Kukieła, Neural Networks from Scratch in Python, 2020, after A. Karpathy's CS231n notes.
     */
    SPIRAL("spiral", 3, false, 0.2) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            double r = cloud.steps(0, 1, i);
            double t = 2.5 * (cloud.steps(4 * c, 4 * (c + 1), i) + cloud.noise(c, i, 0));
            cloud.put(c, i, r * Elementary.sin(t), r * Elementary.cos(t));
        }
    },

    /** Concentric circles of radius (c + 1)/classes, points at equal angles, noise·z added to both coordinates. */
    CIRCLES("circles", 2, false, 0.05) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            double radius = (c + 1) / (double) cloud.classes();
            double angle = 2 * Elementary.PI * i / cloud.perClass();
            double x = radius * Elementary.cos(angle) + cloud.noise(c, i, 0);
            double y = radius * Elementary.sin(angle) + cloud.noise(c, i, 1);
            cloud.put(c, i, x, y);
        }
    },

    /**
     * Two half circles that interlock: (cos t, sin t) and (1 − cos t, ½ − sin t), t from 0 to π in n equal steps, noise·z
     * added to both coordinates. Coordinates as in scikit-learn's {@code make_moons}.
     */
    MOONS("moons", 2, true, 0.1) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            double t = cloud.steps(0, Elementary.PI, i);
            double x = Elementary.cos(t);
            double y = Elementary.sin(t);
            double noiseX = cloud.noise(c, i, 0);
            double noiseY = cloud.noise(c, i, 1);
            cloud.put(c, i, (c == 0 ? x : 1 - x) + noiseX, (c == 0 ? y : 0.5 - y) + noiseY);
        }
    },

    /**
     * Squares of a chessboard: (±u, ±u), equal signs in class 0 and unequal ones in class 1, x positive for even i; noise·z
     * added to both coordinates.
     */
    XOR("xor", 2, true, 0.05) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            double signX = i % 2 == 0 ? 1 : -1;
            double signY = c == 0 ? signX : -signX;
            double x = signX * cloud.uniform(c, i, 0) + cloud.noise(c, i, 0);
            double y = signY * cloud.uniform(c, i, 1) + cloud.noise(c, i, 1);
            cloud.put(c, i, x, y);
        }
    },

    /** Normal distributions with deviation noise, their centers at equal angles on the unit circle, the first at (1, 0). */
    BLOBS("blobs", 3, false, 0.25) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            double angle = 2 * Elementary.PI * c / cloud.classes();
            double x = Elementary.cos(angle) + cloud.noise(c, i, 0);
            double y = Elementary.sin(angle) + cloud.noise(c, i, 1);
            cloud.put(c, i, x, y);
        }
    },

    /**
     * A checkerboard of 4×4 squares of side ½ on [−1, 1]²: u in square i mod 8 of those where row + column − c is even;
     * noise·z added to both coordinates.
     */
    CHECKERBOARD("checkerboard", 2, true, 0.02) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            int square = i % (CHECKERS * CHECKERS / 2);
            int row = square / (CHECKERS / 2);
            int column = 2 * (square % (CHECKERS / 2)) + ((row + c) & 1);
            double x = (column + cloud.uniform(c, i, 0)) * (2.0 / CHECKERS) - 1 + cloud.noise(c, i, 0);
            double y = (row + cloud.uniform(c, i, 1)) * (2.0 / CHECKERS) - 1 + cloud.noise(c, i, 1);
            cloud.put(c, i, x, y);
        }
    },

    /**
     * A target: bands around the origin, two for each class in turn, the outermost ending at radius 1; band k, every second
     * point, covers radii (k + ¼ + ¾u)/(2·classes), angles 2π·u; noise·z added to both coordinates.
     */
    RINGS("rings", 2, false, 0.02) {
        @Override
        void place(PointCloud cloud, int c, int i) {
            int band = c + (i & 1) * cloud.classes();
            double radius = (band + RING_WIDTH * cloud.uniform(c, i, 0) + 1 - RING_WIDTH) / (2 * cloud.classes());
            double angle = 2 * Elementary.PI * cloud.uniform(c, i, 1);
            double x = radius * Elementary.cos(angle) + cloud.noise(c, i, 0);
            double y = radius * Elementary.sin(angle) + cloud.noise(c, i, 1);
            cloud.put(c, i, x, y);
        }
    };

    /** The most points a class may have. */
    public static final int MAX_PER_CLASS = 1_000_000;

    /** The largest noise. */
    public static final double MAX_NOISE = 100;

    private static final int MAX_CLASSES = 100;

    /** Squares of a checkerboard's side. */
    private static final int CHECKERS = 4;

    /** The part of a ring's band that has points; the rest is a gap. */
    private static final double RING_WIDTH = 0.75;

    /** Another name of {@link #SPIRAL}, whose label files and links hold. */
    private static final String SPIRALS = "spirals";

    private final String label;
    private final int defaultClasses;
    private final boolean classesFixed;
    private final double defaultNoise;

    Points(String label, int defaultClasses, boolean classesFixed, double defaultNoise) {
        this.label = label;
        this.defaultClasses = defaultClasses;
        this.classesFixed = classesFixed;
        this.defaultNoise = defaultNoise;
    }

    /** Computes point i of class c and puts it into the cloud. */
    abstract void place(PointCloud cloud, int c, int i);

    /**
     * The set with this {@link #label}.
     *
     * @throws DataException if there is none, naming all
     */
    public static Points named(String label) {
        StringBuilder labels = new StringBuilder();
        for (Points points : values()) {
            if (points.isNamedBy(label)) {
                return points;
            }
            labels.append(labels.length() == 0 ? "" : ", ").append(points.label);
        }
        throw new DataException("Points: \"" + label + "\", expected one of " + labels);
    }

    /** Whether a text names this set: its {@link #label}, or "spirals" for the spiral with its several arms. */
    public boolean isNamedBy(String text) {
        return label.equals(text) || (this == SPIRAL && text.equals(SPIRALS));
    }

    /** Lower-case name for commands and links. */
    public String label() {
        return label;
    }

    /** The usual number of classes. */
    public int defaultClasses() {
        return defaultClasses;
    }

    /** The fewest classes: 2. */
    public int minClasses() {
        return 2;
    }

    /** The most classes. */
    public int maxClasses() {
        return classesFixed ? defaultClasses : MAX_CLASSES;
    }

    /** The usual noise. */
    public double defaultNoise() {
        return defaultNoise;
    }

    /** The set with the usual number of classes and the usual noise. */
    public Dataset generate(int perClass, RandomBits random) {
        return generate(defaultClasses, perClass, defaultNoise, random);
    }

    /**
     * Generates the set.
     *
     * @param classes {@link #minClasses()} .. {@link #maxClasses()}
     * @param perClass 1 .. {@link #MAX_PER_CLASS}
     * @param noise 0 .. {@link #MAX_NOISE}; what it scales is said at each set
     * @param random asked for the streams {@link RandomBits#POSITION} and {@link RandomBits#NOISE}
     * @throws DataException if a number is out of its range
     */
    public Dataset generate(int classes, int perClass, double noise, RandomBits random) {
        if (classes < minClasses() || classes > maxClasses()) {
            throw new DataException(
                    label + ": " + classes + " classes, expected " + minClasses() + ".." + maxClasses());
        }
        if (perClass < 1 || perClass > MAX_PER_CLASS) {
            throw new DataException(label + ": " + perClass + " points per class, expected 1.." + MAX_PER_CLASS);
        }
        if (!(noise >= 0 && noise <= MAX_NOISE)) {
            throw new DataException(label + ": noise " + noise + ", expected 0.." + MAX_NOISE);
        }
        PointCloud cloud = new PointCloud(classes, perClass, noise, random);
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < perClass; i++) {
                place(cloud, c, i);
            }
        }
        return cloud.toDataset(label);
    }
}
