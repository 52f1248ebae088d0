package dev.nabla.analysis;

import dev.nabla.program.Maths;

/**
 * t-SNE: positions y in the plane whose similarities {@code qᵢⱼ = wᵢⱼ/Z, wᵢⱼ = 1/(1 + ‖yᵢ − yⱼ‖²)}, are like those of
 * the points, {@code pᵢⱼ = (p[j|i] + p[i|j])/2n} (see {@link Perplexity}): gradient descent on the Kullback-Leibler divergence
 * {@code Σ p·log(p/q)}, {@code ∂/∂yᵢ = 4·Σⱼ (pᵢⱼ − qᵢⱼ)·wᵢⱼ·(yᵢ − yⱼ)} (L. van der Maaten, G. Hinton, Visualizing data
 * using t-SNE, JMLR 9, 2008, eq. 5).
 *
 * <p>p is kept for the nearest 3·perplexity neighbors, q summed over a {@link QuadTree} (van der Maaten 2014). In the first
 * third of the iterations, at most 250, p counts 12 times (early exaggeration) and the momentum is 0.5, then 0.8; each
 * coordinate has a gain (R. Jacobs 1988: + 0.2 while the gradient keeps its sign against the velocity, × 0.8 else, at least
 * 0.01). The rate is max(n/48, 50) (A. Belkina et al., Nature Communications 10, 2019, n/12 for a gradient without the 4).
 * It starts from the first two columns of the points, which should be principal components, scaled to a deviation of 10⁻⁴.
 *
 * <p>Positions and forces are double precision: the bits depend on {@link Maths} only.
 */
public final class Tsne implements Embedding {
    /** What p is multiplied by at first. */
    public static final double EXAGGERATION = 12;

    private static final int MOST_EXAGGERATED = 250;
    private static final int NEIGHBORS_PER_PERPLEXITY = 3;
    private static final int CALIBRATED_AT_ONCE = 256;
    private static final double START_DEVIATION = 1e-4;
    private static final double START_JITTER = 1e-6;
    private static final double LEAST_RATE = 50;
    private static final double POINTS_PER_RATE = 48;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double LATE_MOMENTUM = 0.8;
    private static final double GAIN_STEP = 0.2;
    private static final double GAIN_FADE = 0.8;
    private static final double LEAST_GAIN = 0.01;

    /** What search and calibration take of the whole, estimated. */
    private static final double PREPARING = 0.15;

    private final TsneSettings settings;
    private final int count;
    private final float perplexity;
    private final Neighbors neighbors;
    private final float[] conditional;
    private final double[] positions;
    private final double[] velocities;
    private final double[] gains;
    private final double[] gradient;
    private final QuadTree tree;
    private int[] starts = new int[0];
    private int[] columns = new int[0];
    private double[] p = new double[0];
    private boolean searching = true;
    private int calibrated;
    private int iteration;

    /**
     * Prepares the descent.
     *
     * @param points [count, width], finite, principal components first; read until the neighbors are found
     * @param count at least 4
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public Tsne(float[] points, int count, int width, TsneSettings settings) {
        if (count < 4) {
            throw new IllegalArgumentException("t-SNE: " + count + " points, expected at least 4");
        }
        this.settings = settings;
        this.count = count;
        this.perplexity = Math.min(settings.perplexity(), (count - 1) / (float) NEIGHBORS_PER_PERPLEXITY);
        int k = Math.min(count - 1, Math.max(2, (int) (NEIGHBORS_PER_PERPLEXITY * perplexity)));
        this.neighbors = new Neighbors(points, count, width, k);
        this.conditional = new float[count * k];
        double deviation = StartPositions.deviation(points, count, width, 0);
        double scale = deviation > 0 ? START_DEVIATION / deviation : 0;
        this.positions = StartPositions.of(points, count, width, scale, START_JITTER, settings.seed());
        this.velocities = new double[2 * count];
        this.gradient = new double[2 * count];
        this.gains = new double[2 * count];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = 1;
        }
        this.tree = new QuadTree(count, settings.theta());
    }

    @Override
    public boolean step() {
        if (searching) {
            searching = neighbors.step();
        } else if (calibrated < count) {
            calibrate();
        } else if (iteration < settings.iterations()) {
            iterate();
        }
        return iteration < settings.iterations();
    }

    @Override
    public double progress() {
        double prepared = 0.5 * neighbors.progress() + 0.5 * calibrated / count;
        return PREPARING * prepared + (1 - PREPARING) * iteration / settings.iterations();
    }

    @Override
    public int count() {
        return count;
    }

    /** Number of iterations done. */
    public int iteration() {
        return iteration;
    }

