#!/usr/bin/python3
"""Golden numbers for the engine: forward pass, loss, gradients and ten steps of training, by NumPy in float64.

Independent of the engine: nothing here was derived from its output. Written with Python 3.11.2 and NumPy 1.24.2;
deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it.

Everything that the engine is given (inputs, targets, weights, rates, penalties) is rounded to float32 first, so that
both sides start from the same numbers; everything computed stays in float64. The gradients below are also compared with
central differences before they are written.
"""

import json
import pathlib

import numpy as np

SEED = 20240607
STEPS = 10
KINK_MARGIN = 1e-3


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


# ---------------------------------------------------------------------------------------------------------- activations


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def activate(name, z):
    return {
        "linear": lambda: z,
        "relu": lambda: np.maximum(z, 0.0),
        "sigmoid": lambda: 1.0 / (1.0 + np.exp(-z)),
        "tanh": lambda: np.tanh(z),
        "softmax": lambda: softmax(z),
    }[name]()


def back_through(name, z, a, da):
    if name == "softmax":  # the full Jacobian, example by example
        return np.stack([(np.diag(p) - np.outer(p, p)) @ d for p, d in zip(a, da)])
    slope = {
        "linear": lambda: np.ones_like(z),
        "relu": lambda: (z > 0).astype(np.float64),
        "sigmoid": lambda: a * (1.0 - a),
        "tanh": lambda: 1.0 / np.cosh(z) ** 2,
    }[name]()
    return da * slope


# -------------------------------------------------------------------------------------------------------------- network


class Net:
    def __init__(self, rng, inputs, layers, loss):
        self.layers, self.loss = layers, loss
        self.w, self.b = [], []
        for layer in layers:
            self.w.append(f32(rng.normal(0, 1.2 / np.sqrt(inputs), (layer["units"], inputs))))
            self.b.append(f32(rng.normal(0, 0.2, layer["units"])))
            inputs = layer["units"]

    def forward(self, x):
        zs, activations = [], [x]
        for layer, w, b in zip(self.layers, self.w, self.b):
            zs.append(activations[-1] @ w.T + b)
            activations.append(activate(layer["activation"], zs[-1]))
        return zs, activations

    def losses(self, zs, out, y):
        if self.loss == "cross-entropy":
            z = zs[-1]
            m = z.max(axis=1)
            return m + np.log(np.exp(z - m[:, None]).sum(axis=1)) - z[np.arange(len(y)), y]
        return self.factor(out) * ((out - self.numbers(out, y)) ** 2).sum(axis=1)

    def factor(self, out):
        # 1/outputs is an operand of the operation, and as such a float32.
        return 0.5 if self.loss == "quadratic" else float(np.float32(1.0 / out.shape[1]))

    @staticmethod
    def numbers(out, y):
        return np.eye(out.shape[1])[y] if y.ndim == 1 else y

    def penalty(self):
        return sum(
            layer["weightL2"] * (w**2).sum() + layer["biasL2"] * (b**2).sum()
            for layer, w, b in zip(self.layers, self.w, self.b)
        )

    def objective(self, x, y):
        zs, activations = self.forward(x)
        return self.losses(zs, activations[-1], y).mean() + self.penalty()

    def gradients(self, x, y):
        zs, activations = self.forward(x)
        out = activations[-1]
        if self.loss == "cross-entropy":
            dz = (out - np.eye(out.shape[1])[y]) / len(x)
        else:
            da = 2 * self.factor(out) * (out - self.numbers(out, y)) / len(x)
            dz = back_through(self.layers[-1]["activation"], zs[-1], out, da)
        dw, db = [], []
        for i in reversed(range(len(self.layers))):
            layer = self.layers[i]
            dw.insert(0, dz.T @ activations[i] + 2 * layer["weightL2"] * self.w[i])
            db.insert(0, dz.sum(axis=0) + 2 * layer["biasL2"] * self.b[i])
            dx = dz @ self.w[i]
            if i > 0:
                dz = back_through(self.layers[i - 1]["activation"], zs[i - 1], activations[i], dx)
        return [g for pair in zip(dw, db) for g in pair], dx

    def parameters(self):
        return [p for pair in zip(self.w, self.b) for p in pair]


def check_differences(net, x, y):
    gradients, dx = net.gradients(x, y)
    h = 1e-6
    for tensor, gradient in zip(net.parameters() + [x], gradients + [dx]):
        for i in np.ndindex(tensor.shape):
            kept = tensor[i]
            tensor[i] = kept + h
            above = net.objective(x, y)
            tensor[i] = kept - h
            below = net.objective(x, y)
            tensor[i] = kept
            assert abs((above - below) / (2 * h) - gradient[i]) < 1e-7, (tensor.shape, i)


# ------------------------------------------------------------------------------------------------------------- training


