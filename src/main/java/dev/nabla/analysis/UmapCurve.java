package dev.nabla.analysis;

import dev.nabla.program.Maths;

/**
 * The numbers a and b of UMAP's similarity in the plane, {@code 1/(1 + a·d²ᵇ)}, fitted by least squares to 1 up to the
 * minimum distance and {@code exp(minimumDistance − d)} beyond, at 300 distances from 0 to 3 (umap-learn's
 * {@code find_ab_params} with spread 1). By Gauss-Newton steps, halved while they make the fit worse (Levenberg's damping),
 * in double precision, log and exp of {@link Maths}.
 *
 * @param a above 0
 * @param b above 0
 */
record UmapCurve(double a, double b) {
    private static final int SAMPLES = 300;
    private static final double FARTHEST = 3;
    private static final int MAX_STEPS = 200;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double NEGLIGIBLE = 1e-10;

    /** The curve for a minimum distance, 0 … below 3. */
    static UmapCurve fit(double minimumDistance) {
        UmapCurve curve = new UmapCurve(1, 1);
        double error = curve.error(minimumDistance);
        double damping = FIRST_DAMPING;
        for (int step = 0; step < MAX_STEPS; step++) {
            UmapCurve next = curve.improved(minimumDistance, damping);
            double nextError = next.a > 0 && next.b > 0 ? next.error(minimumDistance) : Double.POSITIVE_INFINITY;
            boolean better = nextError < error;
            double change = Math.abs(next.a - curve.a) + Math.abs(next.b - curve.b);
            if (better) {
                curve = next;
                error = nextError;
            }
            if (change < NEGLIGIBLE) {
                break;
            }
            damping = better ? damping / 10 : damping * 10;
        }
        return curve;
    }

    private static double distance(int sample) {
        return FARTHEST * sample / (SAMPLES - 1);
    }

    private static double wanted(double distance, double minimumDistance) {
        return distance < minimumDistance ? 1 : Maths.exp((float) (minimumDistance - distance));
    }

    private double power(double distance) {
        return distance == 0 ? 0 : Maths.exp((float) (2 * b * Maths.log((float) distance)));
    }

    private double error(double minimumDistance) {
        double sum = 0;
        for (int s = 0; s < SAMPLES; s++) {
            double d = distance(s);
            double difference = 1 / (1 + a * power(d)) - wanted(d, minimumDistance);
            sum += difference * difference;
        }
        return sum;
    }

    /** One damped step: with f = 1/(1 + a·p), p = d²ᵇ: ∂f/∂a = −f²·p, ∂f/∂b = −f²·a·p·2·log d. */
    private UmapCurve improved(double minimumDistance, double damping) {
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double ga = 0;
        double gb = 0;
        for (int s = 1; s < SAMPLES; s++) {
            double d = distance(s);
            double p = power(d);
            double f = 1 / (1 + a * p);
            double byA = -f * f * p;
            double byB = byA * a * 2 * Maths.log((float) d);
            double difference = f - wanted(d, minimumDistance);
            aa += byA * byA;
            ab += byA * byB;
            bb += byB * byB;
            ga += byA * difference;
            gb += byB * difference;
        }
        aa *= 1 + damping;
        bb *= 1 + damping;
        double determinant = aa * bb - ab * ab;
        return new UmapCurve(a - (bb * ga - ab * gb) / determinant, b - (aa * gb - ab * ga) / determinant);
    }
}
