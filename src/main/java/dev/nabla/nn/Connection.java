package dev.nabla.nn;

import dev.nabla.program.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A layer, or a part of one, in its place in a program: what it computes, and how gradients go back through it.
 *
 * @param output [rows, …]
 * @param backward describes the backward computation; called at most once
 */
public record Connection(Buffer output, Backward backward) {
    /** The backward half of a connection. */
    @FunctionalInterface
    public interface Backward {
        /**
         * Describes the gradients of the learned tensors and of the input.
         *
         * @param dOutput the loss's derivative by the output, [rows, …]
         * @param inputGradient whether the derivative by the input is needed
         * @return the loss's derivative by the input; null where it was not needed
         */
        @Nullable
        Buffer describe(Buffer dOutput, boolean inputGradient);
    }
}
