#!/usr/bin/python3
"""Golden numbers for the optimizers: twelve steps of each, by PyTorch's torch.optim in float64.

Independent of the engine: nothing here was derived from its output. Written with Python 3.11.2 and PyTorch 1.13.0a0 (Debian);
deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it.

The gradients do not depend on the parameters. Everything that the engine is given is rounded to float32 first, so that
both sides start from the same numbers; everything computed stays in float64.
"""

import json
import pathlib

import numpy as np
import torch

SEED = 20250311
STEPS = 12
SIZE = 7


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def case(rng, name, description, make):
    """`description` is the engine's JSON of the optimizer, `make` PyTorch's optimizer from its rounded numbers."""
    options = {k: float(f32(v)) if isinstance(v, float) else v for k, v in description.items()}
    initial = f32(rng.normal(0, 1, SIZE))
    # Scales from 1e-3 to 1e3, and one gradient that is always zero.
    scales = np.append(10.0 ** np.linspace(-3, 3, SIZE - 1), 0.0)
    gradients = f32(rng.normal(0.3, 1, (STEPS, SIZE)) * scales)
    parameter = torch.tensor(initial, requires_grad=True)
    optimizer = make([parameter], options)
    values = []
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        values.append(parameter.detach().numpy().tolist())
    return {
        "name": name,
        "optimizer": options,
        "initial": initial.tolist(),
        "gradients": gradients.tolist(),
        "values": values,
    }


def adam(parameters, o):
    return torch.optim.Adam(parameters, lr=o["learningRate"], betas=(o["beta1"], o["beta2"]), eps=o["epsilon"])


def main():
    rng = np.random.default_rng(SEED)
    cases = [
        case(
            rng,
            "adam, PyTorch's defaults",
            {"type": "adam", "learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "decay": 0.0},
            adam,
        ),
        case(
            rng,
            "adam, a large epsilon",
            {"type": "adam", "learningRate": 0.05, "beta1": 0.75, "beta2": 0.9, "epsilon": 0.125, "decay": 0.0},
            adam,
        ),
    ]
    path = pathlib.Path(__file__).with_name("goldens.json")
    lines = ",\n".join(json.dumps(c, separators=(",", ":"), ensure_ascii=False) for c in cases)
    path.write_text('{"torch":"%s","cases":[\n%s\n]}\n' % (torch.__version__, lines))


if __name__ == "__main__":
    main()
