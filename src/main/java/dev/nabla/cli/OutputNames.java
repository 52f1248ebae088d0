package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.data.Values;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * What a network's outputs are.
 *
 * @param names of classes or of numbers to predict
 * @param units what 1 is in the data: numbers to predict may have been standardized
 */
record OutputNames(IntFunction<String> names, IntToDoubleFunction units) {
    /** Those of a data set; where it has classes, with these names. */
    static OutputNames of(Dataset data, IntFunction<String> classNames) {
        return data.targets() instanceof Values values
                ? new OutputNames(
                        i -> values.quantities().get(i).name(),
                        i -> values.quantities().get(i).deviation())
                : new OutputNames(classNames, i -> 1);
    }

    String name(int i) {
        return names.apply(i);
    }

    double unit(int i) {
        return units.applyAsDouble(i);
    }

    /** Whether the first {@code count} outputs have the same unit, so that errors may be averaged. */
    boolean haveOneUnit(int count) {
        for (int i = 1; i < count; i++) {
            if (unit(i) != unit(0)) {
                return false;
            }
        }
        return true;
    }
}
