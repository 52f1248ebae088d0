package dev.nabla.data;

import java.util.List;

/**
 * Handwritten digits without end, drawn from stroke models and normalized like MNIST.
 *
 * <p>Example i is a function of the seed, the group of writers and i alone, so a stream can be read in any order and
 * from any place. Every ten examples from a multiple of ten on hold each digit once. The writers of the two groups have
 * different ids: what is learned from {@link Group#TRAINING} and measured on {@link Group#VALIDATION} is measured on
 * writers never seen.
 *
 * <p>An instance serves one thread; it reuses its memory, nothing is allocated per example.
 */
public final class Handwriting {

    /** Number of digits. */
    public static final int CLASSES = 10;

    /** Pixels of an example: [28, 28] u8, row-major, ink bright. */
    public static final int PIXELS = ImageNormalizer.SIDE * ImageNormalizer.SIDE;

    /** Number of writers of {@link Group#TRAINING}: ids 0 to 65,535. Those of validation follow. */
    static final int TRAINING_WRITERS = 1 << 16;

    /** Number of writers of {@link Group#VALIDATION}. */
    static final int VALIDATION_WRITERS = 1 << 20;

    /** The most examples of a stream. */
    private static final long MAX_EXAMPLES = 1L << 50;

    /** Where the draw that orders ten successive digits is found in the step of their number. */
    private static final int ORDER_DRAW = 1_000;

    /** How many of a hundred digits are written as their writer usually does. */
    private static final int FAITHFUL = 85;

    /** Of 256, how much the key shapes follow the writer and not the mood. */
    private static final int TASTE = 192;

    /** By how much blends of key shapes are exaggerated, 256 for not at all. */
    private static final int EXAGGERATION = 300;

    /** Deviations from digit to digit, in the units of {@link Writer}. */
    private static final int ENDS = 90;

    private static final int ROUNDNESS = 16;
    private static final int PRESSURE = 18;

    private static final int MIN_RADIUS = 52;
    private static final int MAX_RADIUS = 330;

    /** How many of 256 pictures have a speck of dust on them, and its radius. */
    private static final int SPECKS = 4;

    private static final int SPECK_RADIUS = 50;

    /** Who writes. */
    public enum Group {
        /** 65,536 writers, one of them drawn for each example. */
        TRAINING(RandomBits.TRAINING_DIGIT),
        /** Other writers, each of whom writes ten successive examples: a thousand writers for 10,000 digits. */
        VALIDATION(RandomBits.VALIDATION_DIGIT);

        private final int stream;

        Group(int stream) {
            this.stream = stream;
        }
    }

    private final List<StrokeModel> models = StrokeModel.digits();
    private final Writer writer;
    private final Draws habits;
    private final Draws draws;
    private final Distortion distortion = new Distortion();
    private final PenPath path = new PenPath();
    private final StrokeRasterizer rasterizer = new StrokeRasterizer();
    private final ImageNormalizer normalizer = new ImageNormalizer();
    private final int[] weights = new int[Allograph.MAX_SHAPES];

    /** Makes a generator whose seed is that of {@code bits}. */
    public Handwriting(RandomBits bits) {
        writer = new Writer(bits);
        habits = new Draws(bits);
        draws = new Draws(bits);
    }

    /**
     * Renders the examples {@code first .. first + count − 1} of a group.
     *
     * @param pixels [·, 28, 28] u8, overwritten from picture {@code offset} on
     * @param labels [·], overwritten from element {@code offset} on with digits from 0 to 9
     * @throws IllegalArgumentException if an argument is negative, or there is no room
     */
    public void render(Group group, long first, int count, byte[] pixels, int[] labels, int offset) {
        check(first, count);
        if (offset < 0 || pixels.length / PIXELS - offset < count || labels.length - offset < count) {
            throw new IllegalArgumentException("Handwriting: " + count + " examples at " + offset + ", room for "
                    + pixels.length / PIXELS + " pictures and " + labels.length + " labels");
        }
        for (int i = 0; i < count; i++) {
            labels[offset + i] = write(group, first + i).digit();
            int at = (offset + i) * PIXELS;
            normalizer.normalize(rasterizer.canvas(), StrokeRasterizer.SIDE, StrokeRasterizer.SIDE, pixels, at);
        }
    }

