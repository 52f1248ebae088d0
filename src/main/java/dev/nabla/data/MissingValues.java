package dev.nabla.data;

/** What becomes of rows in which a value is missing. */
public enum MissingValues {
    /** The first one is refused, by line and column. */
    REFUSE("error"),

    /** They are left out. */
    DROP("drop"),

    /** The mean of the training examples takes the value's place; a target must be there all the same. */
    MEAN("mean");

    private final String label;

    MissingValues(String label) {
        this.label = label;
    }

    /** Lower-case name for commands and files. */
    public String label() {
        return label;
    }

    /**
     * What this {@link #label} means.
     *
     * @throws DataException if there is no such label
     */
    public static MissingValues named(String label) {
        for (MissingValues values : values()) {
            if (values.label.equals(label)) {
                return values;
            }
        }
        throw new DataException("Missing values: \"" + label + "\", expected error, drop or mean");
    }
}
