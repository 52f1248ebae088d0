package dev.nabla.analysis;

/**
 * Something that is wrong with a run.
 *
 * @param disease what
 * @param severity how bad
 * @param sentence one plain sentence with the numbers
 * @param remedy what may help
 */
public record Finding(Disease disease, Severity severity, String sentence, Remedy remedy) {
    /** What may be wrong. */
    public enum Disease {
        DIVERGING,
        DEAD_RELUS,
        SATURATION,
        VANISHING_GRADIENTS,
        EXPLODING_GRADIENTS,
        OVERFITTING,
        PLATEAU,
        SMALL_BATCH
    }

    /** How bad it is. */
    public enum Severity {
        /** The network learns, but could learn better. */
        WARNING,
        /** The network cannot learn like this. */
        SERIOUS
    }
}
