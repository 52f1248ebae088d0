package dev.nabla.model;

import dev.nabla.program.Tensor;
import java.util.List;

/**
 * The values of a model as plain bytes: little-endian float32, tensor after tensor, each row-major; in the order of {@code
 * Network.parameterSpecs()}, so layer by layer W [units, inputs], then b [units]; behind them what was measured while
 * training, in the order of {@code Network.statisticSpecs()}. What {@code weightsSha256} is the hash of.
 */
public final class Weights {
    private static final int CHUNK_FLOATS = 4096;

    private Weights() {}

    /** Takes bytes in parts, such as a hash. */
    @FunctionalInterface
    public interface Sink {
        /** Takes {@code bytes[offset … offset + length − 1]}; the array is used again afterwards. */
        void accept(byte[] bytes, int offset, int length);
    }

    /** Hands the bytes of all values to {@code sink}, in parts. */
    public static void write(List<Tensor> parameters, Sink sink) {
        byte[] chunk = new byte[CHUNK_FLOATS * Safetensors.FLOAT_BYTES];
        for (Tensor tensor : parameters) {
            float[] values = tensor.values();
            for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
                int count = Math.min(CHUNK_FLOATS, values.length - from);
                LittleEndian.putFloats(values, from, count, chunk, 0);
                sink.accept(chunk, 0, count * Safetensors.FLOAT_BYTES);
            }
        }
    }
}