    /**
     * Returns the path of the pen of an example, for drawing it by other means.
     *
     * @return [strokes][x, y, x, y …] in 1/64 pixel of a square of 48 pixels, x to the right, y down
     * @throws IllegalArgumentException if {@code index} is negative
     */
    public int[][] strokes(Group group, long index) {
        check(index, 1);
        write(group, index);
        return path.copyStrokes();
    }

    private static void check(long first, int count) {
        if (first < 0 || count < 0 || first > MAX_EXAMPLES - count) {
            throw new IllegalArgumentException("Handwriting: examples from " + first + ", " + count + " of them");
        }
    }

    /** Writes an example on the canvas and returns in which way. */
    Allograph write(Group group, long index) {
        int digit = digit(group, index);
        draws.start(group.stream, index, 0);
        writer.become(writer(group, index, draws.next()));
        Allograph allograph = choose(digit);
        distortion.choose(writer, draws);
        distortion.apply(allograph, path.controlX(), path.controlY(), draws);
        path.moveEnds(allograph, writer.entry() + draws.normal(ENDS), writer.exit() + draws.normal(ENDS));
        path.flatten(allograph, writer.roundness() + draws.normal(ROUNDNESS), writer.cornerRoundness());
        path.smooth(writer.smoothing());
        int place = draws.next();
        path.fit(place & 63, (place >>> 6) & 63);
        rasterizer.clear((place >>> 12) & (StrokeRasterizer.GRAINS - 1));
        int pen = writer.penRadius() + draws.normal(PRESSURE);
        path.draw(rasterizer, radius(pen + draws.normal(PRESSURE)), radius(pen), radius(pen + draws.normal(PRESSURE)));
        if (place >>> 24 < SPECKS) {
            int limit = StrokeRasterizer.SIDE * StrokeRasterizer.UNITS;
            rasterizer.disc(draws.uniform(0, limit), draws.uniform(0, limit), SPECK_RADIUS);
        }
        return allograph;
    }

    private static int radius(int wanted) {
        return Math.max(MIN_RADIUS, Math.min(MAX_RADIUS, wanted));
    }

    /** Returns (multiplier·(i mod 10) + summand) mod 10, with a multiplier coprime to 10: each digit once in ten. */
    private int digit(Group group, long index) {
        draws.start(group.stream, index / CLASSES, ORDER_DRAW);
        int bits = draws.next();
        int multiplier = "1379".charAt(bits >>> 30) - '0';
        return ((int) (index % CLASSES) * multiplier + (bits & 0xFFFF)) % CLASSES;
    }

    /** Returns the id of the writer of an example. */
    static int writer(Group group, long index, int bits) {
        return group == Group.TRAINING ? bits >>> 16 : TRAINING_WRITERS + (int) (index / CLASSES % VALIDATION_WRITERS);
    }

    /** Chooses an allograph and blends its key shapes, both near to what the writer usually does. */
    private Allograph choose(int digit) {
        writer.recall(digit, habits);
        int usual = habits.uniform(0, 100);
        int other = draws.uniform(0, 100);
        boolean faithful = draws.uniform(0, 100) < FAITHFUL;
        Allograph allograph = models.get(digit).at(faithful ? usual : other);
        int shapes = allograph.shapes();
        int total = 0;
        int mine = 0;
        int now = 0;
        for (int shape = 0; shape < shapes; shape++) {
            if (shape % 4 == 0) {
                mine = habits.next();
                now = draws.next();
            }
            int liking = (TASTE * (mine & 0xFF) + (256 - TASTE) * (now & 0xFF)) >> 8;
            // The cube lets one or two key shapes prevail.
            weights[shape] = 1 + ((liking * liking * liking) >> 16);
            total += weights[shape];
            mine >>>= 8;
            now >>>= 8;
        }
        int mean = 256 / shapes;
        for (int shape = 0; shape < shapes; shape++) {
            weights[shape] = mean + (((weights[shape] * 256 / total - mean) * EXAGGERATION) >> 8);
        }
        allograph.blend(weights, path.controlX(), path.controlY());
        return allograph;
    }
}
