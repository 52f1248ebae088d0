#!/usr/bin/python3
"""Writes numpy.npz, by NumPy alone, for the test of the .npz writer. Written with Python 3.11.2 and NumPy 1.24.2.

Run `python3 make.py`. Entries of numpy.savez are streamed, so that only their contents are compared, to the byte.
"""

import pathlib

import numpy as np

np.savez(
    pathlib.Path(__file__).with_name("numpy.npz"),
    weight=np.array([[0, -1.5, 3e-39], [np.finfo(np.float32).max, 0.1, np.nan]], dtype=np.float32),
    number=np.array(0.25, dtype=np.float32),
    labels=np.array([0, -1, 2**31 - 1, -(2**31)], dtype=np.int32),
    pixels=np.array([[[0, 1], [128, 255]]], dtype=np.uint8),
    none=np.zeros((0, 3), dtype=np.float32),
)
