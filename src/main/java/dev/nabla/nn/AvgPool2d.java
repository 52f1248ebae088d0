package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Window;
import java.util.List;

/**
 * The mean of each window, by channel, of an image [height, width, channels]; what is left at the right and at the bottom
 * beyond the last whole window is not seen. See {@link ImageOp.AvgPool}.
 *
 * @param size rows and columns of the window
 * @param stride pixels from window to window
 */
public record AvgPool2d(int size, int stride) implements Layer {
    private static final String NAME = "AvgPool2d";

    public AvgPool2d {
        Images.requirePositive(NAME, "window", size);
        Images.requirePositive(NAME, "stride", stride);
    }

    /** Windows next to each other. */
    public static AvgPool2d of(int size) {
        return new AvgPool2d(size, size);
    }

    @Override
    public Shape output(Shape input) {
        return Images.output(Images.pool(NAME, size, stride, input));
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    @Override
    public String summary() {
        return "avg-pool " + size + (stride == size ? "" : " stride " + stride);
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        Window window = Images.pool(NAME, size, stride, input.shape());
        return Images.pool(program, index, input, window, Images.Pool.AVERAGE);
    }
}
