package dev.nabla.present;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a network stand on a stage of any size: the picture, a block of units for each layer, captions.
 *
 * <pre>
 *            W₁ 32 × 784 · ReLU    W₂ 10 × 32    softmax
 *            ┌──┐┌──┐┌──┐                         ▫ 0
 * ┌──────┐   └──┘└──┘└──┘                         ▫ 1
 * │  x   │   ┌──┐┌──┐┌──┐   contributions         ▪ 2
 * └──────┘   └──┘└──┘└──┘                         ▫ 3
 * x 28 × 28  −0.05 ▒▒▒▒ 0.05
 * </pre>
 */
public final class NetworkLayout {

    private static final double TITLE = 26;
    private static final double FOOT = 38;
    private static final double NARROW = 560;
    private static final double LEAST_GAP = 20;
    private static final double LEAST_CELL = 14;
    private static final double LEAST_PICTURE_BLOCK = 56;
    /** Of the width that picture and outputs leave free, the share of the spaces in which the edges run. */
    private static final double GAP_SHARE = 0.42;

    private static final double NARROW_GAP_SHARE = 0.34;
    /** The space before the first layer holds no edges, only what leads the eye. */
    private static final double FIRST_GAP = 0.45;

    private static final double MOST_ONLY_GAP = 120;
    /** Width of a first layer of pictures, in widths of a layer of cells. */
    private static final double PICTURES_WEIGHT = 4;

    private static final GridFit.Sizes PICTURE_SIZES = new GridFit.Sizes(30, 48, 168, 4, 7);
    private static final GridFit.Sizes NARROW_SIZES = new GridFit.Sizes(28, 34, 168, 4, 7);
    private static final GridFit.Sizes CELL_SIZES = new GridFit.Sizes(LEAST_CELL, 20, 34, 4, 5);
    private static final GridFit.Sizes OUTPUT_PICTURE_SIZES = new GridFit.Sizes(30, 48, 200, 10, 24);

    private final NetworkShape shape;
    private final double width;
    private final double height;
    private final double labelWidth;
    private final double margin;
    private final double inputSide;
    private final List<Integer> visible = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Double> gaps = new ArrayList<>();

    private NetworkLayout(NetworkShape shape, double width, double height, double labelWidth) {
        this.shape = shape;
        this.width = Math.max(1, width);
        this.height = Math.max(1, height);
        this.labelWidth = labelWidth;
        margin = width < NARROW ? 10 : 20;
        inputSide = Math.floor(Math.max(56, Math.min(Math.min(420, width * inputShare()), innerHeight() * 0.8)));
        chooseLayers();
        fill();
    }

    /**
     * Lays a network out.
     *
     * @param labelWidth of the longest name of a class, in CSS pixels
     */
    public static NetworkLayout of(NetworkShape shape, double width, double height, double labelWidth) {
        return new NetworkLayout(shape, width, height, labelWidth);
    }

    /** Of the width, the share of the picture: less where many layers follow. */
    private double inputShare() {
        return Math.max(0.12, 0.24 - 0.014 * Math.max(0, shape.layers() - 3));
    }

    private double innerHeight() {
        return Math.max(40, height - TITLE - FOOT);
    }

    /** The room right of an output's cell. */
    private double outputRoom() {
        return shape.last() == 0 ? 0 : labelWidth + 8;
    }

    /** All layers where there is room for them; otherwise the first ones and the last ones. */
    private void chooseLayers() {
        double fixed = 2 * margin + inputSide + LEAST_GAP + LEAST_PICTURE_BLOCK + LEAST_GAP + LEAST_CELL + outputRoom();
        int later = Math.max(0, (int) Math.floor((width - fixed) / (LEAST_CELL + LEAST_GAP)));
        int between = Math.max(0, shape.last() - 1);
        if (between <= later) {
            for (int i = 0; i < shape.layers(); i++) {
                visible.add(i);
            }
            return;
        }
        int front = later / 2;
        for (int i = 0; i <= front; i++) {
            visible.add(i);
        }
        for (int i = shape.last() - (later - front); i <= shape.last(); i++) {
            visible.add(i);
        }
    }

