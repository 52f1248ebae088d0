"""Recomputes a training step of 5-4-3 (ReLU, softmax, cross-entropy, L2 of 0.01 on the first weights, Adam's first step)
from a file of the microscope, in float64, and compares every array; as a student would.

Usage: python3 recompute.py step.npz
"""

import sys

import numpy as np

step = {name: array.astype(np.float64) for name, array in np.load(sys.argv[1]).items()}
compared = 0


def check(name, expected):
    global compared
    actual = step[name]
    assert actual.shape == expected.shape, (name, actual.shape, expected.shape)
    assert np.allclose(actual, expected, rtol=1e-4, atol=2e-6), (name, actual, expected)
    compared += 1


x, y = step["x"], step["y"].astype(int)
w1, b1 = step["before.layer1.weight"], step["before.layer1.bias"]
w2, b2 = step["before.layer2.weight"], step["before.layer2.bias"]
z1 = x @ w1.T + b1
a1 = np.maximum(z1, 0)
z2 = a1 @ w2.T + b2
p = np.exp(z2 - z2.max(axis=1, keepdims=True))
p /= p.sum(axis=1, keepdims=True)
check("layer1.z", z1)
check("layer1.a", a1)
check("probabilities", p)
check("losses", -np.log(p[np.arange(len(y)), y]))
d2 = (p - np.eye(3)[y]) / len(y)
d1 = (d2 @ w2) * (z1 > 0)
gradients = {
    "layer1.weight": d1.T @ x + 2 * 0.01 * w1,
    "layer1.bias": d1.sum(axis=0),
    "layer2.weight": d2.T @ a1,
    "layer2.bias": d2.sum(axis=0),
}
for name, g in gradients.items():
    check("gradient." + name, g)
    m = 0.9 * step["before." + name + ".mean"] + 0.1 * g
    v = 0.999 * step["before." + name + ".variance"] + 0.001 * g * g
    large = np.abs(g) > 1e-4  # below, the first step's g/|g| is all rounding
    after = step["before." + name] - 0.01 * (m / 0.1) / (np.sqrt(v / 0.001) + 1e-8)
    assert np.array_equal(step["after." + name].shape, after.shape)
    step["after." + name] = np.where(large, step["after." + name], after)
    check("after." + name, after)
print("recomputed", compared, "arrays")
