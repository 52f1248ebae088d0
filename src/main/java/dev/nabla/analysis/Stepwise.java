package dev.nabla.analysis;

/**
 * Work in small parts, so that a worker can post progress, pause and cancel between them. What comes out does not depend on
 * when its parts are done.
 */
public interface Stepwise {
    /**
     * Does the next part, which takes some milliseconds for some thousand examples.
     *
     * @return whether there is more to do; false again and again once all is done
     */
    boolean step();

    /** The share of the work that is done, 0 … 1, estimated; does not fall. */
    double progress();

    /** Does all that is left. */
    default void finish() {
        boolean more = step();
        while (more) {
            more = step();
        }
    }
}
