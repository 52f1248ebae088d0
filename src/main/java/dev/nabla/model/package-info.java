/**
 * What is kept: the formats of checkpoints and exports, with strict readers. A checkpoint contains the run: settings,
 * events and position.
 *
 * <p>Uses {@code data}, {@code nn}, {@code optim}, {@code program} and {@code train}.
 */
@NullMarked
package dev.nabla.model;

import org.jspecify.annotations.NullMarked;
