"""Safetensors by NumPy alone, from the format's description (https://huggingface.co/docs/safetensors).

python make.py write FILE   writes the golden file that SafetensorsTest reads
python make.py check FILE   reads a file strictly and prints what it holds
"""

import json
import sys

import numpy as np


def tensors():
    tiny = np.float32(1e-45)
    return {
        "b.weight": (np.arange(15, dtype=np.float32) / 8 - 1).reshape(3, 5),
        "scalar": np.array(0.1, dtype=np.float32),
        "a.awkward": np.array(
            [0, -0.0, tiny, -np.finfo(np.float32).tiny, np.finfo(np.float32).max, np.nan, -np.inf, 0.1],
            dtype=np.float32,
        ),
        "deep": np.array([1, 2, 3, 4], dtype=np.float32).reshape(1, 2, 1, 2),
    }


def write(path):
    entries, data = {}, b""
    for name, array in tensors().items():
        raw = array.astype("<f4").tobytes(order="C")
        entries[name] = {
            "data_offsets": [len(data), len(data) + len(raw)],
            "dtype": "F32",
            "shape": list(array.shape),
        }
        data += raw
    # The header need not be in the order of the data, and may hold spaces, escapes and raw UTF-8.
    header = {name: entries[name] for name in sorted(entries)}
    header["__metadata__"] = {"format": "np", "note": '∇ "quoted"\n\\ \U0001f600'}
    text = json.dumps(header, ensure_ascii=True).encode("utf-8").replace(b"\\u2207", "∇".encode("utf-8")) + b"   "
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a name twice: {names}"
    return dict(pairs)


def check(path):
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    assert length <= min(100_000_000, len(content) - 8)
    text = content[8 : 8 + length].decode("utf-8")
    assert text[0] == "{"
    header = json.loads(text, object_pairs_hook=no_duplicates)
    data = content[8 + length :]
    for name, value in header.pop("__metadata__", {}).items():
        print(name, value)
    end = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, next_end = entry["data_offsets"]
        array = np.frombuffer(data[begin:next_end], dtype="<f4").reshape(entry["shape"])
        assert entry["dtype"] == "F32" and begin == end and next_end <= len(data)
        end = next_end
        print(name, entry["shape"], array.ravel()[:6].tolist())
    assert end == len(data)
    print("ok")


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](sys.argv[2])
