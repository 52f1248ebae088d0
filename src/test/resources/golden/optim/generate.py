#!/usr/bin/python3
"""Golden numbers for the optimizers: twelve steps of each, by PyTorch's torch.optim in float64.

Independent of the engine: nothing here was derived from its output. Written with Python 3.11.2 and PyTorch 1.13.0a0 as
Debian has them; deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it.

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


def decayed(optimizer, decay):
    """Decay apart from the gradients, which PyTorch has for AdamW only: w -= lr * decay * w before each step."""
    step = optimizer.step

    def both():
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                with torch.no_grad():
                    parameter.mul_(1 - group["lr"] * decay)
        step()

    optimizer.step = both
    return optimizer


def sgd(parameters, o):
    optimizer = torch.optim.SGD(parameters, lr=o["learningRate"], momentum=o["momentum"])
    return decayed(optimizer, o["weightDecay"])


def nesterov(parameters, o):
    optimizer = torch.optim.SGD(parameters, lr=o["learningRate"], momentum=o["momentum"], nesterov=True)
    return decayed(optimizer, o["weightDecay"])


def adagrad(parameters, o):
    return torch.optim.Adagrad(parameters, lr=o["learningRate"], eps=o["epsilon"])


def rmsprop(parameters, o):
    return torch.optim.RMSprop(parameters, lr=o["learningRate"], alpha=o["fade"], eps=o["epsilon"])


def adam(parameters, o):
    return torch.optim.Adam(parameters, lr=o["learningRate"], betas=(o["beta1"], o["beta2"]), eps=o["epsilon"])


def adamw(parameters, o):
    betas = (o["beta1"], o["beta2"])
    decay = o["weightDecay"]
    return torch.optim.AdamW(parameters, lr=o["learningRate"], betas=betas, eps=o["epsilon"], weight_decay=decay)


def nadam(parameters, o):
    """With foreach: without it PyTorch 1.13 multiplies one momentum twice into the product for the next step."""
    betas = (o["beta1"], o["beta2"])
    return torch.optim.NAdam(parameters, lr=o["learningRate"], betas=betas, eps=o["epsilon"], foreach=True)


def schedule(name, description, make):
    """The factors of 25 steps by torch.optim.lr_scheduler; `make` gets an optimizer with the rate 1."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    factors = []
    for _ in range(25):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(factors) < description.get("steps", 1000):
            scheduler.step()
    return {"name": name, "schedule": description, "factors": factors}


def schedules():
    rates = torch.optim.lr_scheduler
    return [
        schedule("step", {"type": "step", "every": 4, "factor": 0.5}, lambda o: rates.StepLR(o, 4, 0.5)),
        schedule("exponential", {"type": "exponential", "factor": 0.875}, lambda o: rates.ExponentialLR(o, 0.875)),
        schedule("cosine", {"type": "cosine", "steps": 25, "end": 0.125}, lambda o: rates.CosineAnnealingLR(o, 25, 0.125)),
        schedule("one-cycle", {"type": "one-cycle", "steps": 20}, lambda o: rates.OneCycleLR(o, 1.0, 20)),
        schedule("warm-up", {"type": "warm-up", "steps": 25}, lambda o: rates.LinearLR(o, 1 / 25, 1.0, 24)),
        schedule("inverse-time", {"type": "inverse-time", "decay": 0.25}, lambda o: rates.LambdaLR(o, lambda t: 1 / (1 + 0.25 * t))),
    ]


def named(kind, learning_rate, **others):
    return {"type": kind, "learningRate": learning_rate, **others}


def main():
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(SEED)
    usual = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    other = {"beta1": 0.75, "beta2": 0.9, "epsilon": 0.125}
    cases = [
        case(rng, "adam, usual", named("adam", 1e-3, **usual, decay=0.0), adam),
        case(rng, "adam, a large epsilon", named("adam", 0.05, **other, decay=0.0), adam),
        case(rng, "sgd, plain", named("sgd", 1e-4, momentum=0.0, decay=0.0, weightDecay=0.0), sgd),
        case(rng, "sgd, momentum", named("sgd", 1e-4, momentum=0.9, decay=0.0, weightDecay=0.0), sgd),
        case(rng, "sgd, momentum and weight decay", named("sgd", 1e-3, momentum=0.5, decay=0.0, weightDecay=3.0), sgd),
        case(rng, "nesterov", named("nesterov", 1e-4, momentum=0.9, weightDecay=0.0), nesterov),
        case(rng, "nesterov, weight decay", named("nesterov", 1e-3, momentum=0.5, weightDecay=2.0), nesterov),
        case(rng, "adagrad, usual", named("adagrad", 0.01, epsilon=1e-10), adagrad),
        case(rng, "adagrad, a large epsilon", named("adagrad", 0.3, epsilon=0.25), adagrad),
        case(rng, "rmsprop, usual", named("rmsprop", 0.01, fade=0.99, epsilon=1e-8), rmsprop),
        case(rng, "rmsprop, a large epsilon", named("rmsprop", 0.2, fade=0.6, epsilon=0.25), rmsprop),
        case(rng, "adamw, usual", named("adamw", 1e-3, **usual, weightDecay=0.01), adamw),
        case(rng, "adamw, much decay", named("adamw", 0.05, **other, weightDecay=0.5), adamw),
        case(rng, "nadam, usual", named("nadam", 2e-3, **usual), nadam),
        case(rng, "nadam, a large epsilon", named("nadam", 0.05, **other), nadam),
    ]
    path = pathlib.Path(__file__).with_name("goldens.json")
    lines = ",\n".join(json.dumps(c, separators=(",", ":"), ensure_ascii=False) for c in cases)
    rates = ",\n".join(json.dumps(c, separators=(",", ":")) for c in schedules())
    path.write_text('{"torch":"%s","cases":[\n%s\n],"schedules":[\n%s\n]}\n' % (torch.__version__, lines, rates))


if __name__ == "__main__":
    main()
