/**
 * Bindings to the browser: the only place where Java and JavaScript meet.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.nabla.browser;

import org.jspecify.annotations.NullMarked;
