package dev.nabla.view;

/** Brings a gray picture into the frame in which the network knows its digits. */
@FunctionalInterface
public interface Normalizer {
    /**
     * Normalizes one picture.
     *
     * @param gray [height, width] u8, row-major: 0 is paper, 255 is full ink
     * @param output [28, 28] u8, overwritten
     * @return false if there is no ink
     */
    boolean normalize(byte[] gray, int width, int height, byte[] output);
}
