package dev.nabla.kernel;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Vector variables of one function for intermediate results that do not outlive the piece of code that needs them. */
final class Scratch {
    private final Code code;
    private final List<Local> vectors = new ArrayList<>();

    Scratch(Code code) {
        this.code = code;
    }

    /** The function's body. */
    Code code() {
        return code;
    }

    /** Vector {@code i}, the same each time. */
    Local vector(int i) {
        while (vectors.size() <= i) {
            vectors.add(code.local(ValueType.V128));
        }
        return vectors.get(i);
    }
}
