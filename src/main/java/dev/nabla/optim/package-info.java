/**
 * How parameters are updated: optimizers, each described as operations of a program, and schedules of the learning
 * rate.
 *
 * <p>Uses {@code program}.
 */
@NullMarked
package dev.nabla.optim;

import org.jspecify.annotations.NullMarked;
