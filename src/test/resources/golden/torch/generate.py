#!/usr/bin/python3
"""Golden numbers for activations and losses: values and gradients, by PyTorch's functions and autograd in float64.

Independent of the engine: nothing here was derived from its output. Written with Python 3.11.2 and PyTorch 1.13.0a0 as
Debian has them; deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it. Everything that the
engine is given is rounded to float32 first; everything computed stays in float64.
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

SEED = 20250312


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def activation(rng, label, function):
    z = f32(np.concatenate([rng.normal(0, 2, 40), [-30, -8, -4, -1e-3, 1e-3, 4, 8, 30]]))
    inputs = torch.tensor(z, requires_grad=True)
    outputs = function(inputs)
    (slopes,) = torch.autograd.grad(outputs.sum(), inputs)
    return {"activation": label, "z": z.tolist(), "a": outputs.tolist(), "slope": slopes.tolist()}


def loss(rng, name, label, kind, function, **details):
    """Of 9 examples; `function` gives the loss of each, and the gradient is that of their mean."""
    rows, width = 9, 4
    logits = f32(rng.normal(0, 2, (rows, width)))
    labels = rng.integers(0, width, rows)
    numbers = f32(rng.uniform(0, 1, (rows, width)) if label == "binary-cross-entropy" else rng.normal(0, 2, (rows, width)))
    inputs = torch.tensor(logits, requires_grad=True)
    losses = function(inputs, torch.tensor(labels if kind == "labels" else numbers))
    (gradient,) = torch.autograd.grad(losses.mean(), inputs)
    return {
        "name": name,
        "loss": label,
        **details,
        "logits": logits.ravel().tolist(),
        kind: (labels if kind == "labels" else numbers.ravel()).tolist(),
        "losses": losses.tolist(),
        "gradient": gradient.flatten().tolist(),
    }


def losses(rng):
    weights = f32([0.5, 2, 1, 3.25])
    smoothing = float(f32(0.1))
    delta = float(f32(0.7))

    def smoothed(z, y):
        return F.cross_entropy(z, y, label_smoothing=smoothing, reduction="none")

    def weighted(z, y):
        return F.cross_entropy(z, y, weight=torch.tensor(weights), reduction="none")

    def both(z, y):
        return smoothed(z, y) * torch.tensor(weights)[y]

    def mean(function):
        return lambda z, y: function(z, y, reduction="none").mean(dim=1)

    def binary_of_labels(z, y):
        return mean(F.binary_cross_entropy_with_logits)(z, F.one_hot(y, 4).double())

    huber = lambda z, y, reduction: F.huber_loss(z, y, reduction=reduction, delta=delta)
    ce, bce = "cross-entropy", "binary-cross-entropy"
    return [
        loss(rng, "cross-entropy", ce, "labels", lambda z, y: F.cross_entropy(z, y, reduction="none")),
        loss(rng, "label smoothing", ce, "labels", smoothed, labelSmoothing=smoothing),
        loss(rng, "class weights", ce, "labels", weighted, classWeights=weights.tolist()),
        loss(rng, "smoothing and weights", ce, "labels", both, labelSmoothing=smoothing, classWeights=weights.tolist()),
        loss(rng, "multi-label", bce, "numbers", mean(F.binary_cross_entropy_with_logits)),
        loss(rng, "one against the others", bce, "labels", binary_of_labels),
        loss(rng, "mean squared error", "mean-squared-error", "numbers", mean(F.mse_loss)),
        loss(rng, "mean absolute error", "mean-absolute-error", "numbers", mean(F.l1_loss)),
        loss(rng, "huber", "huber", "numbers", mean(huber), huberDelta=delta),
    ]


def main():
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(SEED)
    activations = [
        activation(rng, "relu", F.relu),
        activation(rng, "sigmoid", torch.sigmoid),
        activation(rng, "tanh", torch.tanh),
        activation(rng, "leaky-relu", lambda z: F.leaky_relu(z, float(f32(0.01)))),
        activation(rng, "elu", F.elu),
        activation(rng, "gelu", F.gelu),
        activation(rng, "silu", F.silu),
    ]
    path = pathlib.Path(__file__).with_name("goldens.json")
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in activations)
    more = ",\n".join(json.dumps(c, separators=(",", ":")) for c in losses(rng))
    path.write_text('{"torch":"%s","activations":[\n%s\n],"losses":[\n%s\n]}\n' % (torch.__version__, lines, more))


if __name__ == "__main__":
    main()
