/**
 * The parts that rooms are built from: components of the DOM and painters on canvas. Only stage, maths line and what
 * they consist of know what a network is.
 *
 * <p>Uses {@code browser}, {@code present} and {@code protocol}.
 */
@NullMarked
package dev.nabla.view;

import org.jspecify.annotations.NullMarked;
