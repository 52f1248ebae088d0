package dev.nabla.analysis;

import dev.nabla.program.Maths;
import dev.nabla.program.Random;

/**
 * UMAP: positions in the plane whose similarities {@code 1/(1 + a·d²ᵇ)} (see {@link UmapCurve}) are like the memberships of
 * neighbors, {@code p + q − p·q} for the {@link SmoothDistances} p and q of both directions (L. McInnes, J. Healy, J.
 * Melville, UMAP: uniform manifold approximation and projection for dimension reduction, 2018, algorithms 1 to 5). As in
 * umap-learn: an edge of weight w is drawn {@code w/max w} times an epoch, pulls both ends together by
 * {@code 2ab·d²⁽ᵇ⁻¹⁾/(1 + a·d²ᵇ)} of their difference, and pushes its first end from five random points by
 * {@code 2b/((0.001 + d²)·(1 + a·d²ᵇ))}; each coordinate moves by at most 4 times the rate, which falls from 1 to 0.
 *
 * <p>It starts from the first two columns of the points, which should be principal components, scaled to ±10 (umap-learn's
 * {@code init="pca"}). Random numbers are hashes of seed and epoch, the order of edges is fixed: the bits depend on
 * {@link Maths} only.
 */
public final class Umap implements Embedding {
    private static final int NEGATIVES = 5;
    private static final int CALIBRATED_AT_ONCE = 256;
    private static final double START_EXTENT = 10;
    private static final double START_JITTER = 1e-4;
    private static final double SOFTENING = 0.001;
    private static final double LARGEST_MOVE = 4;

    /** What search and calibration take of the whole, estimated. */
    private static final double PREPARING = 0.1;

    private final UmapSettings settings;
    private final int count;
    private final Neighbors neighbors;
    private final UmapCurve curve;
    private final float[] memberships;
    private final double[] positions;
    private int[] heads = new int[0];
    private int[] tails = new int[0];
    private float[] shares = new float[0];
    private boolean searching = true;
    private double meanDistance;
    private int calibrated;
    private int epoch;
    private int draws;

    /**
     * Prepares the descent.
     *
     * @param points [count, width], finite, principal components first; read until the neighbors are found
     * @param count at least 4
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public Umap(float[] points, int count, int width, UmapSettings settings) {
        if (count < 4) {
            throw new IllegalArgumentException("UMAP: " + count + " points, expected at least 4");
        }
        this.settings = settings;
        this.count = count;
        int k = Math.min(count, settings.neighbors()) - 1;
        this.neighbors = new Neighbors(points, count, width, k);
        this.memberships = new float[count * k];
        this.curve = UmapCurve.fit(settings.minimumDistance());
        double extent = StartPositions.extent(points, count, width);
        double scale = extent > 0 ? START_EXTENT / extent : 0;
        this.positions = StartPositions.of(points, count, width, scale, START_JITTER, settings.seed());
    }

    @Override
    public boolean step() {
        if (searching) {
            searching = neighbors.step();
        } else if (calibrated < count) {
            calibrate();
        } else if (epoch < settings.epochs()) {
            runEpoch();
        }
        return epoch < settings.epochs();
    }

    @Override
    public double progress() {
        double prepared = 0.5 * neighbors.progress() + 0.5 * calibrated / count;
        return PREPARING * prepared + (1 - PREPARING) * epoch / settings.epochs();
    }

    @Override
    public int count() {
        return count;
    }

    /** Number of epochs done. */
    public int epoch() {
        return epoch;
    }

    @Override
    public void copyPositions(float[] target) {
        for (int i = 0; i < positions.length; i++) {
            target[i] = (float) positions[i];
        }
    }

    private void calibrate() {
        int k = neighbors.k();
        float[] squared = neighbors.squaredDistances();
        if (calibrated == 0) {
            for (float square : squared) {
                meanDistance += Math.sqrt(square) / squared.length;
            }
        }
        int end = Math.min(count, calibrated + CALIBRATED_AT_ONCE);
        for (; calibrated < end; calibrated++) {
            SmoothDistances.calibrate(squared, calibrated * k, k, meanDistance, memberships);
        }
        if (calibrated == count) {
            connect(new NeighborGraph(neighbors, memberships));
        }
    }

    /** Keeps the edges that are drawn at least once. */
    private void connect(NeighborGraph graph) {
        float[] union = union(graph);
        float largest = 0;
        for (float weight : union) {
            largest = Math.max(largest, weight);
        }
        heads = new int[union.length];
        tails = new int[union.length];
        shares = new float[union.length];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            for (int e = graph.starts[i]; e < graph.starts[i + 1]; e++) {
                heads[kept] = i;
                tails[kept] = graph.columns[e];
                shares[kept] = union[e] / largest;
                kept += shares[kept] * settings.epochs() >= 1 ? 1 : 0;
            }
        }
        draws = kept;
    }

    /** The probability that at least one of the two directions is there: {@code p + q − p·q}. */
    static float[] union(NeighborGraph graph) {
        float[] union = new float[graph.edges()];
        for (int e = 0; e < union.length; e++) {
            union[e] = graph.forward[e] + graph.backward[e] - graph.forward[e] * graph.backward[e];
        }
        return union;
    }

    private void runEpoch() {
        Random random = Random.of(settings.seed(), RandomStreams.NEGATIVES, epoch);
        double rate = 1 - (double) epoch / settings.epochs();
        int drawn = 0;
        for (int e = 0; e < draws; e++) {
            // Drawn in the epochs in which share·(epoch + 1) passes a whole number.
            if ((int) (shares[e] * (epoch + 1.0)) == (int) (shares[e] * (double) epoch)) {
                continue;
            }
            attract(heads[e], tails[e], rate);
            for (int n = 0; n < NEGATIVES; n++) {
                repel(heads[e], random.below(drawn++, count), rate);
            }
        }
        epoch++;
    }

    private void attract(int i, int j, double rate) {
        double dx = positions[2 * i] - positions[2 * j];
        double dy = positions[2 * i + 1] - positions[2 * j + 1];
        double squared = dx * dx + dy * dy;
        if (squared > 0) {
            double power = power(squared);
            double factor = -2 * curve.a() * curve.b() * power / (squared * (1 + curve.a() * power));
            double mx = rate * clip(factor * dx);
            double my = rate * clip(factor * dy);
            positions[2 * i] += mx;
            positions[2 * i + 1] += my;
            positions[2 * j] -= mx;
            positions[2 * j + 1] -= my;
        }
    }

    private void repel(int i, int other, double rate) {
        double dx = positions[2 * i] - positions[2 * other];
        double dy = positions[2 * i + 1] - positions[2 * other + 1];
        double squared = dx * dx + dy * dy;
        if (squared > 0) {
            double factor = 2 * curve.b() / ((SOFTENING + squared) * (1 + curve.a() * power(squared)));
            positions[2 * i] += rate * clip(factor * dx);
            positions[2 * i + 1] += rate * clip(factor * dy);
        }
    }

    /** d²ᵇ of d². */
    private double power(double squared) {
        return Maths.exp((float) curve.b() * Maths.log((float) squared));
    }

    private static double clip(double move) {
        return Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move));
    }
}
