"""An independent NumPy transcript of dev.nabla.program.Maths; writes the golden bits to bits.txt.

Each line is an operation of float32 (or float64) or int32 arrays that rounds as IEEE 754 says, so the bits must agree
with Java's. A line of bits.txt is either

    <function> <argument bits> [<argument bits>] <result bits>
    <function> sweep <FNV-1a of the result bits>

where the sweep takes the arguments of sweep_arguments(). NaN counts as 7fc00000.

    python3 maths.py
"""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
F, D, I = np.float32, np.float64, np.int32
STRIDE = 4099
COUNT = 2**32 // STRIDE + 1
LOG2_E = F(1.442695)
LN2_HIGH, LN2_LOW = F(0.693359375), F(-2.1219444e-4)


def coefficients(name):
    lines = (HERE / "coefficients.txt").read_text().splitlines()
    words = [line.split() for line in lines if line.startswith(name + "_")]
    assert [w[0] for w in words] == ["%s_%d" % (name, k) for k in range(len(words))]
    return [F(w[1][:-1]) for w in words]


EXP, LOG, TANH, SIGMOID, ERF, ERFC = map(coefficients, ["EXP", "LOG", "TANH", "SIGMOID", "ERF", "ERFC"])


def horner(c, x):
    y = np.full_like(x, c[-1])
    for k in reversed(c[:-1]):
        y = k + x * y
    return y


def to_int(x):
    return np.where(np.isnan(x), x.dtype.type(0), x).astype(I)


def power_of_two(n):
    return ((n + I(127)) << I(23)).astype(I).view(F)


def with_sign(magnitude, x):
    return (magnitude.view(I) | (x.view(I) & I(-(2**31)))).view(F)


def at_most(limit, x):
    return np.where(limit < x, limit, x)


def at_least(limit, x):
    return np.where(x < limit, limit, x)


def exp(x):
    x = at_least(F(-104), at_most(F(89), x))
    n = np.floor(x * LOG2_E + F(0.5))
    i = to_int(n)
    half = i >> I(1)
    high, low = x - n * LN2_HIGH, n * LN2_LOW
    r = high - low
    t = high + (r * r * horner(EXP, r) - low)
    return (F(1) + t) * power_of_two(half) * power_of_two(i - half)


def log(x):
    subnormal = x < F(2.0**-126)
    base = I(0x3F3504F3)
    offset = np.where(subnormal, x * F(2.0**23), x).view(I) - base
    n = (offset >> I(23)).astype(F) - np.where(subnormal, F(23), F(0))
    f = ((offset & I(0x7FFFFF)) + base).view(F) - F(1)
    y = n * LN2_HIGH + (f + (f * f * (f * horner(LOG, f) - F(0.5)) + n * LN2_LOW))
    y = np.where(x < F(np.inf), y, x)
    y = np.where(x == 0, F(-np.inf), y)
    return np.where(x < 0, F(np.nan), y)


def tanh(x):
    a = at_most(F(10), np.abs(x))
    z = a * a
    small = a + a * z * horner(TANH, z)
    b = a + a
    n = np.floor(b * LOG2_E + F(0.5))
    high, low = b - n * LN2_HIGH, n * LN2_LOW
    r = high - low
    t = high + (r * r * horner(EXP, r) - low)
    s = power_of_two(to_int(n) - I(1))
    large = F(1) - F(1) / (s + F(0.5) + s * t)
    return with_sign(np.where(a < F(0.75), small, large), x)


def sigmoid(x):
    a = at_most(F(104), np.abs(x))
    n = at_least(F(1), np.floor(a * LOG2_E + F(0.5)))
    high, low = a - n * LN2_HIGH, n * LN2_LOW
    r = high - low
    t = high + (r * r * horner(SIGMOID, r) - low)
    i = to_int(n)
    half = i >> I(1)
    s = power_of_two(-half) * power_of_two(half - i)
    d = s + t
    tail = (F(1) - d / (F(1) + d)) * s
    return np.where(x < 0, tail, F(1) - tail)


def erf(x):
    a = at_most(F(4), np.abs(x))
    z = a * a
    small = a + a * horner(ERF, z)
    q = horner(ERFC, a - F(1))
    q2 = q * q
    return with_sign(np.where(a < F(1), small, F(1) - q2 * q2), x)


def log2_double(x):
    subnormal = x < F(2.0**-126)
    base = I(0x3F3504F3)
    offset = np.where(subnormal, x * F(2.0**23), x).view(I) - base
    n = ((offset >> I(23)).astype(F) - np.where(subnormal, F(23), F(0))).astype(D)
    m = ((offset & I(0x7FFFFF)) + base).view(F).astype(D)
    s = (m - 1) / (m + 1)
    z = s * s
    y = n + D(2) * D(1.4426950408889634) * (s + s * z * horner([D(1) / D(k) for k in range(3, 18, 2)], z))
    y = np.where(x < F(np.inf), y, x.astype(D))
    return np.where(x == 0, D(-np.inf), y)


