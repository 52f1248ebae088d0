#!/usr/bin/python3
"""Golden matrices with orthonormal rows: the factor Q of numpy.linalg.qr, with the signs that make R's diagonal positive.

Independent of the engine: nothing here was derived from its output. Written with Python 3.11.2 and NumPy 1.24.2 as Debian
has them; deterministic. Run `python3 generate.py`; it rewrites `goldens.json` beside it.
"""

import json
import pathlib

import numpy as np

SEED = 20261120
SHAPES = [(1, 1), (1, 4), (2, 2), (3, 5), (5, 5), (7, 11)]


def main():
    rng = np.random.default_rng(SEED)
    cases = []
    for count, length in SHAPES:
        a = rng.normal(0, 1, (count, length))
        q, r = np.linalg.qr(a.T)
        q = (q * np.sign(np.diag(r))).T
        cases.append(
            {"count": count, "length": length, "a": a.ravel().tolist(), "q": q.ravel().tolist()}
        )
    path = pathlib.Path(__file__).with_name("goldens.json")
    path.write_text(json.dumps({"cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
