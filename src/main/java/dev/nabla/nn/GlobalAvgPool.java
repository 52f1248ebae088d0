package dev.nabla.nn;

import dev.nabla.program.Buffer;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.program.Window;
import java.util.List;

/** The mean of each channel of an image: [height, width, channels] → [channels]. M. Lin et al., Network in Network, 2014. */
public record GlobalAvgPool() implements Layer {
    private static final String NAME = "GlobalAvgPool";

    @Override
    public Shape output(Shape input) {
        Images.require(NAME, input);
        return Shape.of(input.channels());
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    @Override
    public String summary() {
        return "global-avg-pool";
    }

    @Override
    public Connection connect(ProgramBuilder program, int index, Buffer input) {
        Images.require(NAME, input.shape());
        int height = input.shape().dimension(0);
        int width = input.shape().dimension(1);
        int channels = input.shape().channels();
        Window window = Window.valid(height, width, channels, height, width, 1);
        Connection mean = Images.pool(program, index, input, window, Images.Pool.AVERAGE);
        Connection flat = Flatten.flatten(program, Layer.name(index), mean.output());
        return new Connection(flat.output(), (dOutput, inputGradient) -> {
            Buffer dMean = flat.backward().describe(dOutput, inputGradient);
            return dMean == null ? null : mean.backward().describe(dMean, inputGradient);
        });
    }
}
