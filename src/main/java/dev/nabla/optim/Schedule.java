package dev.nabla.optim;

import dev.nabla.program.Maths;

/**
 * How the learning rate changes from step to step: a pure function of the step, so that a run can be resumed and replayed.
 * Computed in double. Beyond its end a schedule keeps its last value.
 */
public sealed interface Schedule {
    /** Always the optimizer's rate. */
    Schedule CONSTANT = new Constant();

    /**
     * What the optimizer's learning rate is multiplied by.
     *
     * @param step from 0
     */
    double factor(long step);

    /** {@code 1}. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step) {
            return 1;
        }
    }

    /** {@code 1 / (1 + decay·t)}. */
    record InverseTime(float decay) implements Schedule {
        public InverseTime {
            Ranges.requireNotNegative("Schedule inverse-time", "decay", decay);
        }

        @Override
        public double factor(long step) {
            return 1 / (1 + (double) decay * step);
        }
    }

    /** {@code factor^⌊t/every⌋}. */
    record Steps(long every, float factor) implements Schedule {
        public Steps {
            Ranges.requireSteps("Schedule step", every);
            Ranges.requireShrinking("Schedule step", factor);
        }

        @Override
        public double factor(long step) {
            return Powers.power(factor, step / every);
        }
    }

    /** {@code factorᵗ}. */
    record Exponential(float factor) implements Schedule {
        public Exponential {
            Ranges.requireShrinking("Schedule exponential", factor);
        }

        @Override
        public double factor(long step) {
            return Powers.power(factor, step);
        }
    }

    /**
     * Half a cosine from 1 to {@code end}: {@code end + (1 − end)·½·(1 + cos(π·t/steps))} (Loshchilov and Hutter, SGDR:
     * stochastic gradient descent with warm restarts, 2017, eq. 5, without restarts).
     *
     * @param steps until the end is reached, at least 1
     * @param end in [0, 1]
     */
    record Cosine(long steps, float end) implements Schedule {
        public Cosine {
            Ranges.requireSteps("Schedule cosine", steps);
            Ranges.requireShare("Schedule cosine", "end", end);
        }

        @Override
        public double factor(long step) {
            return step >= steps ? end : Schedule.cosine(1, end, step / (double) steps);
        }
    }

    /**
     * From 1/25 up to 1 in the first 30 % of the steps, then down to 1/250,000, each on half a cosine (Smith and Topin,
     * Super-convergence, 2019, with the numbers of PyTorch's OneCycleLR; momentum stays as it is).
     *
     * @param steps of the whole, at least 1
     */
    record OneCycle(long steps) implements Schedule {
        private static final double START = 1 / 25.0;
        private static final double END = START / 1e4;
        private static final double RISE = 0.3;

        public OneCycle {
            Ranges.requireSteps("Schedule one-cycle", steps);
        }

        @Override
        public double factor(long step) {
            double top = RISE * steps - 1;
            double last = steps - 1.0;
            if (step >= last) {
                return END;
            }
            return step <= top
                    ? Schedule.cosine(START, 1, step / top)
                    : Schedule.cosine(1, END, (step - top) / (last - top));
        }
    }

    /**
     * {@code (t + 1)/steps} in the first steps, then another schedule from its beginning.
     *
     * @param steps at least 1
     */
    record Warmup(long steps, Schedule then) implements Schedule {
        public Warmup {
            Ranges.requireSteps("Schedule warm-up", steps);
            if (then instanceof Warmup) {
                throw new IllegalArgumentException("Schedule warm-up: followed by " + then + ", expected another kind");
            }
        }

        @Override
        public double factor(long step) {
            return step < steps ? (step + 1) / (double) steps : then.factor(step - steps);
        }
    }

    /** From {@code start} to {@code end} on half a cosine; {@code position} in [0, 1]. */
    private static double cosine(double start, double end, double position) {
        return end + (start - end) * 0.5 * (1 + Maths.cos((float) (Math.PI * position)));
    }
}
