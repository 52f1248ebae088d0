package dev.nabla.present;

/**
 * Where the units of one layer stand: places in rows, filled from left to right.
 *
 * @param layer index of the layer
 * @param kind how a unit is drawn
 * @param x left edge in CSS pixels
 * @param y upper edge
 * @param columns places of a row
 * @param places number of places, at most the number of units
 * @param cell side of a unit
 * @param pitchX from one place to the next in a row
 * @param pitchY from one row to the next
 */
public record Block(
        int layer, Kind kind, double x, double y, int columns, int places, double cell, double pitchX, double pitchY) {

    /** How a unit is drawn. */
    public enum Kind {
        /** By the picture of its weights. */
        PICTURES,
        /** By its activation. */
        CELLS,
        /** By its probability, with the name of its class. */
        OUTPUT,
        /** By the picture of its weights, with the name of its class. */
        OUTPUT_PICTURES
    }

    /** Whether units are drawn as pictures of their weights. */
    public boolean showsWeights() {
        return kind == Kind.PICTURES || kind == Kind.OUTPUT_PICTURES;
    }

    /** Whether units have the names of classes. */
    public boolean isOutput() {
        return kind == Kind.OUTPUT || kind == Kind.OUTPUT_PICTURES;
    }

    public int rows() {
        return (places + columns - 1) / columns;
    }

    public double width() {
        return (columns - 1) * pitchX + cell;
    }

    public double height() {
        return (rows() - 1) * pitchY + cell;
    }

    /** Left edge of a place. */
    public double placeX(int place) {
        return x + place % columns * pitchX;
    }

    /** Upper edge of a place. */
    public double placeY(int place) {
        int row = place / columns;
        return y + row * pitchY;
    }

    public double right() {
        return x + width();
    }

    public double bottom() {
        return y + height();
    }

    Block at(double newX, double newY) {
        return new Block(layer, kind, newX, newY, columns, places, cell, pitchX, pitchY);
    }
}
