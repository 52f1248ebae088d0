package dev.nabla.present;

/** Logarithms and powers to base ten, good to about 14 digits: enough for positions on a screen. */
final class Decades {

    private static final double LN_10 = 2.302585092994046;
    private static final double[] QUARTERS = {1, 1.7782794100389228, 3.1622776601683795, 5.623413251903491, 10};
    private static final int TERMS = 9;
    private static final int HALVINGS = 4;

    private Decades() {}

    /** log₁₀ of a positive, finite number. */
    static double log10(double value) {
        double mantissa = value;
        int exponent = 0;
        while (mantissa >= 10) {
            mantissa /= 10;
            exponent++;
        }
        while (mantissa < 1) {
            mantissa *= 10;
            exponent--;
        }
        int quarter = 0;
        while (quarter < 4 && mantissa * mantissa > QUARTERS[quarter] * QUARTERS[quarter + 1]) {
            quarter++;
        }
        // log(m / c) = 2 artanh t, t = (m - c) / (m + c), |t| < 0.15
        double t = (mantissa - QUARTERS[quarter]) / (mantissa + QUARTERS[quarter]);
        double square = t * t;
        double sum = 0;
        for (int k = TERMS; k >= 0; k--) {
            sum = sum * square + 1.0 / (2 * k + 1);
        }
        return exponent + quarter / 4.0 + 2 * t * sum / LN_10;
    }

    /** 10 to a whole power; the double nearest to it for powers from −22 to 22. */
    static double power(int exponent) {
        double power = 1;
        for (int i = Math.abs(exponent); i > 0; i--) {
            power *= 10;
        }
        return exponent < 0 ? 1 / power : power;
    }

    /** 10 to any power. */
    static double power(double exponent) {
        int whole = (int) Math.floor(exponent + 0.5);
        double x = (exponent - whole) * LN_10 / (1 << HALVINGS);
        double sum = 1;
        for (int k = 2 * TERMS; k >= 1; k--) {
            sum = 1 + sum * x / k;
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum *= sum;
        }
        return sum * power(whole);
    }

    /** The largest whole n with 10ⁿ ≤ value, for a positive, finite value. */
    static int floor(double value) {
        int guess = (int) Math.floor(log10(value) + 1e-12);
        return power(guess) > value * (1 + 1e-12) ? guess - 1 : guess;
    }
}
