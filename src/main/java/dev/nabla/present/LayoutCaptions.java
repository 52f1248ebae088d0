package dev.nabla.present;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The titles of blocks of units: the longest text that has room. */
final class LayoutCaptions {

    /** Estimated width of a character of 11 CSS pixels. */
    private static final double CHARACTER = 6.1;

    private static final double SPACE = 8;
    private static final double ABOVE = 9;
    private static final double BELOW = 17;

    private final NetworkLayout layout;
    private final List<Caption> captions = new ArrayList<>();

    private LayoutCaptions(NetworkLayout layout) {
        this.layout = layout;
    }

    static List<Caption> of(NetworkLayout layout) {
        LayoutCaptions made = new LayoutCaptions(layout);
        List<Block> blocks = layout.blocks();
        double right = layout.inputX();
        for (int i = 0; i < blocks.size(); i++) {
            double end = i + 1 < blocks.size() ? blocks.get(i + 1).x() : layout.width();
            right = made.add(blocks.get(i), i == 0 ? null : blocks.get(i - 1), right, end);
        }
        return made.captions;
    }

    /** Adds the captions of a block; texts may begin at {@code left}. Returns where they end. */
    private double add(Block block, @Nullable Block before, double left, double nextX) {
        NetworkShape shape = layout.shape();
        int layer = block.layer();
        String name = "W" + MathText.subscript(layer + 1);
        String size = name + " " + shape.matrix(layer);
        String full = size + " · " + shape.activations().get(layer);
        double y = block.y() - ABOVE;
        double end;
        if (block.kind() == Block.Kind.OUTPUT && before != null) {
            double middle = (before.right() + block.x()) / 2;
            double edge = block.x() + block.cell();
            String activation = shape.activations().get(layer);
            double room = Math.min(edge - activation.length() * CHARACTER - SPACE - middle, middle - left - SPACE) * 2;
            end = put(middle, y, "center", room, size, name, "");
            put(edge, y, "right", Double.POSITIVE_INFINITY, activation);
        } else {
            double room = nextX - 14 - block.x();
            end = put(block.x(), y, "left", room, full, size, name);
        }
        if (block.places() < shape.width(layer)) {
            String all = NumberText.count(shape.width(layer));
            double under = block.bottom() + BELOW;
            String some = NumberText.count(block.places());
            put(block.x(), under, "left", nextX - block.x() - 10, some + " of " + all + " shown", some + "/" + all);
        }
        if (before != null && layer > before.layer() + 1) {
            String left2 = layer - before.layer() - 1 + " layers";
            double middle = (before.right() + block.x()) / 2;
            captions.add(new Caption("⋯", middle, layout.inputY() + layout.inputSide() / 2, "center"));
            captions.add(new Caption(left2, middle, layout.height() - 6, "center"));
        }
        return end;
    }

    private double put(double x, double y, String align, double room, String... texts) {
        for (String text : texts) {
            double wide = text.length() * CHARACTER;
            if (text.isEmpty()) {
                return x;
            }
            if (wide <= room || text.equals(texts[texts.length - 1])) {
                captions.add(new Caption(text, x, y, align));
                return align.equals("center") ? x + wide / 2 : x + wide;
            }
        }
        return x;
    }
}
