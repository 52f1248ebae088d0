package dev.nabla.cli;

import dev.nabla.train.BestWeights;
import dev.nabla.train.Evaluation;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a run at its end, of its best weights if it kept them, else of the last ones.
 *
 * @param weightsSha256 of all parameters, 64 hexadecimal digits
 * @param parameters their number
 * @param seconds from the start of training
 * @param best null where none were kept
 * @param validation null without validation
 * @param test null without a test set
 * @param names of classes or outputs
 */
record RunReport(
        String weightsSha256,
        long parameters,
        double seconds,
        @Nullable BestWeights best,
        @Nullable Evaluation validation,
        @Nullable Evaluation test,
        IntFunction<String> names) {}
