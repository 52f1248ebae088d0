package dev.nabla.kernel;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.Opcode;
import dev.nabla.wasm.ValueType;

/**
 * A float of the current step: a scalar that it reads or a metric that it writes.
 *
 * @param row holds the address of the step's row of the table
 * @param offset of the float in the row, in bytes
 */
record Slot(Global row, int offset) {
    /** Loads it into all four lanes of a new variable. */
    Local splat(Code code) {
        Local vector = code.local(ValueType.V128);
        code.get(row).memory(Opcode.V128_LOAD32_SPLAT, offset).set(vector);
        return vector;
    }
}
