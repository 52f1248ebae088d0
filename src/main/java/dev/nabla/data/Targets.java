package dev.nabla.data;

/** What a network should answer, one entry per example: a class ({@link Labels}) or numbers ({@link Values}). */
public sealed interface Targets permits Labels, Values {
    /** How many examples have a target. */
    int size();

    /** How many outputs a network needs: the number of classes, or of numbers per example. */
    int width();

    /**
     * New targets of the given examples, in that order.
     *
     * @throws DataException if an example does not exist
     */
    Targets select(int[] examples);
}
