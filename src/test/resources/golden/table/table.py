#!/usr/bin/env python3
"""Golden values of dev.nabla.data.TableSchema, computed with NumPy: python3 table.py

Writes table.csv, with large and small numbers and a category, and expected.txt: what standardization by the even rows
(mean and population deviation) and one input per category make of each row, the target last, as float32.
"""
import platform

import numpy as np

random = np.random.default_rng(1)
N = 24
time = 1.6e9 + random.normal(size=N) * 10
tiny = random.normal(size=N) * 1e-9
color = random.choice(["blue", "green", "red"], size=N)
y = random.normal(size=N) * 3 + 7
with open("table.csv", "w") as file:
    file.write("time,tiny,color,y\n")
    for row in zip(time, tiny, color, y):
        file.write(",".join(str(v) for v in row) + "\n")

columns = [time, tiny, *[(color == c).astype(float) for c in ("blue", "green", "red")], y]
for i in (0, 1, 5):
    training = columns[i][::2]
    columns[i] = (columns[i] - training.mean()) / training.std()
with open("expected.txt", "w") as file:
    file.write(f"# table.py, Python {platform.python_version()}, NumPy {np.__version__}\n")
    for row in np.column_stack(columns).astype(np.float32):
        file.write(" ".join(str(v) for v in row) + "\n")
