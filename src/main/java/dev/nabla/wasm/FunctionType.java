package dev.nabla.wasm;

import java.util.Collections;
import java.util.List;

/** Parameters and results of a function. */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionType that
                && isSame(parameters, that.parameters)
                && isSame(results, that.results);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + results.hashCode();
    }

    private static boolean isSame(List<ValueType> types, List<ValueType> others) {
        if (types.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
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
