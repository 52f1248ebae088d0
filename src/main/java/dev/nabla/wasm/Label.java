package dev.nabla.wasm;

/** An open block, loop or if of a function: what branches go to, the end of a block or the beginning of a loop. */
public final class Label {
    private final int depth;

    Label(int depth) {
        this.depth = depth;
    }

    /** How many were open outside. */
    int depth() {
        return depth;
    }
}
