package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;

/**
 * Makes the sums beyond the last column +0 before another epilogue gets them: products with padding are NaN where a
 * factor is infinite.
 *
 * @param columns that count
 */
record Kept(Product.Epilogue epilogue, int columns) implements Product.Epilogue {
    @Override
    public boolean accumulates() {
        return epilogue.accumulates();
    }

    @Override
    public void begin(Code code) {
        epilogue.begin(code);
    }

    @Override
    public void emit(Code code, Local sums, Local place, int offset, Local column, int vector) {
        code.get(sums);
        Lanes.below(code, column, vector * Lanes.BYTES, columns);
        code.op(V128_AND).set(sums);
        epilogue.emit(code, sums, place, offset, column, vector);
    }

    @Override
    public void end(Code code) {
        epilogue.end(code);
    }
}
