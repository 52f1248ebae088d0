package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;

/** What training makes small: a number per example, and its mean over the batch. */
public enum Loss {
    /**
     * Cross-entropy of softmax and labels, {@code −log p[y]}, in nats. Takes the last layer's weighted sums as logits and
     * applies softmax itself.
     */
    CROSS_ENTROPY("cross-entropy") {
        @Override
        Connected connect(ProgramBuilder program, Buffer logits, Buffer targets) {
            if (targets.type() != ElementType.I32) {
                throw new IllegalArgumentException("Cross-entropy needs labels; the data have targets " + targets);
            }
            Buffer probabilities = program.value("probabilities", logits.shape());
            Buffer losses = losses(program);
            program.add(Phase.FORWARD, new LayerOp.Softmax(logits, probabilities));
            program.add(Phase.LOSS, new LossOp.CrossEntropy(logits, targets, losses));
            Buffer dLogits = program.gradientOf(logits);
            program.add(
                    Phase.BACKWARD,
                    new LossOp.CrossEntropyGradient(probabilities, targets, program.inverseBatch(), dLogits));
            return new Connected(probabilities, losses, dLogits);
        }
    },

    /** Quadratic loss {@code ½·Σⱼ(aⱼ − yⱼ)²}. Nielsen, Neural Networks and Deep Learning, 2015, eq. 6. */
    QUADRATIC("quadratic") {
        @Override
        Connected connect(ProgramBuilder program, Buffer output, Buffer targets) {
            return squaredError(program, 0.5f, output, targets);
        }
    },

    /** Mean squared error {@code (1/outputs)·Σⱼ(aⱼ − yⱼ)²}. */
    MEAN_SQUARED_ERROR("mean-squared-error") {
        @Override
        Connected connect(ProgramBuilder program, Buffer output, Buffer targets) {
            return squaredError(program, 1f / output.shape().width(), output, targets);
        }
    };

    private final String label;

    Loss(String label) {
        this.label = label;
    }

    /** What {@link #connect} adds: the network's output, the loss of each example, and where the gradients begin. */
    record Connected(Buffer output, Buffer losses, Buffer dOutput) {}

    /**
     * Describes the loss and its gradient.
     *
     * @param output of the last layer, [rows, outputs]
     * @param targets labels [rows], I32, or numbers [rows, outputs], F32
     */
    abstract Connected connect(ProgramBuilder program, Buffer output, Buffer targets);

    /** The name in descriptions of networks, such as {@code cross-entropy}. */
    public String label() {
        return label;
    }

    /**
     * The loss of that label.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static Loss of(String label) {
        return Labels.find("loss", values(), Loss::label, label);
    }

    private static Buffer losses(ProgramBuilder program) {
        return program.value("losses", Shape.batch());
    }

    private static Connected squaredError(ProgramBuilder program, float factor, Buffer output, Buffer targets) {
        Buffer numbers = targets;
        if (targets.type() == ElementType.I32) {
            numbers = program.value("oneHot", output.shape());
            program.add(Phase.GATHER, new DataOp.OneHot(targets, numbers));
        }
        if (!numbers.shape().equals(output.shape())) {
            throw new IllegalArgumentException(
                    "Squared error: output " + output.shape() + ", targets " + numbers.shape());
        }
        Buffer losses = losses(program);
        program.add(Phase.LOSS, new LossOp.SquaredError(factor, output, numbers, losses));
        Buffer dOutput = program.gradientOf(output);
        program.add(
                Phase.BACKWARD,
                new LossOp.SquaredErrorGradient(factor, output, numbers, program.inverseBatch(), dOutput));
        return new Connected(output, losses, dOutput);
    }
}
