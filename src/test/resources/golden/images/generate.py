#!/usr/bin/python3
"""Golden numbers for networks on images: outputs, gradients and ten steps of training, by NumPy in float64.

Independent of the engine: nothing here was derived from its output. Written with Python 3.11.2 and NumPy 1.24.2;
deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it.

Convolution is a sum over shifted images, its gradient the transpose of that; batch normalization is differentiated through
its moments step by step; dropout's masks come from the hash of (seed, stream, step, index), written down here a second
time. Everything that the engine is given is rounded to float32 first; everything computed stays in float64. The gradients are
compared with central differences before they are written.
"""

import json
import pathlib

import numpy as np

SEED = 20261120
STEPS = 10
RATE = float(np.float32(0.05))
MOMENTUM = float(np.float32(0.9))
RUN_SEED = 77
DROPOUT_KIND = 3


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


# -------------------------------------------------------------------------------------------------------- random numbers


def mix(word):
    word &= 0xFFFFFFFF
    word = ((word ^ (word >> 16)) * 0x21F0AAAD) & 0xFFFFFFFF
    word = ((word ^ (word >> 15)) * 0x735A2D97) & 0xFFFFFFFF
    return word ^ (word >> 15)


def key(constant, seed, stream, step):
    word = mix(seed + constant)
    word = mix((word ^ stream) + constant)
    return mix((word ^ step) + constant)


def kept(count, rate, layer, step):
    """Whether each of the numbers 0 … count − 1 stays."""
    stream = (DROPOUT_KIND << 20) | layer
    key0, key1 = key(0x9E3779B9, RUN_SEED, stream, step), key(0x7F4A7C15, RUN_SEED, stream, step)
    bits = [mix(mix(i ^ key0) + key1) for i in range(count)]
    return np.array([(b >> 8) >= round(float(np.float32(rate)) * 2**24) for b in bits])


# ---------------------------------------------------------------------------------------------------------------- layers


