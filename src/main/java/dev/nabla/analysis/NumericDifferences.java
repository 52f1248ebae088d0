package dev.nabla.analysis;

import dev.nabla.program.Buffer;
import dev.nabla.program.DoubleExecutor;
import dev.nabla.program.Elementwise;
import dev.nabla.program.LayerOp;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.train.ObservedStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Differences of the loss in double precision, and the rectifiers that switch in between. */
final class NumericDifferences {
    private final ObservedStep step;
    private final DoubleExecutor executor;
    private final List<Buffer> rectified = new ArrayList<>();
    private final List<double[]> gradients = new ArrayList<>();

    NumericDifferences(ObservedStep step) {
        this.step = step;
        this.executor = new DoubleExecutor(step.program());
        for (Parameter parameter : step.program().parameters()) {
            executor.write(parameter.value(), step.before(parameter.value()));
        }
        for (Op op : step.program().ops(Phase.FORWARD)) {
            if (op instanceof LayerOp.Activate activate
                    && (activate.function() == Elementwise.RELU || activate.function() == Elementwise.LEAKY_RELU)) {
                rectified.add(activate.input());
            }
        }
        executor.differentiate(step.examples(), step.batch(), step.rows());
        // Measuring the loss again adds the penalties' gradients again.
        for (Parameter parameter : step.program().parameters()) {
            double[] gradient = executor.array(parameter.gradient());
            gradients.add(Arrays.copyOf(gradient, gradient.length));
        }
    }

    NumericGradient of(Parameter parameter, int element) {
        double[] values = executor.array(parameter.value());
        double analytic = gradients.get(step.program().parameters().indexOf(parameter))[element];
        double kept = values[element];
        double h = GradientCheck.STEP;
        double loss = executor.lossAgain();
        values[element] = kept + h;
        double above = executor.lossAgain();
        List<boolean[]> signsAbove = signs();
        values[element] = kept - h;
        double below = executor.lossAgain();
        List<boolean[]> signsBelow = signs();
        values[element] = kept;
        return new NumericGradient(
                analytic,
                (above - below) / (2 * h),
                (loss - below) / h,
                (above - loss) / h,
                kinks(signsAbove, signsBelow));
    }

    private List<boolean[]> signs() {
        List<boolean[]> all = new ArrayList<>();
        for (Buffer z : rectified) {
            double[] values = executor.array(z);
            boolean[] signs = new boolean[(int) z.shape().elements(step.rows())];
            for (int i = 0; i < signs.length; i++) {
                signs[i] = values[i] > 0;
            }
            all.add(signs);
        }
        return all;
    }

    private List<NumericGradient.Kink> kinks(List<boolean[]> above, List<boolean[]> below) {
        List<NumericGradient.Kink> kinks = new ArrayList<>();
        for (int b = 0; b < rectified.size(); b++) {
            int width = rectified.get(b).shape().width();
            for (int i = 0; i < above.get(b).length; i++) {
                if (above.get(b)[i] != below.get(b)[i]) {
                    kinks.add(new NumericGradient.Kink(rectified.get(b).name(), i / width, i % width));
                }
            }
        }
        return kinks;
    }
}
