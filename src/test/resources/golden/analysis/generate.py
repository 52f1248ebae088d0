#!/usr/bin/python3
"""Golden numbers for projections: principal components, t-SNE's similarities, UMAP's memberships and curve, by NumPy.

Independent of the library: nothing here was derived from its output. Written with Python 3.11.2 and NumPy 1.24.2;
deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it. Inputs are rounded to float32 (or are
bytes) first, everything computed stays in float64.
"""

import json
import pathlib

import numpy as np

SEED = 20261120


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


# ---------------------------------------------------------------------------------------------------------------- PCA


def components(x, k):
    """Eigenvectors of numpy.cov by eigh; the element of largest magnitude of each is positive."""
    covariance = np.atleast_2d(np.cov(x, rowvar=False))
    values, vectors = np.linalg.eigh(covariance)
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k].T
    for v in vectors:
        v *= np.sign(v[np.argmax(np.abs(v))])
    return values, vectors, np.trace(covariance)


def pca_case(name, x, k, pixels=None):
    values, vectors, total = components(x, k)
    case = {
        "name": name,
        "count": x.shape[0],
        "width": x.shape[1],
        "components": k,
        "mean": x.mean(axis=0).tolist(),
        "variances": values.tolist(),
        "vectors": vectors.ravel().tolist(),
        "total": total,
        "projected": ((x - x.mean(axis=0)) @ vectors.T).ravel().tolist(),
    }
    case["pixels" if pixels is not None else "values"] = (x if pixels is None else pixels).ravel().tolist()
    return case


def pca_cases(rng):
    mixed = f32(rng.normal(size=(30, 6)) @ rng.normal(size=(6, 6)) + rng.normal(size=6))
    wide = f32(rng.normal(size=(53, 20)) * 0.8 ** np.arange(20) + 5)
    far = f32(rng.normal(size=(41, 5)) * np.array([1, 0.5, 0.25, 2, 0.1]) + np.array([1e3, -1e3, 0, 50, 7]))
    ink = rng.integers(0, 256, size=(40, 16)) * (rng.random((40, 16)) < 0.4) * (np.arange(16) != 3)
    return [
        pca_case("6 features, all components", mixed, 6),
        pca_case("20 features, 3 components, an odd number of examples", wide, 3),
        pca_case("means far from 0", far, 4),
        pca_case("one feature", f32(rng.normal(size=(7, 1))), 1),
        pca_case("pixels, one of them always black", ink / 255, 4, ink),
    ]


# -------------------------------------------------------------------------------------------------------------- t-SNE


def squared_distances(x):
    return ((x[:, None, :] - x[None, :, :]) ** 2).sum(axis=2)


def similarities(x, perplexity):
    """p over the 3 * perplexity nearest neighbours, symmetrised; beta by Newton's method on the entropy."""
    n = len(x)
    d2 = squared_distances(x)
    k = int(3 * perplexity)
    conditional = np.zeros((n, n))
    for i in range(n):
        near = np.lexsort((np.arange(n), d2[i]))
        near = near[near != i][:k]
        d = d2[i, near] - d2[i, near].min()

        def entropy(log_beta):
            p = np.exp(-np.exp(log_beta) * d)
            p /= p.sum()
            return -(p * np.log(np.maximum(p, 1e-300))).sum(), p

        low, high = -40.0, 40.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if entropy(middle)[0] > np.log(perplexity) else (low, middle)
        conditional[i, near] = entropy((low + high) / 2)[1]
    return (conditional + conditional.T) / (2 * n)


# --------------------------------------------------------------------------------------------------------------- UMAP


def memberships(x, k):
    """The fuzzy union of both directions, k neighbours besides the point itself."""
    n = len(x)
    d = np.sqrt(squared_distances(x))
    directed = np.zeros((n, n))
    for i in range(n):
        near = np.lexsort((np.arange(n), d[i]))
        near = near[near != i][:k]
        rho = d[i, near][d[i, near] > 0][0]
        beyond = np.maximum(0, d[i, near] - rho)
        low, high = 1e-9, 1e9
        for _ in range(300):
            middle = np.sqrt(low * high)
            low, high = (low, middle) if np.exp(-beyond / middle).sum() > np.log2(k + 1) else (middle, high)
        directed[i, near] = np.exp(-beyond / low)
    return directed + directed.T - directed * directed.T


def curve(minimum_distance):
    """a and b by Gauss-Newton from umap-learn's published values for 0.1, in float64, checked to be a minimum."""
    d = np.linspace(0, 3, 300)
    y = np.where(d < minimum_distance, 1.0, np.exp(-(d - minimum_distance)))

    def error(a, b):
        return ((1 / (1 + a * d ** (2 * b)) - y) ** 2).sum()

    a, b = 1.577, 0.8951
    for _ in range(200):
        p = d ** (2 * b)
        f = 1 / (1 + a * p)
        log = np.log(np.maximum(d, 1e-300))
        jacobian = np.stack([-f * f * p, -f * f * a * p * 2 * log], axis=1)
        change = np.linalg.lstsq(jacobian, y - f, rcond=None)[0]
        while error(a + change[0], b + change[1]) > error(a, b):
            change /= 2
            if np.abs(change).max() < 1e-14:
                break
        a, b = a + change[0], b + change[1]
    for da, db in [(1e-4, 0), (-1e-4, 0), (0, 1e-4), (0, -1e-4)]:
        assert error(a + da, b + db) > error(a, b)
    return {"minimumDistance": minimum_distance, "a": a, "b": b}


def main():
    rng = np.random.default_rng(SEED)
    x = f32(rng.normal(size=(24, 3)) + 3 * (np.arange(24) % 3)[:, None])
    cases = {
        "numpy": np.__version__,
        "pca": pca_cases(rng),
        "points": {"count": 24, "width": 3, "values": x.ravel().tolist()},
        "tsne": {"perplexity": 5, "similarities": similarities(x, 5).ravel().tolist()},
        "umap": {"neighbors": 6, "memberships": memberships(x, 5).ravel().tolist()},
        "curves": [curve(m) for m in (0.0, 0.1, 0.5, 0.99)],
    }
    lines = ",\n".join(json.dumps(k) + ":" + json.dumps(v, separators=(",", ":")) for k, v in cases.items())
    pathlib.Path(__file__).with_name("goldens.json").write_text("{" + lines + "}\n")


if __name__ == "__main__":
    main()
