package dev.nabla.data;

/** Checks and copies shared by everything that holds one row per example. */
final class Selection {
    private Selection() {}

    /**
     * The length of an array that holds the selected rows.
     *
     * @param rows indices of rows
     * @param width numbers per row
     * @param available length of the array that the rows come from
     * @throws DataException if a row does not exist or the length exceeds the largest array
     */
    static int checkedLength(int[] rows, int width, int available) {
        int count = width == 0 ? 0 : available / width;
        for (int row : rows) {
            if (row < 0 || row >= count) {
                throw new DataException("Selection: example " + row + ", expected 0.." + (count - 1));
            }
        }
        long length = (long) rows.length * width;
        if (length > Integer.MAX_VALUE) {
            throw new DataException("Selection: " + rows.length + " examples of " + width
                    + " numbers, expected at most " + Integer.MAX_VALUE + " numbers");
        }
        return (int) length;
    }

    /** A new array of the selected rows, {@code width} numbers each. */
    static float[] rows(float[] values, int[] rows, int width) {
        float[] selected = new float[checkedLength(rows, width, values.length)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
        return selected;
    }

    /**
     * Checks that all numbers are finite.
     *
     * @throws DataException naming {@code what}, the index and the value
     */
    static void requireFinite(String what, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DataException(what + ": number " + i + " is " + values[i] + ", expected a finite number");
            }
        }
    }
}
