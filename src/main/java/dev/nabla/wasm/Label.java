package dev.nabla.wasm;

/** An open block, loop or if of a function: what branches go to, the end of a block or the beginning of a loop. */
public final class Label {
    private final int depth;
    private boolean takesElse;

    Label(int depth, boolean takesElse) {
        this.depth = depth;
        this.takesElse = takesElse;
    }

    /** Whether an else may follow; at most once. */
    boolean takeElse() {
        boolean may = takesElse;
        takesElse = false;
        return may;
    }

    /** How many were open outside. */
    int depth() {
        return depth;
    }
}
