/**
 * What a network is: layers, losses and initializers, each of which describes its computation once, forward and
 * backward, as operations of a program.
 *
 * <p>Uses {@code program}.
 */
@NullMarked
package dev.nabla.nn;

import org.jspecify.annotations.NullMarked;
