package dev.nabla.program;

/**
 * A column of the table of per-step numbers that a program reads, such as the learning rate. Java fills one row a step
 * before a {@link Slice} runs.
 *
 * @param column position in {@link Program#scalars()}
 * @param name unique in its program
 * @param initialValue what a step reads unless {@link Slice#set} says otherwise
 */
public record Scalar(int column, String name, float initialValue) {}
