/**
 * Lowers a {@code Program} to a WebAssembly SIMD module that is specialised to its shapes, and runs it: the fast
 * executor, with the bits of the reference. What runs modules is behind {@code Machine}.
 *
 * <p>Uses {@code program}, {@code wasm}.
 */
@NullMarked
package dev.nabla.kernel;

import org.jspecify.annotations.NullMarked;