def exp2_double(p):
    p = at_least(D(-200), at_most(D(200), p))
    n = np.floor(p + D(0.5))
    r = (p - n) * D(0.6931471805599453)
    factorials = np.cumprod([1] + list(range(1, 12)))
    y = horner([D(1) / D(k) for k in factorials], r)
    i = to_int(n)
    half = i >> I(1)
    return y * power_of_two(half).astype(D) * power_of_two(i - half).astype(D)


def pow(x, y):
    result = exp2_double(y.astype(D) * log2_double(np.abs(x)))
    integer = np.floor(y) == y
    odd = integer & (np.floor(y * F(0.5)) != y * F(0.5))
    result = np.where(np.signbit(x) & odd, -result, result)
    result = np.where((x < 0) & (x > F(-np.inf)) & ~integer, D(np.nan), result)
    return np.where(y == 0, F(1), result.astype(F))


def circle(x, shift):
    x = x.astype(D)
    x = np.where(np.abs(x) <= 2.0**26, x, D(np.nan))
    n = np.floor(x * D(0.6366197723675814) + D(0.5))
    half_pi = [float.fromhex(h) for h in ("0x1.921fb54p0", "0x1.10b46p-30", "0x1.1a62633145c07p-54")]
    r = x - n * D(half_pi[0]) - n * D(half_pi[1]) - n * D(half_pi[2])
    z = r * r
    f = [float(np.prod(np.arange(1, k + 1, dtype=np.int64))) for k in range(15)]
    sine = r * horner([D((-1) ** k) / D(f[2 * k + 1]) for k in range(7)], z)
    cosine = horner([D((-1) ** k) / D(f[2 * k]) for k in range(8)], z)
    quadrant = to_int(n) + I(shift)
    value = np.where(quadrant & 1 == 0, sine, cosine)
    return np.where(quadrant & 2 == 0, value, -value).astype(F)


def sin(x):
    return circle(x, 0)


def cos(x):
    return circle(x, 1)


UNARY = [exp, log, tanh, sigmoid, erf, sin, cos]
SPOTS = [0.0, -0.0, 1e-45, -1e-45, 1.1754942e-38, 1.17549435e-38, 1e-30, 1e-7, -1e-4, 0.01, 0.1, -0.25, 1 / 3, 0.5,
         -0.7, 0.75, 0.99999994, 1, -1.0000001, 1.5, 2, -2.7182817, 3.1415927, 4, -5.5, 8, 10, -16.5, 17.5, 42, 88.5,
         -87.5, -100, 103.5, -103.9, 1000, -12345.678, 1e6, 6e7, 1e9, -1e20, 3.4028235e38, -3.4028235e38, np.inf,
         -np.inf, np.nan]
POWERS = [(2, 0.5), (2, -149), (2, 127), (2, 128), (0.9, 1), (0.9, 10), (0.999, 1000), (0.999, 100000), (10, -3),
          (-2, 3), (-2, 4), (-2, 0.5), (0, 3), (-0.0, 3), (-0.0, -3), (0, -2), (np.inf, -1), (-np.inf, 3), (1, np.inf),
          (np.nan, 0), (1, np.nan), (1.0000001, 1e8), (0.99999994, 1e9), (1e-45, 0.5), (3.4028235e38, 1.0000001),
          (1.1, 7.3), (0.3333, 12.25), (16777216, -6), (0.5, 149.5), (-1, 16777215)]


def sweep_arguments():
    """Every 4099th bit pattern; for pow the exponents run through 129 multiples of 1/4 in [-16, 16]."""
    i = np.arange(COUNT, dtype=np.uint32)
    return (i * np.uint32(STRIDE)).view(F), ((i % 129).astype(F) - F(64)) * F(0.25)


def bits(values):
    values = np.asarray(values, F)
    return np.where(np.isnan(values), np.uint32(0x7FC00000), values.view(np.uint32))


def fnv(values):
    h = 2166136261
    for word in bits(values).tolist():
        h = (h ^ word) * 16777619 & 0xFFFFFFFF
    return h


def main():
    lines = []
    x, y = sweep_arguments()
    spots = np.array(SPOTS, F)
    for function in UNARY:
        lines += ["%s %08x %08x" % (function.__name__, a, b) for a, b in zip(bits(spots), bits(function(spots)))]
        lines.append("%s sweep %08x" % (function.__name__, fnv(function(x))))
    a, b = (np.array(column, F) for column in zip(*POWERS))
    lines += ["pow %08x %08x %08x" % line for line in zip(bits(a), bits(b), bits(pow(a, b)))]
    lines.append("pow sweep %08x" % fnv(pow(x, y)))
    (HERE / "bits.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        main()
