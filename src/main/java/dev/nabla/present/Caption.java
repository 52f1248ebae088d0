package dev.nabla.present;

/**
 * A short text on a picture.
 *
 * @param x of its left edge, middle or right edge, as {@code align} says
 * @param y of its baseline
 * @param align "left", "center" or "right"
 */
public record Caption(String text, double x, double y, String align) {}
