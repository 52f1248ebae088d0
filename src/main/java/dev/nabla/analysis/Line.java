package dev.nabla.analysis;

/**
 * A number with a name and where it comes from.
 *
 * @param symbol such as {@code m′}
 * @param formula of the symbols in lines before, such as {@code β₁·m + (1 − β₁)·g}; empty where the number is given
 * @param value as the run has it, float32
 */
public record Line(String symbol, String formula, float value) {}