    private void fill() {
        double output = shape.last() == 0 ? 0 : outputCell() + outputRoom();
        double free = Math.max(40, width - 2 * margin - inputSide - output);
        int hidden = shape.last() == 0 ? 1 : visible.size() - 1;
        double gapTotal = Math.max(
                LEAST_GAP * visible.size(),
                free * (shape.last() == 0 ? 0.12 : width < NARROW ? NARROW_GAP_SHARE : GAP_SHARE));
        double unit = Math.max(LEAST_CELL, (free - gapTotal) / (PICTURES_WEIGHT + hidden - 1));
        double used = 0;
        for (int index : visible) {
            Block block = block(index, index == 0 ? Math.max(LEAST_CELL, free - gapTotal - unit * (hidden - 1)) : unit);
            blocks.add(block);
            used += block.width();
        }
        if (shape.last() > 0) {
            used += outputRoom();
        }
        spread(width - 2 * margin - inputSide - used);
        double x = margin + inputSide;
        double middle = TITLE + innerHeight() / 2;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            x += gaps.get(i);
            double top = middle - (block.height() + (block.kind() == Block.Kind.OUTPUT_PICTURES ? 16 : 0)) / 2;
            blocks.set(i, block.at(Math.floor(x), Math.floor(top)));
            x += block.width();
        }
    }

    /** Shares the remaining width among the spaces between the blocks. */
    private void spread(double total) {
        if (blocks.size() == 1) {
            gaps.add(Math.max(LEAST_GAP / 2, Math.min(total, MOST_ONLY_GAP)));
            return;
        }
        double first = Math.max(LEAST_GAP, total * FIRST_GAP / (FIRST_GAP + blocks.size() - 1));
        gaps.add(first);
        for (int i = 1; i < blocks.size(); i++) {
            gaps.add(Math.max(LEAST_GAP / 2, (total - first) / (blocks.size() - 1)));
        }
    }

    private double outputCell() {
        double pitch = innerHeight() / shape.width(shape.last());
        return Math.floor(Math.max(LEAST_CELL - 4, Math.min(34, pitch * 0.7)));
    }

    private Block block(int layer, double room) {
        int units = shape.width(layer);
        double tall = innerHeight();
        if (layer == shape.last() && layer > 0) {
            int places = Math.max(1, Math.min(units, (int) Math.floor(tall / LEAST_CELL)));
            double cell = outputCell();
            double pitch = Math.min(tall / places, cell * 1.7);
            return new Block(layer, Block.Kind.OUTPUT, 0, 0, 1, places, Math.min(cell, pitch - 3), pitch, pitch);
        }
        boolean regression = shape.last() == 0;
        GridFit.Sizes pictures = width < NARROW ? NARROW_SIZES : PICTURE_SIZES;
        GridFit.Sizes sizes = regression ? OUTPUT_PICTURE_SIZES : layer == 0 ? pictures : CELL_SIZES;
        GridFit fit = GridFit.of(units, room, regression ? tall - 16 : tall, sizes);
        Block.Kind kind = regression ? Block.Kind.OUTPUT_PICTURES : layer == 0 ? Block.Kind.PICTURES : Block.Kind.CELLS;
        double cell = Math.max(8, fit.cell());
        return new Block(
                layer, kind, 0, 0, fit.columns(), fit.places(), cell, cell + sizes.gapX(), cell + sizes.gapY());
    }

    public NetworkShape shape() {
        return shape;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    /** The blocks in order of their layers; where room is short, layers in the middle are left out. */
    public List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /** Side of the input picture. */
    public double inputSide() {
        return inputSide;
    }

    public double inputX() {
        return margin;
    }

    public double inputY() {
        return Math.floor(TITLE + (innerHeight() - inputSide) / 2);
    }

    /** Number of layers that are left out. */
    public int hiddenLayers() {
        return shape.layers() - blocks.size();
    }

    /** Width of a name of a class at most. */
    public double labelWidth() {
        return labelWidth;
    }

    /** Titles over the blocks and notes under them. */
    public List<Caption> captions() {
        return LayoutCaptions.of(this);
    }
}
