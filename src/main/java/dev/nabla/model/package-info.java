/**
 * What is kept: the formats of checkpoints and exports, with strict readers.
 *
 * <p>Uses {@code nn} and {@code program}.
 */
@NullMarked
package dev.nabla.model;

import org.jspecify.annotations.NullMarked;
