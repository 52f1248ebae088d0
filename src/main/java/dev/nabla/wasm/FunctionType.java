package dev.nabla.wasm;

import java.util.Collections;
import java.util.List;

/** Parameters and results of a function. */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** A function of so many ints that gives nothing. */
    public static FunctionType ofInts(int parameters) {
        return new FunctionType(Collections.nCopies(parameters, ValueType.I32), List.of());
    }

    /** The same with an int as result. */
    public FunctionType givingInt() {
        return new FunctionType(parameters, List.of(ValueType.I32));
    }
}
