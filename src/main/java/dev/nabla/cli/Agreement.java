package dev.nabla.cli;

import org.jspecify.annotations.Nullable;

/**
 * Compares flags with what a saved run was made with.
 *
 * @param file that holds the run
 */
record Agreement(String file) {
    /**
     * Checks one flag.
     *
     * @param given null where the flag is not given
     * @throws CommandException naming both values if they differ
     */
    void require(String flag, @Nullable Object given, @Nullable Object saved) {
        if (given != null && !given.equals(saved)) {
            throw CommandException.usage(flag + " " + given + ": the run in " + file + " has " + saved);
        }
    }
}
