package dev.nabla.data;

/** What is to be predicted from a table. */
public enum TableTask {
    /** One of several classes. */
    CLASSIFICATION("classification"),

    /** One or more numbers. */
    REGRESSION("regression"),

    /** Which of several labels apply, any number of them. */
    MULTI_LABEL("multi-label");

    private final String label;

    TableTask(String label) {
        this.label = label;
    }

    /** Lower-case name for commands. */
    public String label() {
        return label;
    }
}
