/**
 * What is computed: a {@code Program} is a list of typed operations over typed, shaped buffers. Here are the executors
 * in plain Java (float32, the reference) and in double precision (the oracle), the counter-based random numbers and the
 * float32 functions that make every executor agree to the bit.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.nabla.program;

import org.jspecify.annotations.NullMarked;
