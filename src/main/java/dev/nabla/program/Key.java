package dev.nabla.program;

/**
 * A column of the table of random keys that a program reads: each step of a {@link Slice} has the two words of a
 * {@link Random} in it, from which an operation draws as many numbers as it needs.
 *
 * @param column position in {@link Program#keys()}
 * @param name unique among the program's keys
 * @param stream the id of the random numbers' stream, see {@link Random.Stream#id}
 */
public record Key(int column, String name, int stream) {}
