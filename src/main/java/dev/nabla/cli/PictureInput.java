package dev.nabla.cli;

import dev.nabla.data.ImageFit;
import dev.nabla.data.ImageNormalizer;
import dev.nabla.data.InputShape;
import java.util.Set;

/** Turns picture files into what a network takes: bright ink on black, in its size. */
final class PictureInput {
    /** Data whose images are digits in MNIST's frame. */
    private static final Set<String> DIGITS = Set.of("mnist", "handwriting");

    private static final float WHITE = 255f;

    private final InputShape shape;
    private final boolean digits;
    private final Choice invert;
    private final Choice normalize;

    /**
     * @param shape of the network's input, one channel
     * @param dataName what the network learned from
     * @param invert whether the negative is taken
     * @param normalize whether the ink is cut out and centered as in MNIST
     */
    PictureInput(InputShape shape, String dataName, Choice invert, Choice normalize) {
        boolean frame = shape.width() == ImageNormalizer.SIDE && shape.height() == ImageNormalizer.SIDE;
        if (normalize == Choice.YES && !frame) {
            throw CommandException.usage("--normalize yes: the network takes " + shape + ", expected "
                    + InputShape.gray(ImageNormalizer.SIDE, ImageNormalizer.SIDE));
        }
        this.shape = shape;
        this.digits = frame && DIGITS.contains(dataName);
        this.invert = invert;
        this.normalize = normalize;
    }

    /** The input that a file gives: [height, width, 1], 0 … 1. */
    float[] read(String file) {
        byte[] pixels = pixels(GrayImage.read(DataOptions.path(file)), file);
        float[] input = new float[pixels.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = (pixels[i] & 255) / WHITE;
        }
        return input;
    }

    private byte[] pixels(GrayImage image, String file) {
        GrayImage ink = invert.decide(image::hasBrightBorder) ? image.inverted() : image;
        boolean fits = ink.width() == shape.width() && ink.height() == shape.height();
        if (!normalize.decide(() -> digits && !fits)) {
            return ImageFit.fit(ink.pixels(), ink.width(), ink.height(), shape);
        }
        byte[] pixels = new byte[shape.size()];
        if (!new ImageNormalizer().normalize(ink.withoutPaper(), ink.width(), ink.height(), pixels, 0)) {
            throw CommandException.failure(file + ": nothing but paper, expected a digit");
        }
        return pixels;
    }
}
