/**
 * What can be said about a network: gradient checks against the oracle in double precision, every sum of a
 * step, projections of examples into the plane, and the diagnosis of runs.
 *
 * <p>Uses {@code data}, {@code nn}, {@code program} and {@code train}.
 */
@NullMarked
package dev.nabla.analysis;

import org.jspecify.annotations.NullMarked;
