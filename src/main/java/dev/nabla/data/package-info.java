/**
 * What is learned from: data sets, strict readers of their files, generators of points, splits and augmentation.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.nabla.data;

import org.jspecify.annotations.NullMarked;
