package dev.nabla.data;

import java.util.ArrayList;
import java.util.List;

/** One class per example, and the names of the classes. */
public final class Labels implements Targets {
    private final int[] values;
    private final List<String> classNames;

    /**
     * Wraps the array without a copy; the caller must not modify it afterwards.
     *
     * @param values [examples], each in 0 .. classNames.size() − 1
     * @param classNames the name of each class
     * @throws DataException if a label names no class
     */
    public Labels(int[] values, List<String> classNames) {
        this.values = values;
        this.classNames = List.copyOf(classNames);
        requireRange("Labels", values, classNames.size());
    }

    /**
     * Checks that all labels name a class.
     *
     * @throws DataException naming {@code what}, the example, its label and the range
     */
    static void requireRange(String what, int[] values, int classes) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= classes) {
                throw new DataException(
                        what + ": label " + values[i] + " of example " + i + ", expected 0.." + (classes - 1));
            }
        }
    }

    /** The names "0", "1" … of {@code classes} classes that have no better ones. */
    public static List<String> numbered(int classes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add(Integer.toString(i));
        }
        return List.copyOf(names);
    }

    /** The backing array [examples]; not to be modified. */
    public int[] values() {
        return values;
    }

    /** The name of each class; unmodifiable. */
    public List<String> classNames() {
        return classNames;
    }

    /** How many examples each class has: [classes], a new array. */
    public int[] counts() {
        int[] counts = new int[classNames.size()];
        for (int label : values) {
            counts[label]++;
        }
        return counts;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public int width() {
        return classNames.size();
    }

    @Override
    public Labels select(int[] examples) {
        int[] selected = new int[Selection.checkedLength(examples, 1, values.length)];
        for (int i = 0; i < examples.length; i++) {
            selected[i] = values[examples[i]];
        }
        return new Labels(selected, classNames);
    }
}
