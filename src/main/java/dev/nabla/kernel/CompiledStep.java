package dev.nabla.kernel;

import dev.nabla.program.Op;
import java.util.List;

/**
 * Operations that run as one function of a module.
 *
 * @param version of the program that it belongs to
 * @param lap the number under which its time is reported; negative if it is not
 * @param function its name in the module
 * @param ops what it computes, in order; none where it only keeps the module's own arrangement
 * @param skipsZeros whether it passes over pixels that are zero
 */
public record CompiledStep(int version, int lap, String function, List<Op> ops, boolean skipsZeros) {
    public CompiledStep {
        ops = List.copyOf(ops);
    }
}
