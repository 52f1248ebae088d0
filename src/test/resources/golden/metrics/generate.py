"""Metrics of random predictions, computed by NumPy in double precision; written with NumPy 1.24.2.

Run: python3 generate.py > goldens.json
"""
import json

import numpy as np

rng = np.random.default_rng(11)


def f32(array):
    return np.asarray(array, dtype=np.float32)


def numbers(array):
    return [None if np.isnan(v) else float(v) for v in np.asarray(array, dtype=np.float64).ravel()]


def divide(part, whole):
    with np.errstate(invalid="ignore"):
        return np.asarray(part, float) / np.where(whole == 0, np.nan, whole)


def scores(has, says):
    """has, says: [examples, classes] of booleans."""
    both, said, support = (has & says).sum(0), says.sum(0), has.sum(0)
    precision, recall = divide(both, said), divide(both, support)
    f1 = divide(2 * both, said + support)
    macro = [np.nanmean(precision), np.nanmean(recall), np.nanmean(f1)]
    return {"precision": numbers(precision), "recall": numbers(recall), "f1": numbers(f1), "macro": numbers(macro)}


def classes(n, k, missing):
    outputs = f32(rng.dirichlet(np.ones(k), n))
    labels = rng.integers(0, k - missing, n)
    # Half of the examples are made right, the last class is never predicted.
    outputs[np.arange(n // 2), labels[: n // 2]] += 1
    outputs[:, k - 1] = 0
    predictions = outputs.argmax(1)
    confusion = np.zeros((k, k), int)
    np.add.at(confusion, (labels, predictions), 1)
    order = np.argsort(-outputs, axis=1, kind="stable")
    top = [int((order[:, :j] == labels[:, None]).any(1).sum()) for j in range(1, k + 1)]
    one = np.eye(k, dtype=bool)
    return {"kind": "classes", "classes": k, "labels": labels.tolist(), "outputs": numbers(outputs),
            "correct": int((labels == predictions).sum()), "top": top, "confusion": confusion.ravel().tolist(),
            **scores(one[labels], one[predictions])}


def labels(n, k):
    outputs = f32(rng.uniform(0, 1, (n, k)))
    targets = rng.uniform(0, 1, (n, k)) < 0.3
    outputs[: n // 2] = np.where(targets[: n // 2], 0.9, 0.1)
    targets[:, k - 1] = False
    says = outputs > 0.5
    return {"kind": "labels", "targets": numbers(targets), "outputs": numbers(outputs), "width": k,
            "exact": int((says == targets).all(1).sum()), "hamming": float((says != targets).mean()),
            **scores(targets, says)}


def regression(n, k, offset):
    targets = f32(rng.normal(offset, 2, (n, k)))
    outputs = f32(targets + rng.normal(0, 0.5, (n, k)))
    if k > 1:
        targets[:, 1] = 3
    y, a = targets.astype(float), outputs.astype(float)
    error = a - y
    spread = ((y - y.mean(0)) ** 2).sum(0)
    spread[(y == y[0]).all(0)] = 0
    r2 = 1 - divide((error ** 2).sum(0), spread)
    return {"kind": "regression", "targets": numbers(targets), "outputs": numbers(outputs), "width": k,
            "mae": numbers(np.abs(error).mean(0)), "rmse": numbers(np.sqrt((error ** 2).mean(0))), "r2": numbers(r2),
            "all": numbers([np.abs(error).mean(), np.sqrt((error ** 2).mean()), np.nanmean(r2)])}


cases = [classes(40, 5, 0), classes(33, 4, 2), classes(1, 3, 0), labels(30, 4), labels(7, 1),
         regression(25, 1, 0), regression(31, 3, 1000)]
print("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]")
