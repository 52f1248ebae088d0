/**
 * What the page and its worker say to each other: commands in, events out, and their codec. Small typed messages; each
 * that concerns a run carries the run's id, so that what comes late from an abandoned run is dropped.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.nabla.protocol;

import org.jspecify.annotations.NullMarked;
