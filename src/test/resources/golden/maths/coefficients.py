"""Fits the polynomials of dev.nabla.program.Maths and writes them to coefficients.txt, lowest power first.

Method: weighted minimax fit by Lawson's algorithm (C. L. Lawson, 1961; T. J. Rivlin & E. W. Cheney 1966): least
squares whose weights are multiplied by the errors, again and again. Then one coefficient after the other, the lowest
power first, is rounded to float32 and the remaining ones are fitted again to what is left. The target values are
computed by mpmath with 40 digits. The fit runs in float64: a machine's LAPACK may change a coefficient's last bit,
so the committed coefficients.txt is the truth, and this script shows where it came from.

    python3 coefficients.py
"""

import pathlib

import mpmath
import numpy as np
from mpmath import mpf

mpmath.mp.dps = 40
POINTS = 1500
ROUNDS = 400


def minimax(x, y, weight, powers):
    scale = np.max(np.abs(x))
    basis = np.stack([(x / scale) ** p for p in powers], 1) * weight[:, None]
    target = y * weight
    lawson = np.full(len(x), 1 / len(x))
    best_error, best = np.inf, None
    for _ in range(ROUNDS):
        root = np.sqrt(lawson)
        c = np.linalg.lstsq(basis * root[:, None], target * root, rcond=None)[0]
        error = np.abs(basis @ c - target)
        if error.max() < best_error:
            best_error, best = error.max(), c
        lawson = lawson * error / error.max()
        lawson /= lawson.sum()
    return [c / scale**p for c, p in zip(best, powers)]


def fit(f, weight, degree, low, high):
    """Coefficients c with max |weight(x) (f(x) - sum c[k] x^k)| small on [low, high], and log2 of that maximum."""
    low, high = mpf(low), mpf(high)
    cos = [mpmath.cos(mpmath.pi * (i + mpf(1) / 2) / POINTS) for i in range(POINTS)]
    x = np.array([float((low + high) / 2 - (high - low) / 2 * c) for c in cos])
    rest = np.array([float(f(mpf(v))) for v in x])
    w = np.array([float(weight(mpf(v))) for v in x])
    result = []
    for k in range(degree + 1):
        c = np.float32(minimax(x, rest, w, range(k, degree + 1))[0])
        result.append(c)
        rest = rest - float(c) * x**k
    return result, np.log2(np.max(np.abs(rest * w)))


def exp_tail(x):
    """(e^x - 1 - x) / x^2"""
    return (mpmath.expm1(x) - x) / x**2


def log_tail(x):
    """(log(1 + x) - x + x^2 / 2) / x^3"""
    return (mpmath.log1p(x) - x + x * x / 2) / x**3


def tanh_tail(z):
    """(tanh(x) / x - 1) / x^2 with z = x^2"""
    x = mpmath.sqrt(z)
    return (mpmath.tanh(x) / x - 1) / z


def erf_tail(z):
    """erf(x) / x - 1 with z = x^2"""
    x = mpmath.sqrt(z)
    return mpmath.erf(x) / x - 1


def erfc_root(v):
    """erfc(1 + v)^(1/4)"""
    return mpmath.erfc(1 + v) ** (mpf(1) / 4)


def relative(function, z):
    """weight x / function(x) with z = x^2"""
    x = mpmath.sqrt(z)
    return x / function(x)


LN2 = mpmath.log(2)
SLACK = 1 + mpf(2) ** -10  # the reduced argument may leave its interval by rounding
SQRT2 = mpmath.sqrt(2)

# name: function, weight (of the relative error of the result), degree, interval
FITS = {
    "EXP": (exp_tail, lambda r: r * r / mpmath.exp(r), 4, -LN2 / 2 * SLACK, LN2 / 2 * SLACK),
    "SIGMOID": (exp_tail, lambda r: r * r / mpmath.exp(r), 5, -LN2 * SLACK, LN2 / 2 * SLACK),
    "TANH": (tanh_tail, lambda z: z * relative(mpmath.tanh, z), 5, 0, mpf(9) / 16),
    "ERF": (erf_tail, lambda z: relative(mpmath.erf, z), 6, 0, 1),
    "ERFC": (erfc_root, lambda v: 4 * erfc_root(v) ** 3 / mpmath.erf(1 + v), 8, 0, 3),
    "LOG": (log_tail, lambda f: f**3 / mpmath.log1p(f), 7, 1 / SQRT2 - 1, SQRT2 - 1),
}

if __name__ == "__main__":
    lines = []
    for name, arguments in FITS.items():
        coefficients, error = fit(*arguments)
        lines.append("# %s: error of the rounded polynomial 2^%.2f" % (name, error))
        lines += ["%s_%d %sf" % (name, k, np.format_float_positional(c)) for k, c in enumerate(coefficients)]
    text = "\n".join(lines) + "\n"
    (pathlib.Path(__file__).parent / "coefficients.txt").write_text(text)
    print(text, end="")
