/**
 * The entries of the pages: they wire views to the worker.
 *
 * <p>Uses {@code browser}, {@code data} (its normalization of pictures: one implementation for generator, pad and uploaded
 * images, and no round trip to the worker while drawing), {@code present}, {@code protocol}, {@code view}.
 */
@NullMarked
package dev.nabla.page;

import org.jspecify.annotations.NullMarked;
