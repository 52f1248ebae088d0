/**
 * An assembler for WebAssembly modules in their binary format, and a disassembler to text. Knows nothing of networks.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.nabla.wasm;

import org.jspecify.annotations.NullMarked;
