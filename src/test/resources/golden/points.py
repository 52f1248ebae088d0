#!/usr/bin/env python3
"""Golden values of dev.nabla.data.Points, computed with NumPy: python3 points.py > points.txt

The random bits are those of TestBits.java; everything else is NumPy in double precision, rounded to float32 at the end.
A line: name classes perClass noise seed, then x y of every point, as float32 in shortest decimal form.
"""
import platform

import numpy as np

MASK = 0xFFFFFFFF
POSITION, NOISE = 1, 2


def mix(x):
    h = (x + 0x9E3779B9) & MASK
    h = (h ^ (h >> 16)) * 0x85EBCA6B & MASK
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & MASK
    return h ^ (h >> 16)


class Bits:
    def __init__(self, seed):
        self.seed = seed

    def uniform(self, stream, step, index):
        return (mix(mix(mix(self.seed ^ stream) ^ step) ^ index) + 0.5) / 2**32

    def normals(self, c, n, axis):
        first = np.array([self.uniform(NOISE, c, 4 * i + 2 * axis) for i in range(n)])
        second = np.array([self.uniform(NOISE, c, 4 * i + 2 * axis + 1) for i in range(n)])
        return np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second)

    def uniforms(self, c, n, axis):
        return np.array([self.uniform(POSITION, c, 2 * i + axis) for i in range(n)])


def spiral(c, classes, n, noise, bits):
    r = np.linspace(0.0, 1, n)
    t = np.linspace(c * 4, (c + 1) * 4, n) + bits.normals(c, n, 0) * noise
    return np.c_[r * np.sin(t * 2.5), r * np.cos(t * 2.5)]


def noisy(x, y, c, n, noise, bits):
    return np.c_[x + noise * bits.normals(c, n, 0), y + noise * bits.normals(c, n, 1)]


def circles(c, classes, n, noise, bits):
    angle = np.linspace(0, 2 * np.pi, n, endpoint=False)
    radius = (c + 1) / classes
    return noisy(radius * np.cos(angle), radius * np.sin(angle), c, n, noise, bits)


def moons(c, classes, n, noise, bits):
    t = np.linspace(0, np.pi, n)
    x, y = (np.cos(t), np.sin(t)) if c == 0 else (1 - np.cos(t), 0.5 - np.sin(t))
    return noisy(x, y, c, n, noise, bits)


def xor(c, classes, n, noise, bits):
    sign_x = np.where(np.arange(n) % 2 == 0, 1, -1)
    sign_y = sign_x if c == 0 else -sign_x
    return noisy(sign_x * bits.uniforms(c, n, 0), sign_y * bits.uniforms(c, n, 1), c, n, noise, bits)


def blobs(c, classes, n, noise, bits):
    angle = 2 * np.pi * c / classes
    return noisy(np.full(n, np.cos(angle)), np.full(n, np.sin(angle)), c, n, noise, bits)


def checkerboard(c, classes, n, noise, bits):
    i = np.arange(n)
    row = i % 8 // 2
    column = 2 * (i % 2) + (row + c) % 2
    return noisy((column + bits.uniforms(c, n, 0)) / 2 - 1, (row + bits.uniforms(c, n, 1)) / 2 - 1, c, n, noise, bits)


def rings(c, classes, n, noise, bits):
    band = np.where(np.arange(n) % 2 == 0, c, c + classes)
    radius = (band + 0.25 + 0.75 * bits.uniforms(c, n, 0)) / (2 * classes)
    angle = 2 * np.pi * bits.uniforms(c, n, 1)
    return noisy(radius * np.cos(angle), radius * np.sin(angle), c, n, noise, bits)


CASES = [
    (spiral, 3, 7, 0.2, 1),
    (spiral, 5, 3, 0.0, 2),
    (spiral, 2, 1, 0.5, 3),
    (circles, 2, 6, 0.05, 4),
    (circles, 3, 4, 0.0, 5),
    (moons, 2, 7, 0.1, 6),
    (xor, 2, 8, 0.05, 7),
    (blobs, 3, 5, 0.25, 8),
    (blobs, 7, 2, 1.0, -9),
    (checkerboard, 2, 19, 0.02, 10),
    (rings, 2, 6, 0.02, 11),
    (rings, 5, 3, 0.0, 12),
]

if __name__ == "__main__":
    print(f"# points.py, Python {platform.python_version()}, NumPy {np.__version__}")
    for function, classes, n, noise, seed in CASES:
        bits = Bits(seed & MASK)
        points = np.concatenate([function(c, classes, n, noise, bits) for c in range(classes)]).astype(np.float32)
        print(function.__name__, classes, n, noise, seed, " ".join(str(v) for v in points.ravel()))
