package dev.nabla.present;

/**
 * A part of a picture that a person can point at.
 *
 * @param id names it among the areas of the picture, and stays the same from frame to frame
 * @param label what is read out, such as "Unit 5 of layer 1, activation 1.72"
 * @param x left edge, in CSS pixels of the picture
 * @param y upper edge
 */
public record HitArea(String id, String label, double x, double y, double width, double height) {

    double centerX() {
        return x + width / 2;
    }

    double centerY() {
        return y + height / 2;
    }

    /** Distance of a point from this area; 0 inside. */
    double distance(double px, double py) {
        double dx = Math.max(0, Math.max(x - px, px - x - width));
        double dy = Math.max(0, Math.max(y - py, py - y - height));
        return Math.sqrt(dx * dx + dy * dy);
    }
}
