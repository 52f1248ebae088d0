package dev.nabla.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Examples as points in the plane: their first two principal components, or t-SNE or UMAP of the first
 * {@value #COMPONENTS}, which leaves out noise and makes the search for neighbors cheap (L. van der Maaten, G. Hinton,
 * Visualizing data using t-SNE, JMLR 9, 2008, section 4.2, with 30).
 */
public final class Projection implements Embedding {
    /** Principal components that t-SNE and UMAP work on, where examples have more features. */
    public static final int COMPONENTS = 50;

    private static final int PROJECTED_AT_ONCE = 512;

    /** What principal components take of the whole ahead of t-SNE or UMAP, estimated. */
    private static final double PREPARING = 0.2;

    /** How examples come into the plane. */
    public enum Method {
        /** Principal component analysis. */
        PCA,
        /** t-distributed stochastic neighbor embedding. */
        TSNE,
        /** Uniform manifold approximation and projection. */
        UMAP
    }

    private final Method method;
    private final int count;
    private final int width;
    private final int seed;
    private final byte @Nullable [] pixels;
    private final float @Nullable [] values;
    private final Pca pca;
    private final float[] points;
    private boolean analyzing = true;
    private @Nullable PrincipalComponents components;
    private int projected;
    private @Nullable Embedding embedding;

    private Projection(
            Method method,
            byte @Nullable [] pixels,
            float @Nullable [] values,
            int count,
            int width,
            int seed,
            Pca pca,
            int wanted) {
        this.method = method;
        this.pixels = pixels;
        this.values = values;
        this.count = count;
        this.width = width;
        this.seed = seed;
        this.pca = pca;
        this.points = new float[count * wanted];
    }

    /**
     * Of images.
     *
     * @param pixels [count, width], unsigned; read until the projection is done
     * @param count at least 4
     * @param seed of what is random
     */
    public static Projection ofPixels(Method method, byte[] pixels, int count, int width, int seed) {
        int wanted = wanted(method, count, width);
        Pca pca = Pca.ofPixels(pixels, count, width, wanted);
        return new Projection(method, pixels, null, count, width, seed, pca, wanted);
    }

    /**
     * Of numbers, such as the outputs of a layer.
     *
     * @param values [count, width], finite; read until the projection is done
     * @param count at least 4
     * @param seed of what is random
     */
    public static Projection of(Method method, float[] values, int count, int width, int seed) {
        int wanted = wanted(method, count, width);
        Pca pca = Pca.of(values, count, width, wanted);
        return new Projection(method, null, values, count, width, seed, pca, wanted);
    }

    private static int wanted(Method method, int count, int width) {
        if (count < 4) {
            throw new IllegalArgumentException("Projection: " + count + " examples, expected at least 4");
        }
        return Math.min(width, method == Method.PCA ? 2 : COMPONENTS);
    }

    @Override
    public boolean step() {
        if (analyzing) {
            analyzing = pca.step();
            return true;
        }
        if (components == null) {
            components = pca.result();
        }
        if (projected < count) {
            project(components);
        } else if (embedding != null) {
            return embedding.step();
        }
        return projected < count || embedding != null;
    }

    private void project(PrincipalComponents onto) {
        int end = Math.min(count, projected + PROJECTED_AT_ONCE);
        if (pixels != null) {
            onto.projectPixels(pixels, projected, end, points);
        } else if (values != null) {
            onto.project(values, projected, end, points);
        }
        projected = end;
        if (projected == count) {
            embedding = embed(onto.count());
        }
    }

    private @Nullable Embedding embed(int dimensions) {
        return switch (method) {
            case PCA -> null;
            case TSNE -> new Tsne(points, count, dimensions, TsneSettings.usual(seed));
            case UMAP -> new Umap(points, count, dimensions, UmapSettings.usual(seed));
        };
    }

    @Override
    public double progress() {
        double prepared = 0.5 * pca.progress() + 0.5 * projected / count;
        if (method == Method.PCA) {
            return prepared;
        }
        return PREPARING * prepared + (1 - PREPARING) * (embedding == null ? 0 : embedding.progress());
    }

    @Override
    public int count() {
        return count;
    }

    /** Number of features of an example. */
    public int width() {
        return width;
    }

    /** The principal components, or null while they are not known yet. */
    public @Nullable PrincipalComponents components() {
        return components;
    }

    /** Copies the positions as they are now; what is not projected yet stands at 0. */
    @Override
    public void copyPositions(float[] positions) {
        if (embedding != null) {
            embedding.copyPositions(positions);
            return;
        }
        int dimensions = points.length / count;
        for (int i = 0; i < count; i++) {
            positions[2 * i] = points[i * dimensions];
            positions[2 * i + 1] = dimensions > 1 ? points[i * dimensions + 1] : 0;
        }
    }
}
