/**
 * How a network is trained: the trainer, its history, metrics and schedules. A run is a seed, settings and events.
 *
 * <p>Uses {@code data}, {@code nn}, {@code optim} and {@code program}.
 */
@NullMarked
package dev.nabla.train;

import org.jspecify.annotations.NullMarked;
