package dev.nabla.optim;

/** Checks of the numbers that describe an optimizer or a schedule; messages name the owner, the number and its range. */
final class Ranges {
    private Ranges() {}

    static void requireLearningRate(String owner, float value) {
        requirePositive(owner, "learning rate", value);
    }

    static void requirePositive(String owner, String name, float value) {
        require(value > 0 && value <= Float.MAX_VALUE, owner, name, value, "a finite number above 0");
    }

    static void requireNotNegative(String owner, String name, float value) {
        require(value >= 0 && value <= Float.MAX_VALUE, owner, name, value, "a finite number that is not negative");
    }

    static void requireFraction(String owner, String name, float value) {
        require(value >= 0 && value < 1, owner, name, value, "0 to below 1");
    }

    /** What keeps a division from being one by zero must not be subnormal: those are slow. */
    static void requireEpsilon(String owner, float value) {
        boolean inRange = value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE;
        require(inRange, owner, "epsilon", value, "a finite number of at least " + Float.MIN_NORMAL);
    }

    static void requireShare(String owner, String name, float value) {
        require(value >= 0 && value <= 1, owner, name, value, "0 to 1");
    }

    static void requireShrinking(String owner, float factor) {
        require(factor > 0 && factor <= 1, owner, "factor", factor, "above 0, at most 1");
    }

    static void requireSteps(String owner, long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(owner + ": " + steps + " steps, expected at least 1");
        }
    }

    private static void require(boolean inRange, String owner, String name, float value, String expected) {
        if (!inRange) {
            throw new IllegalArgumentException(owner + ": " + name + " " + value + ", expected " + expected);
        }
    }
}
