/**
 * What the page shows, without the page: scales, ticks, series, colors, hit areas and text. Pure, tested on the JVM.
 *
 * <p>Uses {@code protocol}.
 */
@NullMarked
package dev.nabla.present;

import org.jspecify.annotations.NullMarked;
