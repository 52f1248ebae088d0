package dev.nabla.kernel;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.AvgPool2d;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.GlobalAvgPool;
import dev.nabla.nn.Layer;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Padding;
import dev.nabla.program.Shape;
import java.util.ArrayList;
import java.util.List;

/** Draws layers for small images: convolutions of odd shapes, pooling of all kinds, batch normalization, dropout. */
final class GeneratedImages {
    private static final int MAX_SIDE = 11;
    private static final int MAX_CHANNELS = 9;
    private static final Activation[] INNER = {
        Activation.RELU,
        Activation.RELU,
        Activation.LINEAR,
        Activation.SIGMOID,
        Activation.TANH,
        Activation.LEAKY_RELU,
        Activation.ELU,
        Activation.GELU,
        Activation.SILU
    };

    private final Draws draws;
    private final Shape input;
    private final List<Layer> layers = new ArrayList<>();
    private Shape shape;

    GeneratedImages(Draws draws) {
        this.draws = draws;
        int channels = draws.oneIn(2) ? 1 : 1 + draws.below(4);
        input = Shape.of(2 + draws.below(MAX_SIDE - 1), 2 + draws.below(MAX_SIDE - 1), channels);
        shape = input;
        int count = 1 + draws.below(5);
        add(draws.oneIn(6) ? any() : convolution());
        for (int i = 1; i < count; i++) {
            add(any());
        }
    }

    private void add(Layer layer) {
        layers.add(layer);
        shape = layer.output(shape);
    }

    /** Of one example. */
    Shape input() {
        return input;
    }

    List<Layer> layers() {
        return layers;
    }

    private Layer any() {
        boolean isImage = shape.rank() == 3;
        return switch (draws.below(isImage ? 10 : 3)) {
            case 0 -> new Dropout(draws.below(4) * 0.25f);
            case 1 -> BatchNorm.of();
            case 2 -> new ActivationLayer(draws.of(INNER));
            case 3, 4 -> maxPool();
            case 5 -> new AvgPool2d(window(), 1 + draws.below(3));
            case 6 -> draws.oneIn(3) ? new GlobalAvgPool() : maxPool();
            default -> convolution();
        };
    }

    private Layer maxPool() {
        return draws.oneIn(2) ? MaxPool2d.of(Math.min(2, side())) : new MaxPool2d(window(), 1 + draws.below(3));
    }

    private int side() {
        return Math.min(shape.dimension(0), shape.dimension(1));
    }

    private int window() {
        return 1 + draws.below(Math.min(side(), draws.oneIn(4) ? 8 : 3));
    }

    private Layer convolution() {
        boolean same = draws.oneIn(2);
        int height = 1 + draws.below(same ? 5 : Math.min(5, shape.dimension(0)));
        int width = 1 + draws.below(same ? 5 : Math.min(5, shape.dimension(1)));
        return Conv2d.of(draws.oneIn(3) ? 8 : 1 + draws.below(MAX_CHANNELS), 1, draws.of(INNER))
                .withKernel(height, width)
                .withStride(draws.oneIn(2) ? 1 : 1 + draws.below(3))
                .withPadding(same ? Padding.SAME : Padding.VALID);
    }
}
