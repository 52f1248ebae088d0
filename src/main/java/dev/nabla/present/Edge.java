package dev.nabla.present;

/**
 * What one unit contributes to the sum of a unit of the next layer.
 *
 * @param layer of the unit that receives
 * @param from index of the contributing unit in the layer before
 * @param to index of the receiving unit
 * @param value w·a
 */
public record Edge(int layer, int from, int to, double value) {

    double size() {
        return Math.abs(value);
    }

    boolean joins(Edge other) {
        return layer == other.layer && from == other.from && to == other.to;
    }
}
