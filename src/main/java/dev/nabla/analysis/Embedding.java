package dev.nabla.analysis;

/** Points in the plane that show which examples are alike; positions can be had at any time. */
public interface Embedding extends Stepwise {
    /** Number of points. */
    int count();

    /**
     * Copies the positions as they are now.
     *
     * @param positions receives x and y of each point, [count, 2]
     */
    void copyPositions(float[] positions);
}
