package dev.nabla.nn;

import dev.nabla.program.LossOp;
import dev.nabla.program.Metric;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Scalar;

/** The L2 and L1 penalties on one learned tensor. */
final class Penalties {
    private Penalties() {}

    /** Checks the λ of a penalty of a layer. */
    static void require(String layer, String kind, String what, float lambda) {
        if (!(lambda >= 0 && lambda <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(layer + ": " + kind + " penalty " + lambda + " on the " + what
                    + ", expected a finite number that is not negative");
        }
    }

    /** Checks all four of a layer. */
    static void require(String layer, float weightL2, float biasL2, float weightL1, float biasL1) {
        require(layer, "L2", "weights", weightL2);
        require(layer, "L2", "biases", biasL2);
        require(layer, "L1", "weights", weightL1);
        require(layer, "L1", "biases", biasL1);
    }

    /** Describes {@code l2·Σw²} and {@code l1·Σ|w|}, and their gradients. */
    static void describe(ProgramBuilder program, Parameter parameter, float l2, float l1) {
        if (l2 > 0) {
            Scalar lambda = program.scalar(parameter.value().name() + ".l2", l2);
            Metric penalty = program.metric(Program.PENALTY);
            program.add(Phase.BATCH, new LossOp.SquaredNorm(parameter.value(), lambda, penalty));
            program.add(Phase.BATCH, new LossOp.SquaredNormGradient(parameter.value(), lambda, parameter.gradient()));
        }
        if (l1 > 0) {
            Scalar lambda = program.scalar(parameter.value().name() + ".l1", l1);
            Metric penalty = program.metric(Program.PENALTY);
            program.add(Phase.BATCH, new LossOp.AbsoluteNorm(parameter.value(), lambda, penalty));
            program.add(Phase.BATCH, new LossOp.AbsoluteNormGradient(parameter.value(), lambda, parameter.gradient()));
        }
    }
}
