package dev.nabla.program;

/** The functions of one argument, each with its oracle in double and the error that is promised. */
enum MathsFunction {
    EXP(0.891),
    LOG(0.923),
    TANH(1.054),
    SIGMOID(1.330),
    ERF(1.413),
    SIN(0.501),
    COS(0.501);

    private static final double CIRCLE_LIMIT = 0x1p26;

    private final double maxUlps;

    MathsFunction(double maxUlps) {
        this.maxUlps = maxUlps;
    }

    float apply(float x) {
        return switch (this) {
            case EXP -> Maths.exp(x);
            case LOG -> Maths.log(x);
            case TANH -> Maths.tanh(x);
            case SIGMOID -> Maths.sigmoid(x);
            case ERF -> Maths.erf(x);
            case SIN -> Maths.sin(x);
            case COS -> Maths.cos(x);
        };
    }

    /** The value to about 10⁻¹⁵; NaN outside the range of sin and cos. */
    double exact(double x) {
        return switch (this) {
            case EXP -> StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> Ulps.sigmoid(x);
            case ERF -> Ulps.erf(x);
            case SIN -> Math.abs(x) <= CIRCLE_LIMIT ? StrictMath.sin(x) : Double.NaN;
            case COS -> Math.abs(x) <= CIRCLE_LIMIT ? StrictMath.cos(x) : Double.NaN;
        };
    }

    double maxUlps() {
        return maxUlps;
    }

    /** The largest error over the bit patterns 0, stride, 2·stride …, and where it lies. */
    Worst sweep(int stride) {
        double worst = -1;
        float at = 0;
        for (long bits = 0; bits < 1L << 32; bits += stride) {
            float x = Float.intBitsToFloat((int) bits);
            double error = Ulps.error(apply(x), exact(x));
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        return new Worst(this, worst, at);
    }

    /** A largest error. */
    record Worst(MathsFunction function, double ulps, float at) {}
}