class Conv:
    def __init__(self, filters, kernel, stride, padding, activation):
        self.filters, self.kernel, self.stride, self.padding = filters, kernel, stride, padding
        self.activation = activation

    def describe(self):
        return {"type": "conv2d", "filters": self.filters, "kernel": self.kernel, "stride": self.stride,
                "padding": self.padding, "activation": self.activation}

    def build(self, rng, shape):
        h, w, c = shape
        kh, kw = self.kernel
        s = self.stride
        if self.padding == "same":
            oh, ow = -(-h // s), -(-w // s)
            total_h, total_w = max(0, (oh - 1) * s + kh - h), max(0, (ow - 1) * s + kw - w)
        else:
            oh, ow, total_h, total_w = (h - kh) // s + 1, (w - kw) // s + 1, 0, 0
        self.pad = ((0, 0), (total_h // 2, total_h - total_h // 2), (total_w // 2, total_w - total_w // 2), (0, 0))
        self.size = (oh, ow)
        self.params = [f32(rng.normal(0, 1 / np.sqrt(kh * kw * c), (self.filters, kh, kw, c))),
                       f32(rng.normal(0, 0.2, self.filters))]
        return oh, ow, self.filters

    def shifted(self, padded, ky, kx):
        oh, ow = self.size
        s = self.stride
        return padded[:, ky : ky + (oh - 1) * s + 1 : s, kx : kx + (ow - 1) * s + 1 : s]

    def forward(self, x, step):
        weight, bias = self.params
        self.padded = np.pad(x, self.pad)
        z = np.zeros((len(x), *self.size, self.filters)) + bias
        for ky in range(self.kernel[0]):
            for kx in range(self.kernel[1]):
                z += self.shifted(self.padded, ky, kx) @ weight[:, ky, kx].T
        self.z = z
        return np.maximum(z, 0) if self.activation == "relu" else np.tanh(z)

    def backward(self, da):
        weight, _ = self.params
        dz = da * (self.z > 0) if self.activation == "relu" else da / np.cosh(self.z) ** 2
        d_weight, d_padded = np.zeros_like(weight), np.zeros_like(self.padded)
        for ky in range(self.kernel[0]):
            for kx in range(self.kernel[1]):
                d_weight[:, ky, kx] = np.tensordot(dz, self.shifted(self.padded, ky, kx), ([0, 1, 2], [0, 1, 2]))
                self.shifted(d_padded, ky, kx)[...] += dz @ weight[:, ky, kx]
        self.grads = [d_weight, dz.sum((0, 1, 2))]
        (t, b), (l, r) = self.pad[1], self.pad[2]
        return d_padded[:, t : d_padded.shape[1] - b, l : d_padded.shape[2] - r]


class Pool:
    params, grads = [], []

    def __init__(self, kind, size, stride):
        self.kind, self.size, self.stride = kind, size, stride

    def describe(self):
        return {"type": self.kind, "size": self.size, "stride": self.stride}

    def build(self, rng, shape):
        h, w, c = shape
        self.out = ((h - self.size) // self.stride + 1, (w - self.size) // self.stride + 1)
        return *self.out, c

    def windows(self, x):
        for oy in range(self.out[0]):
            for ox in range(self.out[1]):
                y, left = oy * self.stride, ox * self.stride
                yield oy, ox, x[:, y : y + self.size, left : left + self.size]

    def forward(self, x, step):
        self.x = x
        y = np.zeros((len(x), *self.out, x.shape[3]))
        for oy, ox, window in self.windows(x):
            y[:, oy, ox] = window.max((1, 2)) if self.kind == "max-pool2d" else window.mean((1, 2))
        return y

    def backward(self, dy):
        dx = np.zeros_like(self.x)
        for (oy, ox, window), (_, _, target) in zip(self.windows(self.x), self.windows(dx)):
            for r in range(len(dx)):
                for c in range(dx.shape[3]):
                    if self.kind == "max-pool2d":
                        at = np.unravel_index(window[r, :, :, c].argmax(), (self.size, self.size))
                        target[r, at[0], at[1], c] += dy[r, oy, ox, c]
                    else:
                        target[r, :, :, c] += dy[r, oy, ox, c] / self.size**2
        return dx


class GlobalMean:
    params, grads = [], []

    def describe(self):
        return {"type": "global-avg-pool"}

    def build(self, rng, shape):
        return (shape[2],)

    def forward(self, x, step):
        self.shape = x.shape
        return x.mean((1, 2))

    def backward(self, dy):
        return np.broadcast_to(dy[:, None, None] / (self.shape[1] * self.shape[2]), self.shape)


class BatchNorm:
    momentum, epsilon = float(np.float32(0.1)), float(np.float32(1e-5))

    def describe(self):
        return {"type": "batch-norm"}

    def build(self, rng, shape):
        self.params = [f32(rng.normal(1, 0.3, shape[-1])), f32(rng.normal(0, 0.3, shape[-1]))]
        self.running = [np.zeros(shape[-1]), np.ones(shape[-1])]
        return shape

    def forward(self, x, step):
        axes = tuple(range(x.ndim - 1))
        if step is None:
            mean, variance = self.running
        else:
            mean = x.mean(axes)
            variance = ((x - mean) ** 2).mean(axes)
            n = x.size // x.shape[-1]
            new = [mean, variance * n / (n - 1)]
            self.running = [(1 - self.momentum) * old + self.momentum * now for old, now in zip(self.running, new)]
        self.centred, self.deviation = x - mean, np.sqrt(variance + self.epsilon)
        return self.centred / self.deviation * self.params[0] + self.params[1]

    def backward(self, dy):
        axes = tuple(range(dy.ndim - 1))
        n = dy.size // dy.shape[-1]
        self.grads = [(dy * self.centred / self.deviation).sum(axes), dy.sum(axes)]
        d_hat = dy * self.params[0]
        d_variance = (d_hat * self.centred).sum(axes) * -0.5 / self.deviation**3
        d_mean = -d_hat.sum(axes) / self.deviation + d_variance * -2 * self.centred.sum(axes) / n
        return d_hat / self.deviation + d_variance * 2 * self.centred / n + d_mean / n


class Dropout:
    params, grads = [], []

    def __init__(self, rate, layer):
        self.rate, self.layer = rate, layer

    def describe(self):
        return {"type": "dropout", "rate": self.rate}

    def build(self, rng, shape):
        return shape

    def forward(self, x, step):
        if step is None:
            return x
        self.factor = kept(x.size, self.rate, self.layer, step).reshape(x.shape) / (1 - float(np.float32(self.rate)))
        return x * self.factor

    def backward(self, dy):
        return dy * self.factor


class Dense:
    def __init__(self, units, activation):
        self.units, self.activation = units, activation

    def describe(self):
        return {"type": "dense", "units": self.units, "activation": self.activation}

    def build(self, rng, shape):
        inputs = int(np.prod(shape))
        self.params = [f32(rng.normal(0, 1 / np.sqrt(inputs), (self.units, inputs))), f32(rng.normal(0, 0.2, self.units))]
        return (self.units,)

    def forward(self, x, step):
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        self.z = self.x @ self.params[0].T + self.params[1]
        return np.tanh(self.z) if self.activation == "tanh" else self.z

    def backward(self, da):
        dz = da / np.cosh(self.z) ** 2 if self.activation == "tanh" else da
        self.grads = [dz.T @ self.x, dz.sum(0)]
        return (dz @ self.params[0]).reshape(self.shape)


# --------------------------------------------------------------------------------------------------------------- network


def outputs(layers, x, step):
    for layer in layers:
        x = layer.forward(x, step)
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def loss(layers, x, y, step):
    return -np.log(outputs(layers, x, step)[np.arange(len(y)), y]).mean()


def gradients(layers, x, y, step):
    d = outputs(layers, x, step)
    d[np.arange(len(y)), y] -= 1
    d /= len(y)
    for layer in reversed(layers):
        d = layer.backward(d)
    return [g for layer in layers for g in layer.grads], d


def check(name, layers, x, y):
    """Central differences, for some elements of every tensor."""
    rng = np.random.default_rng(1)
    found, dx = gradients(layers, x, y, 0)
    params = [p for layer in layers for p in layer.params]
    for tensor, gradient in zip(params + [x], found + [dx]):
        for _ in range(12):
            at = tuple(rng.integers(n) for n in tensor.shape)
            old, h = tensor[at], 1e-6
            tensor[at] = old + h
            above = loss(layers, x, y, 0)
            tensor[at] = old - h
            below = loss(layers, x, y, 0)
            tensor[at] = old
            numeric = (above - below) / (2 * h)
            assert abs(numeric - gradient[at]) < 1e-7 + 1e-5 * abs(numeric), (name, at, numeric, gradient[at])


def flat(tensors):
    return [t.ravel().tolist() for t in tensors]


def case(rng, name, shape, layers, examples, classes):
    inputs = shape
    for layer in layers:
        shape = layer.build(rng, shape)
    x, y = f32(rng.normal(0, 1, (examples, *inputs))), rng.integers(0, classes, examples)
    check(name, layers, x, y)
    norms = [layer for layer in layers if isinstance(layer, BatchNorm)]
    for norm in norms:
        norm.running = [np.zeros_like(norm.running[0]), np.ones_like(norm.running[1])]
    params = [p for layer in layers for p in layer.params]
    result = {"name": name, "input": list(inputs), "layers": [layer.describe() for layer in layers], "size": examples,
              "inputs": x.ravel().tolist(), "labels": y.tolist(), "parameters": flat(params)}
    found, dx = gradients(layers, x, y, 0)
    result["gradients"], result["inputGradient"] = flat(found), dx.ravel().tolist()
    for norm in norms:
        norm.running = [np.zeros_like(norm.running[0]), np.ones_like(norm.running[1])]
    velocity, losses = [np.zeros_like(p) for p in params], []
    for step in range(STEPS):
        losses.append(loss(layers, x, y, step))
        running = [norm.running for norm in norms]
        found, _ = gradients(layers, x, y, step)
        for norm, kept_moments in zip(norms, running):
            norm.running = kept_moments
        for p, v, g in zip(params, velocity, found):
            v[...] = MOMENTUM * v + g
            p -= RATE * v
    result["training"] = {"losses": losses, "parameters": flat(params),
                          "statistics": flat([moment for norm in norms for moment in norm.running]),
                          "outputs": outputs(layers, x, None).ravel().tolist()}
    return result


def main():
    rng = np.random.default_rng(SEED)
    cases = [
        case(rng, "same convolution and max pooling", (6, 7, 2),
             [Conv(3, [3, 3], 1, "same", "relu"), Pool("max-pool2d", 2, 2), Dense(4, "linear")], 5, 4),
        case(rng, "strides and an even kernel", (8, 7, 1),
             [Conv(4, [4, 2], 2, "same", "tanh"), Conv(3, [2, 2], 3, "same", "tanh"), Dense(3, "linear")], 4, 3),
        case(rng, "valid convolution and overlapping pooling", (9, 9, 1),
             [Conv(3, [3, 2], 2, "valid", "tanh"), Pool("max-pool2d", 3, 1), Pool("avg-pool2d", 2, 1),
              Dense(3, "linear")], 4, 3),
        case(rng, "batch normalization of images", (5, 5, 2),
             [Conv(3, [3, 3], 1, "same", "tanh"), BatchNorm(), Conv(4, [2, 2], 1, "valid", "relu"), GlobalMean(),
              Dense(3, "linear")], 6, 3),
        case(rng, "batch normalization of a dense layer, dropout", (4, 3, 1),
             [Dense(7, "tanh"), BatchNorm(), Dropout(0.25, 2), Dense(3, "linear")], 8, 3),
        case(rng, "dropout of images", (4, 4, 3),
             [Dropout(0.5, 0), Conv(2, [2, 2], 1, "same", "tanh"), Dropout(0.1, 2), Pool("avg-pool2d", 2, 2),
              Dense(3, "linear")], 3, 3),
    ]
    text = json.dumps({"rate": RATE, "momentum": MOMENTUM, "seed": RUN_SEED, "cases": cases}, indent=None)
    (pathlib.Path(__file__).parent / "goldens.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")


main()
