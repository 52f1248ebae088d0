package dev.nabla.analysis;

import java.util.Arrays;

/**
 * A quadtree over points in the plane, for sums over all pairs in n·log n steps (J. Barnes, P. Hut, A hierarchical O(N log
 * N) force-calculation algorithm, Nature 324, 1986): a cell whose side is less than θ times its distance counts as all its
 * points in their center. The sums are those of t-SNE (L. van der Maaten, Accelerating t-SNE using tree-based algorithms,
 * JMLR 15, 2014).
 *
 * <p>Points are sorted along the Z-order curve (G. Morton 1966), so that each cell is a range of them. Nodes stand in
 * preorder, each with the number of the node behind its subtree: the walk needs no stack. A node has at least two children
 * or is a leaf of at most {@value #LEAF} points, or of points that 2¹⁵ cells a side do not tell apart.
 */
final class QuadTree {
    private static final int LEAF = 8;
    private static final int LEVELS = 15;
    private static final int CELLS = 1 << LEVELS;
    private static final int RADIX_BITS = 10;
    private static final int RADIX = 1 << RADIX_BITS;

    private final int count;
    private final double inverseThetaSquared;
    private final int[] counts = new int[RADIX];
    private final int[] codes;
    private final int[] order;
    private final int[] otherCodes;
    private final int[] otherOrder;
    private final double[] sortedX;
    private final double[] sortedY;

    /** Of each node: the node behind its subtree. */
    private final int[] next;

    /** Of a leaf: its points in sorted order, first and end; of another node: end is 0. */
    private final int[] first;

    private final int[] end;
    private final double[] mass;
    private final double[] centerX;
    private final double[] centerY;

    /** Of each node: (side/θ)². */
    private final double[] reach;

    private int nodes;
    private double side;

    /**
     * Room for a tree.
     *
     * @param count of points, at least 1
     * @param theta 0 (nothing is far) … 0.7 (a point is never far from its own cell)
     */
    QuadTree(int count, double theta) {
        this.count = count;
        this.inverseThetaSquared = theta == 0 ? Double.POSITIVE_INFINITY : 1 / (theta * theta);
        codes = new int[count];
        order = new int[count];
        otherCodes = new int[count];
        otherOrder = new int[count];
        sortedX = new double[count];
        sortedY = new double[count];
        int most = 2 * count;
        next = new int[most];
        first = new int[most];
        end = new int[most];
        mass = new double[most];
        centerX = new double[most];
        centerY = new double[most];
        reach = new double[most];
    }

    /** Builds the tree of points {@code (positions[2i], positions[2i + 1])}, all finite. */
    void build(double[] positions) {
        encode(positions);
        sort();
        for (int s = 0; s < count; s++) {
            sortedX[s] = positions[2 * order[s]];
            sortedY[s] = positions[2 * order[s] + 1];
        }
        nodes = 0;
        addNode(0, count, 0);
    }

    private void encode(double[] positions) {
        double left = positions[0];
        double right = left;
        double bottom = positions[1];
        double top = bottom;
        for (int i = 1; i < count; i++) {
            left = Math.min(left, positions[2 * i]);
            right = Math.max(right, positions[2 * i]);
            bottom = Math.min(bottom, positions[2 * i + 1]);
            top = Math.max(top, positions[2 * i + 1]);
        }
        side = Math.max(Math.max(right - left, top - bottom), Double.MIN_NORMAL);
        double scale = CELLS / side;
        for (int i = 0; i < count; i++) {
            int column = Math.min(CELLS - 1, (int) ((positions[2 * i] - left) * scale));
            int row = Math.min(CELLS - 1, (int) ((positions[2 * i + 1] - bottom) * scale));
            codes[i] = spread(column) | spread(row) << 1;
            order[i] = i;
        }
    }

    /** Puts a zero in front of each of the lower 15 bits. */
    private static int spread(int bits) {
        int x = bits;
        x = (x | x << 8) & 0x00ff00ff;
        x = (x | x << 4) & 0x0f0f0f0f;
        x = (x | x << 2) & 0x33333333;
        return (x | x << 1) & 0x55555555;
    }

