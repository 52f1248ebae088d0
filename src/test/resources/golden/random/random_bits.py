"""An independent implementation of dev.nabla.program.Random; writes the golden values to bits.txt.

    bits <seed> <stream> <step> <index> <word> <uniform> <below 10> <below 2000000000> <normal>
    permutation <seed> <stream> <step> <size> <elements>
    hash <seed> <stream> <step> <FNV-1a of the words 0 .. 99999>

Words and floats are bits in hexadecimal, everything else is decimal. The logarithm and the cosine of the normal values
come from ../maths/maths.py, the transcript of Maths.

    python3 random_bits.py
"""

import importlib.util
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("maths", HERE.parent / "maths" / "maths.py")
maths = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(maths)

F = np.float32
MASK = 0xFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15

KEYS = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (42, 1 << 20, 0), (42, (1 << 20) + 1, 0), (42, 2 << 20, 17),
        (-1, 3 << 20, -1), (2147483647, (7 << 20) + 1048575, 2147483647), (-2147483648, 5 << 20, -2147483648)]
INDICES = [0, 1, 2, 3, 1000, 65536, 123456789, 2147483647, -2147483648, -1]
SIZES = [0, 1, 2, 7, 20]


def mix(x):
    for shift, multiplier in ((16, 0x21F0AAAD), (15, 0x735A2D97)):
        x = (x ^ x >> shift) * multiplier % 2**32
    return x ^ x >> 15


def keys(seed, stream, step):
    result = []
    for constant in (GOLDEN >> 32, GOLDEN & MASK):
        h = 0
        for word in (seed, stream, step):
            h = mix(((h ^ (word & MASK)) + constant) & MASK)
        result.append(h)
    return result


def bits(key, index):
    return mix((mix((index & MASK) ^ key[0]) + key[1]) & MASK)


def normal(key, index):
    u = F((bits(key, index) >> 8) + 1) * F(2.0**-24)
    v = F(bits((key[1] ^ MASK, key[0]), index) >> 8) * F(2.0**-24)
    radius = np.sqrt(F(-2) * maths.log(np.array([u], F)))
    return (radius * maths.cos(np.array([F(2 * np.pi) * v], F)))[0]


def permutation(key, size):
    array = list(range(size))
    for i in range(size - 1, 0, -1):
        j = bits(key, i) * (i + 1) >> 32
        array[i], array[j] = array[j], array[i]
    return array


def main():
    lines = []
    for arguments in KEYS:
        key = keys(*arguments)
        text = "%d %d %d" % arguments
        for i in INDICES:
            w = bits(key, i)
            u = F(w >> 8) * F(2.0**-24)
            values = (text, i, w, u.view(np.uint32), w * 10 >> 32, w * 2000000000 >> 32,
                      normal(key, i).view(np.uint32))
            lines.append("bits %s %d %08x %08x %d %d %08x" % values)
        for size in SIZES:
            lines.append(("permutation %s %d " % (text, size) + " ".join(map(str, permutation(key, size)))).rstrip())
        h = 2166136261
        for i in range(100000):
            h = (h ^ bits(key, i)) * 16777619 & MASK
        lines.append("hash %s %08x" % (text, h))
    (HERE / "bits.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
