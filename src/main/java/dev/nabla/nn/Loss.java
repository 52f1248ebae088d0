package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.Elementwise;
import dev.nabla.program.ErrorFunction;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LossOp;
import dev.nabla.program.Phase;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import org.jspecify.annotations.Nullable;

/** What training makes small: a number per example, and its mean over the batch. */
public enum Loss {
    /**
     * Cross-entropy of softmax and labels, {@code −log p[y]}, in nats. Takes the last layer's weighted sums as logits and
     * applies softmax itself.
     */
    CROSS_ENTROPY("cross-entropy") {
        @Override
        Connected connect(ProgramBuilder program, Buffer logits, Buffer targets, LossDetails details) {
            if (targets.type() != ElementType.I32) {
                throw new IllegalArgumentException("Cross-entropy needs labels; the data have targets " + targets);
            }
            Buffer probabilities = program.value("probabilities", logits.shape());
            program.add(Phase.FORWARD, new LayerOp.Softmax(logits, probabilities));
            if (details.hasSoftTargets()) {
                return softCrossEntropy(program, logits, probabilities, targets, details);
            }
            Buffer losses = losses(program);
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
        Connected connect(ProgramBuilder program, Buffer output, Buffer targets, LossDetails details) {
            return squaredError(program, 0.5f, output, targets);
        }
    },

    /** Mean squared error {@code (1/outputs)·Σⱼ(aⱼ − yⱼ)²}. */
    MEAN_SQUARED_ERROR("mean-squared-error") {
        @Override
        Connected connect(ProgramBuilder program, Buffer output, Buffer targets, LossDetails details) {
            return squaredError(program, 1f / output.shape().width(), output, targets);
        }
    },

    /** {@code (1/outputs)·Σⱼ |aⱼ − yⱼ|}. */
    MEAN_ABSOLUTE_ERROR("mean-absolute-error") {
        @Override
        Connected connect(ProgramBuilder program, Buffer output, Buffer targets, LossDetails details) {
            return elementLoss(program, ErrorFunction.ABSOLUTE, 0, output, targets);
        }
    },

    /** {@code (1/outputs)·Σⱼ h(aⱼ − yⱼ)}: h(d) = ½d² for |d| ≤ δ, else δ·(|d| − ½δ). */
    HUBER("huber") {
        @Override
        Connected connect(ProgramBuilder program, Buffer output, Buffer targets, LossDetails details) {
            return elementLoss(program, ErrorFunction.HUBER, details.huberDelta(), output, targets);
        }
    },

    /**
     * {@code (1/outputs)·Σⱼ −yⱼ·log pⱼ − (1 − yⱼ)·log(1 − pⱼ)}, p = σ(z), in nats: each output says yes or no by itself,
     * with targets from 0 to 1, or labels where one output of several says yes; a single output says yes to label 1. Takes
     * the last layer's weighted sums as logits and applies the sigmoid itself.
     */
    BINARY_CROSS_ENTROPY("binary-cross-entropy") {
        @Override
        Connected connect(ProgramBuilder program, Buffer logits, Buffer targets, LossDetails details) {
            Buffer probabilities = program.value("probabilities", logits.shape());
            program.add(Phase.FORWARD, new LayerOp.Activate(Elementwise.SIGMOID, logits, probabilities));
            Connected onLogits = elementLoss(program, ErrorFunction.BINARY_CROSS_ENTROPY, 0, logits, targets);
            return new Connected(probabilities, onLogits.losses(), onLogits.dOutput());
        }
    };

    private final String label;

    Loss(String label) {
        this.label = label;
    }

    /** The activation that the loss applies to the last layer itself, or null where it takes any layer's output. */
    public @Nullable Activation outputActivation() {
        return switch (this) {
            case CROSS_ENTROPY -> Activation.SOFTMAX;
            case BINARY_CROSS_ENTROPY -> Activation.SIGMOID;
            case QUADRATIC, MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER -> null;
        };
    }

    /** How many classes labels may name where a network has so many outputs: one output of yes and no tells two apart. */
    int classes(int outputs) {
        return this == BINARY_CROSS_ENTROPY && outputs == 1 ? 2 : outputs;
    }

    /** What {@link #connect} adds: the network's output, the loss of each example, and where the gradients begin. */
    record Connected(Buffer output, Buffer losses, Buffer dOutput) {}

    /**
     * Describes the loss and its gradient.
     *
     * @param output of the last layer, [rows, outputs]
     * @param targets labels [rows], I32, or numbers [rows, outputs], F32
     */
    abstract Connected connect(ProgramBuilder program, Buffer output, Buffer targets, LossDetails details);

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

    private static Connected softCrossEntropy(
            ProgramBuilder program, Buffer logits, Buffer probabilities, Buffer labels, LossDetails details) {
        float off = details.labelSmoothing() / logits.shape().width();
        float on = 1 - details.labelSmoothing() + off;
        Buffer targets = program.value("softTargets", logits.shape());
        program.add(Phase.GATHER, new DataOp.SoftTargets(labels, on, off, details.classWeights(), targets));
        Buffer losses = losses(program);
        program.add(Phase.LOSS, new LossOp.SoftCrossEntropy(logits, targets, losses));
        Buffer dLogits = program.gradientOf(logits);
        program.add(
                Phase.BACKWARD,
                new LossOp.SoftCrossEntropyGradient(probabilities, targets, program.inverseBatch(), dLogits));
        return new Connected(probabilities, losses, dLogits);
    }

    private static Connected elementLoss(
            ProgramBuilder program, ErrorFunction function, float delta, Buffer output, Buffer targets) {
        int first =
                function == ErrorFunction.BINARY_CROSS_ENTROPY && output.shape().width() == 1 ? 1 : 0;
        Buffer numbers = numbers(program, output, targets, first);
        float factor = 1f / output.shape().width();
        Buffer losses = losses(program);
        program.add(Phase.LOSS, new LossOp.ElementLoss(function, delta, factor, output, numbers, losses));
        Buffer dOutput = program.gradientOf(output);
        program.add(
                Phase.BACKWARD,
                new LossOp.ElementLossGradient(
                        function, delta, factor, output, numbers, program.inverseBatch(), dOutput));
        return new Connected(output, losses, dOutput);
    }

    /** The targets as numbers: labels become ones and zeros; {@code first} is the class of the first output. */
    private static Buffer numbers(ProgramBuilder program, Buffer output, Buffer targets, int first) {
        Buffer numbers = targets;
        if (targets.type() == ElementType.I32) {
            numbers = program.value("oneHot", output.shape());
            program.add(Phase.GATHER, new DataOp.OneHot(targets, first, numbers));
        }
        if (!numbers.shape().equals(output.shape())) {
            throw new IllegalArgumentException("Loss: output " + output.shape() + ", targets " + numbers.shape());
        }
        return numbers;
    }

    private static Connected squaredError(ProgramBuilder program, float factor, Buffer output, Buffer targets) {
        Buffer numbers = numbers(program, output, targets, 0);
        Buffer losses = losses(program);
        program.add(Phase.LOSS, new LossOp.SquaredError(factor, output, numbers, losses));
        Buffer dOutput = program.gradientOf(output);
        program.add(
                Phase.BACKWARD,
                new LossOp.SquaredErrorGradient(factor, output, numbers, program.inverseBatch(), dOutput));
        return new Connected(output, losses, dOutput);
    }
}