    /** By three stable passes over ten bits each. */
    private void sort() {
        for (int shift = 0; shift < 2 * LEVELS; shift += RADIX_BITS) {
            Arrays.fill(counts, 0);
            for (int i = 0; i < count; i++) {
                counts[codes[i] >>> shift & (RADIX - 1)]++;
            }
            int sum = 0;
            for (int digit = 0; digit < RADIX; digit++) {
                int own = counts[digit];
                counts[digit] = sum;
                sum += own;
            }
            for (int i = 0; i < count; i++) {
                int to = counts[codes[i] >>> shift & (RADIX - 1)]++;
                otherCodes[to] = codes[i];
                otherOrder[to] = order[i];
            }
            System.arraycopy(otherCodes, 0, codes, 0, count);
            System.arraycopy(otherOrder, 0, order, 0, count);
        }
    }

    /** Adds the subtree of a range of points that lie in one cell of that level. */
    private void addNode(int from, int to, int cellLevel) {
        int node = nodes++;
        int level = cellLevel;
        int shift = 2 * (LEVELS - 1 - level);
        while (to - from > LEAF && level < LEVELS && codes[from] >>> shift == codes[to - 1] >>> shift) {
            level++;
            shift -= 2;
        }
        first[node] = from;
        double cellSide = side / (1 << level);
        reach[node] = cellSide * cellSide * inverseThetaSquared;
        if (to - from <= LEAF || level == LEVELS) {
            end[node] = to;
            weigh(node, from, to);
        } else {
            end[node] = 0;
            divide(node, from, to, level, shift);
        }
        next[node] = nodes;
    }

    private void divide(int node, int from, int to, int level, int shift) {
        double m = 0;
        double x = 0;
        double y = 0;
        for (int at = from; at < to; ) {
            int quadrant = codes[at] >>> shift;
            int stop = at + 1;
            while (stop < to && codes[stop] >>> shift == quadrant) {
                stop++;
            }
            int child = nodes;
            addNode(at, stop, level + 1);
            m += mass[child];
            x += mass[child] * centerX[child];
            y += mass[child] * centerY[child];
            at = stop;
        }
        mass[node] = m;
        centerX[node] = x / m;
        centerY[node] = y / m;
    }

    private void weigh(int node, int from, int to) {
        double x = 0;
        double y = 0;
        for (int s = from; s < to; s++) {
            x += sortedX[s];
            y += sortedY[s];
        }
        mass[node] = to - from;
        centerX[node] = x / (to - from);
        centerY[node] = y / (to - from);
    }

    /**
     * The repulsion of t-SNE: {@code forces[i] = Σⱼ w²·(yᵢ − yⱼ)} with {@code w = 1/(1 + ‖yᵢ − yⱼ‖²)}.
     *
     * @param forces [count, 2], overwritten
     * @return {@code Z = Σᵢ Σⱼ≠ᵢ w}
     */
    double repel(double[] forces) {
        double z = 0;
        for (int s = 0; s < count; s++) {
            double px = sortedX[s];
            double py = sortedY[s];
            double fx = 0;
            double fy = 0;
            // A point meets itself in its leaf, where w = 1 and the force 0.
            double own = -1;
            for (int node = 0; node < nodes; ) {
                double dx = px - centerX[node];
                double dy = py - centerY[node];
                double squared = dx * dx + dy * dy;
                if (squared > reach[node]) {
                    double w = 1 / (1 + squared);
                    double massW = mass[node] * w;
                    own += massW;
                    fx += massW * w * dx;
                    fy += massW * w * dy;
                    node = next[node];
                } else if (end[node] == 0) {
                    node++;
                } else {
                    for (int other = first[node]; other < end[node]; other++) {
                        double ox = px - sortedX[other];
                        double oy = py - sortedY[other];
                        double w = 1 / (1 + ox * ox + oy * oy);
                        own += w;
                        fx += w * w * ox;
                        fy += w * w * oy;
                    }
                    node = next[node];
                }
            }
            z += own;
            forces[2 * order[s]] = fx;
            forces[2 * order[s] + 1] = fy;
        }
        return z;
    }
}
