package dev.nabla.present;

/**
 * The grid of square cells that makes the cells largest.
 *
 * @param places number of places, at most the number of units
 * @param cell side of a cell, without the gap
 */
record GridFit(int columns, int places, double cell) {

    /** Sizes of cells in CSS pixels: the least at which all units are shown, the one of a selection, and the most. */
    record Sizes(double least, double selected, double most, double gapX, double gapY) {}

    /**
     * Fits units into a box.
     *
     * <p>All of them where their cells are at least {@code least} wide; otherwise as many as fit with {@code selected}.
     */
    static GridFit of(int units, double width, double height, Sizes sizes) {
        GridFit all = largest(units, width, height, sizes);
        if (all.cell >= sizes.least()) {
            return all;
        }
        double cell = Math.max(sizes.least(), Math.min(sizes.selected(), Math.min(width, height)));
        int columns = Math.max(1, (int) Math.floor((width + sizes.gapX()) / (cell + sizes.gapX())));
        int rows = Math.max(1, (int) Math.floor((height + sizes.gapY()) / (cell + sizes.gapY())));
        return largest(Math.max(1, Math.min(units, columns * rows)), width, height, sizes);
    }

    private static GridFit largest(int places, double width, double height, Sizes sizes) {
        GridFit best = new GridFit(1, places, 0);
        for (int columns = 1; columns <= places; columns++) {
            int rows = (places + columns - 1) / columns;
            double cell = Math.min(
                    (width + sizes.gapX()) / columns - sizes.gapX(), (height + sizes.gapY()) / rows - sizes.gapY());
            cell = Math.floor(Math.min(sizes.most(), cell));
            boolean wasted = (rows - 1) * columns >= places;
            if (cell > best.cell && !wasted) {
                best = new GridFit(columns, places, cell);
            }
        }
        return best;
    }
}
