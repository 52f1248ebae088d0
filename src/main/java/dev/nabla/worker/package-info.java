/**
 * The entry of the trainer's worker: commands in, events out.
 *
 * <p>Uses {@code browser}, {@code analysis}, {@code bench}, {@code data}, {@code kernel}, {@code model}, {@code nn}, {@code optim},
 * {@code program}, {@code protocol}, {@code train}.
 */
@NullMarked
package dev.nabla.worker;

import org.jspecify.annotations.NullMarked;
