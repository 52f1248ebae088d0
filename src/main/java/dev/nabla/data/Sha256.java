package dev.nabla.data;

import java.util.Arrays;

/**
 * SHA-256 of bytes given in parts.
 *
 * <p>Our own because the browser's Java library has no {@code MessageDigest}. Source: FIPS PUB 180-4, Secure Hash Standard,
 * 2015, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3, 6.2.
 */
public final class Sha256 {
    private static final int BLOCK_BYTES = 64;
    private static final int ROUNDS = 64;
    private static final int LENGTH_BYTES = 8;

    /** Section 4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes. */
    private static final int[] CONSTANTS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** Section 5.3.3: the first 32 bits of the fractions of the square roots of the first 8 primes. */
    private static final int[] INITIAL_STATE = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] state = INITIAL_STATE.clone();
    private final int[] schedule = new int[ROUNDS];
    private final byte[] block = new byte[BLOCK_BYTES];
    private int filled;
    private long total;

    /** The hash of a whole array as 64 lower-case hexadecimal digits. */
    public static String hex(byte[] bytes) {
        return new Sha256().update(bytes, 0, bytes.length).hex();
    }

    /** Appends {@code bytes[offset .. offset + length − 1]} to the message. */
    public Sha256 update(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        total += length;
        while (left > 0) {
            if (filled == 0 && left >= BLOCK_BYTES) {
                compress(bytes, at);
                at += BLOCK_BYTES;
                left -= BLOCK_BYTES;
            } else {
                int n = Math.min(left, BLOCK_BYTES - filled);
                System.arraycopy(bytes, at, block, filled, n);
                filled += n;
                at += n;
                left -= n;
                if (filled == BLOCK_BYTES) {
                    compress(block, 0);
                    filled = 0;
                }
            }
        }
        return this;
    }

    /** Ends the message: its hash as 64 lower-case hexadecimal digits. The object must not be used afterwards. */
    public String hex() {
        pad();
        StringBuilder hex = new StringBuilder(ROUNDS);
        for (int word : state) {
            for (int shift = 28; shift >= 0; shift -= 4) {
                hex.append(Character.forDigit((word >>> shift) & 15, 16));
            }
        }
        return hex.toString();
    }

    /** Section 5.1.1: a one bit, zeros, and the length in bits, big-endian. */
    private void pad() {
        long bits = total * 8;
        block[filled++] = (byte) 0x80;
        if (filled > BLOCK_BYTES - LENGTH_BYTES) {
            Arrays.fill(block, filled, BLOCK_BYTES, (byte) 0);
            compress(block, 0);
            filled = 0;
        }
        Arrays.fill(block, filled, BLOCK_BYTES - LENGTH_BYTES, (byte) 0);
        for (int i = 0; i < LENGTH_BYTES; i++) {
            block[BLOCK_BYTES - 1 - i] = (byte) (bits >>> (8 * i));
        }
        compress(block, 0);
    }

    /** Section 6.2.2: one block of 64 bytes goes into the state. */
    private void compress(byte[] bytes, int offset) {
        expand(bytes, offset);
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int t = 0; t < ROUNDS; t++) {
            int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t1 = h + sum1 + ((e & f) ^ (~e & g)) + CONSTANTS[t] + schedule[t];
            int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /** Section 6.2.2, step 1: the message schedule. */
    private void expand(byte[] bytes, int offset) {
        for (int t = 0; t < 16; t++) {
            int i = offset + 4 * t;
            schedule[t] =
                    bytes[i] << 24 | (bytes[i + 1] & 255) << 16 | (bytes[i + 2] & 255) << 8 | (bytes[i + 3] & 255);
        }
        for (int t = 16; t < ROUNDS; t++) {
            int w = schedule[t - 15];
            int v = schedule[t - 2];
            int sigma0 = Integer.rotateRight(w, 7) ^ Integer.rotateRight(w, 18) ^ (w >>> 3);
            int sigma1 = Integer.rotateRight(v, 17) ^ Integer.rotateRight(v, 19) ^ (v >>> 10);
            schedule[t] = sigma1 + schedule[t - 7] + sigma0 + schedule[t - 16];
        }
    }
}
