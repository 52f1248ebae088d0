/**
 * What can be said about a network: gradient checks against the oracle in double precision, projections and diagnosis.
 *
 * <p>Uses {@code data}, {@code nn}, {@code program} and {@code train}.
 */
@NullMarked
package dev.nabla.analysis;

import org.jspecify.annotations.NullMarked;
