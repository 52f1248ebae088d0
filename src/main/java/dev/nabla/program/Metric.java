package dev.nabla.program;

/**
 * A column of the table of per-step numbers that a program writes, such as the mean loss. Every column is +0 at the
 * beginning of a step.
 *
 * @param column position in {@link Program#metrics()}
 * @param name unique in its program
 */
public record Metric(int column, String name) {}