def train(net, x, y, optimizer, batches):
    """v = momentum v + g, w -= rate v, rate = learningRate / (1 + decay t); rates are rounded to float32 per step."""
    start = [p.copy() for p in net.parameters()]
    velocity = [np.zeros_like(p) for p in start]
    steps = []
    for t, batch in enumerate(batches):
        zs, activations = net.forward(x[batch])
        record = {
            "loss": net.losses(zs, activations[-1], y[batch]).mean(),
            "penalty": net.penalty(),
        }
        if y.ndim == 1:
            record["correct"] = int((activations[-1].argmax(axis=1) == y[batch]).sum())
        steps.append(record)
        gradients, _ = net.gradients(x[batch], y[batch])
        rate = float(np.float32(optimizer["learningRate"] / (1 + optimizer["decay"] * t)))
        for p, v, g in zip(net.parameters(), velocity, gradients):
            v *= optimizer["momentum"]
            v += g
            p -= rate * v
    result = {
        "optimizer": optimizer,
        "batches": batches,
        "steps": steps,
        "parameters": [p.flatten() for p in net.parameters()],
    }
    if optimizer["momentum"] > 0:
        result["velocities"] = [v.ravel() for v in velocity]
    for p, kept in zip(net.parameters(), start):
        p[...] = kept
    return result


def optimizer(learning_rate, momentum=0.0, decay=0.0):
    return {
        "learningRate": float(np.float32(learning_rate)),
        "momentum": float(np.float32(momentum)),
        "decay": float(np.float32(decay)),
    }


OPTIMIZERS = [optimizer(0.3), optimizer(0.1, momentum=0.9), optimizer(0.2, momentum=0.5, decay=0.25)]


def layer(units, activation, weight_l2=0.0, bias_l2=0.0):
    return {
        "units": units,
        "activation": activation,
        "weightL2": float(np.float32(weight_l2)),
        "biasL2": float(np.float32(bias_l2)),
    }


def case(index, name, inputs, layers, loss, kind, examples):
    """kind: "labels" or "numbers" as targets; "pixels" for labels and inputs that are bytes / 255."""
    rng = np.random.default_rng(SEED + index)
    outputs = layers[-1]["units"]
    data = {}
    if kind == "pixels":
        raw = rng.integers(0, 256, (examples, inputs))
        raw[rng.random((examples, inputs)) < 0.5] = 0
        raw[0, :2] = (255, 128)
        data["pixels"] = raw.ravel()
        x = raw / 255.0
    else:
        x = f32(rng.normal(0, 1, (examples, inputs)))
        data["inputs"] = x.flatten()
    if kind == "numbers":
        y = f32(rng.normal(0, 0.7, (examples, outputs)))
    else:
        y = rng.integers(0, outputs, examples)
    data["targets"] = y.ravel()
    net = Net(rng, inputs, layers, loss)

    zs, activations = net.forward(x)
    for l, z in zip(layers, zs):
        assert l["activation"] != "relu" or np.abs(z).min() > KINK_MARGIN, name + ": near a kink, take another seed"
    check_differences(net, x.copy(), y)

    gradients, dx = net.gradients(x, y)
    batches = [rng.integers(0, examples, size).tolist() for size in (4, 3, 1, 5, 2, 4, 7, 4, 9, 3)]
    assert len(batches) == STEPS
    losses = net.losses(zs, activations[-1], y)
    return {
        "name": name,
        "inputWidth": inputs,
        "layers": layers,
        "loss": loss,
        "data": data,
        "parameters": [p.flatten() for p in net.parameters()],
        "outputs": activations[-1].ravel(),
        "losses": losses,
        "meanLoss": losses.mean(),
        "penalty": net.penalty(),
        "gradients": [g.ravel() for g in gradients],
        "inputGradient": dx.ravel(),
        "training": [train(net, x, y, o, batches) for o in OPTIMIZERS],
    }


def plain(value):
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value.tolist()]
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def main():
    cases = [
        case(0, "relu, cross-entropy", 6, [layer(8, "relu"), layer(5, "softmax")], "cross-entropy", "labels", 9),
        case(
            1,
            "pixels, two hidden layers of relu, cross-entropy",
            12,
            [layer(9, "relu"), layer(7, "relu"), layer(4, "softmax")],
            "cross-entropy",
            "pixels",
            9,
        ),
        case(2, "sigmoid, quadratic", 5, [layer(7, "sigmoid"), layer(3, "sigmoid")], "quadratic", "labels", 9),
        case(
            3,
            "tanh, mean squared error on numbers",
            4,
            [layer(6, "tanh"), layer(3, "tanh")],
            "mean-squared-error",
            "numbers",
            9,
        ),
        case(
            4,
            "softmax hidden and last, quadratic",
            5,
            [layer(6, "softmax"), layer(4, "softmax")],
            "quadratic",
            "labels",
            9,
        ),
        case(
            5,
            "linear, mean squared error on numbers",
            3,
            [layer(4, "linear"), layer(2, "linear")],
            "mean-squared-error",
            "numbers",
            9,
        ),
        case(
            6,
            "relu, cross-entropy, L2 on weights and biases",
            6,
            [layer(8, "relu", 0.01, 0.02), layer(3, "softmax", 0.03, 0.005)],
            "cross-entropy",
            "labels",
            9,
        ),
        case(7, "one unit, sigmoid, quadratic", 1, [layer(1, "sigmoid", 0.1)], "quadratic", "numbers", 9),
    ]
    path = pathlib.Path(__file__).with_name("goldens.json")
    lines = ",\n".join(json.dumps(plain(c), separators=(",", ":")) for c in cases)
    path.write_text('{"numpy":"%s","cases":[\n%s\n]}\n' % (np.__version__, lines))


if __name__ == "__main__":
    main()