    @Override
    public void copyPositions(float[] target) {
        for (int i = 0; i < positions.length; i++) {
            target[i] = (float) positions[i];
        }
    }

    /**
     * The Kullback-Leibler divergence of the positions, in nats, Z as the tree approximates it; costs as much as an
     * iteration. 0 while there are no similarities yet.
     */
    public double divergence() {
        if (calibrated < count) {
            return 0;
        }
        tree.build(positions);
        double sumOfWeights = tree.repel(gradient);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                if (p[e] > 0) {
                    sum += p[e] * Maths.log((float) (p[e] * sumOfWeights * (1 + squaredDistance(i, columns[e]))));
                }
            }
        }
        return sum;
    }

    private double squaredDistance(int i, int j) {
        double dx = positions[2 * i] - positions[2 * j];
        double dy = positions[2 * i + 1] - positions[2 * j + 1];
        return dx * dx + dy * dy;
    }

    private void calibrate() {
        int k = neighbors.k();
        int end = Math.min(count, calibrated + CALIBRATED_AT_ONCE);
        for (; calibrated < end; calibrated++) {
            Perplexity.calibrate(neighbors.squaredDistances(), calibrated * k, k, perplexity, conditional);
        }
        if (calibrated == count) {
            NeighborGraph graph = new NeighborGraph(neighbors, conditional);
            starts = graph.starts;
            columns = graph.columns;
            p = new double[graph.edges()];
            for (int e = 0; e < p.length; e++) {
                p[e] = ((double) graph.forward[e] + graph.backward[e]) / (2.0 * count);
            }
        }
    }

    private void iterate() {
        boolean early = iteration < Math.min(MOST_EXAGGERATED, settings.iterations() / 3);
        differentiate(early ? EXAGGERATION : 1);
        double rate = Math.max(count / POINTS_PER_RATE, LEAST_RATE);
        double momentum = early ? EARLY_MOMENTUM : LATE_MOMENTUM;
        for (int i = 0; i < positions.length; i++) {
            boolean turned = gradient[i] > 0 == velocities[i] > 0;
            gains[i] = turned ? Math.max(LEAST_GAIN, gains[i] * GAIN_FADE) : gains[i] + GAIN_STEP;
            velocities[i] = momentum * velocities[i] - rate * gains[i] * gradient[i];
            positions[i] += velocities[i];
        }
        center();
        iteration++;
    }

    /** Fills the gradient at the current positions, p multiplied by the exaggeration. */
    void differentiate(double exaggeration) {
        tree.build(positions);
        double inverseZ = 1 / tree.repel(gradient);
        for (int i = 0; i < count; i++) {
            double x = positions[2 * i];
            double y = positions[2 * i + 1];
            double fx = 0;
            double fy = 0;
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                int j = 2 * columns[e];
                double dx = x - positions[j];
                double dy = y - positions[j + 1];
                double pull = p[e] / (1 + dx * dx + dy * dy);
                fx += pull * dx;
                fy += pull * dy;
            }
            gradient[2 * i] = 4 * (exaggeration * fx - inverseZ * gradient[2 * i]);
            gradient[2 * i + 1] = 4 * (exaggeration * fy - inverseZ * gradient[2 * i + 1]);
        }
    }

    private void center() {
        double x = 0;
        double y = 0;
        for (int i = 0; i < count; i++) {
            x += positions[2 * i];
            y += positions[2 * i + 1];
        }
        for (int i = 0; i < count; i++) {
            positions[2 * i] -= x / count;
            positions[2 * i + 1] -= y / count;
        }
    }

    /** The positions themselves; for tests. */
    double[] positions() {
        return positions;
    }

    /** The gradient of the last {@link #differentiate}; for tests. */
    double[] gradient() {
        return gradient;
    }

    /** pᵢⱼ as a matrix, [count, count]; for tests. */
    double[] similarities() {
        double[] matrix = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                matrix[i * count + columns[e]] = p[e];
            }
        }
        return matrix;
    }
}
