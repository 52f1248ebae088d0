#!/usr/bin/python3
"""Golden numbers for activations: values and slopes, by PyTorch's functions and autograd in float64.

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
    path.write_text('{"torch":"%s","activations":[\n%s\n]}\n' % (torch.__version__, lines))


if __name__ == "__main__":
    main()
