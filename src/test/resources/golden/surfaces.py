#!/usr/bin/env python3
"""Golden values of dev.nabla.data.Surface, computed with NumPy: python3 surfaces.py > surfaces.txt

The random bits are those of TestBits.java; everything else is NumPy in double precision, rounded to float32 at the end.
A line: name examples noise seed, then the inputs of every example, then all targets, as float32 in shortest decimal form.
"""
import platform

import numpy as np

from points import MASK, NOISE, POSITION, Bits


def coordinates(bits, n, axis):
    return 2 * np.array([bits.uniform(POSITION, 0, 2 * i + axis) for i in range(n)]) - 1


def plane(x):
    return x.mean(axis=1)


def gaussians(x):
    total = 0
    for a in (-0.5, 0.5):
        for b in (-0.5, 0.5):
            total = total + np.sign(a * b) * np.exp(-((x[:, 0] - a) ** 2 + (x[:, 1] - b) ** 2) / (2 * 0.25**2))
    return total


def sine(x):
    return np.sin(2 * np.pi * x[:, 0])


CASES = [(plane, 2, 7, 0.1, 1), (gaussians, 2, 12, 0.05, 2), (gaussians, 2, 1, 0.0, 3), (sine, 1, 9, 0.1, -4)]

print(f"# surfaces.py, Python {platform.python_version()}, NumPy {np.__version__}")
for function, inputs, n, noise, seed in CASES:
    bits = Bits(seed & MASK)
    x = np.column_stack([coordinates(bits, n, axis) for axis in range(inputs)])
    first = np.array([bits.uniform(NOISE, 0, 2 * i) for i in range(n)])
    second = np.array([bits.uniform(NOISE, 0, 2 * i + 1) for i in range(n)])
    y = function(x) + noise * np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second)
    numbers = np.concatenate([x.ravel(), y]).astype(np.float32)
    print(function.__name__, n, noise, seed, " ".join(str(v) for v in numbers))
