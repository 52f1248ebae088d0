package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ElementType;
import dev.nabla.program.Elementwise;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.ImageOp.MaxPoolGradient;
import dev.nabla.program.LayerOp.ActivateGradient;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.program.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of convolutions that come out of max pooling: of each window and channel at most one number is not zero, and with a
 * ReLU between even fewer. What has the factor zero need not be computed.
 *
 * <p>For the weights' gradient the numbers that are not zero are listed by image and filter, in order of the pixels, as entries
 * of 8 bytes: where the pixel's window of x begins, in bytes from the image, and the number. A list begins at {@code entries +
 * image·imageBytes + filter·listBytes} and ends at the address at {@code ends + 4·(image·filters + filter)}. For the input's
 * gradient each thread lists those of an image in order of the pixels, then the filters, as entries of 16 bytes: where the
 * pixel's window begins in an image of sums, where the filter's weights begin in a tap's, and the number. One entry more than
 * can be needed lets them be written without a branch.
 */
final class SparseImages {
    /** Bytes of an entry for the weights' gradient. */
    static final int ENTRY_BYTES = 8;

    /** Bytes of an entry for the input's gradient. */
    static final int PIXEL_ENTRY_BYTES = 16;

    /** Where in it the number is. */
    static final int PIXEL_VALUE = 8;

    /** A pooling window of fewer pixels leaves too many numbers. */
    private static final int LEAST_AREA = 4;

    private static final int LINE_BYTES = 64;

    private final Map<Buffer, Lists> lists = new HashMap<>();
    private final Map<Buffer, Sums> sums = new HashMap<>();

    /**
     * Lists of one gradient.
     *
     * @param pools windows of the pooling
     * @param finite whether x cannot but be finite
     * @param scratch room of each thread for the sums of four filters
     */
    record Lists(int entries, int ends, int filters, int pools, boolean finite, int scratch) {
        /** An odd number of cache lines, so that lists do not compete for the same ones. */
        int listBytes() {
            return ((pools + 1) * ENTRY_BYTES / LINE_BYTES | 1) * LINE_BYTES + 2 * LINE_BYTES;
        }

        int imageBytes() {
            return filters * listBytes();
        }
    }

    /**
     * Room of each thread to sum up the gradient of an input.
     *
     * @param image sums, with a halo that takes what does not count
     * @param entries list of an image
     * @param threadBytes from a thread's room to the next
     */
    record Sums(Planes image, int entries, int threadBytes) {}

    /** Finds them and places them. */
    SparseImages(Program program, Images images, Space space, int threads) {
        for (Op op : program.ops(Phase.BACKWARD)) {
            if (!(op instanceof Conv2d convolution) || convolution.form() == Conv2d.Form.FORWARD) {
                continue;
            }
            Window pool = pool(program, convolution.left());
            if (pool == null) {
                continue;
            }
            if (convolution.form() == Conv2d.Form.INPUT_GRADIENT) {
                sums.put(convolution.left(), sums(convolution, pool, images, space, threads));
            } else if (SparseGradient.fits(convolution.window(), images.of(convolution.right()))) {
                boolean finite = isPixels(program, convolution.right());
                lists.put(
                        convolution.left(),
                        lists(convolution.filters(), pool.positions(), finite, program.capacity(), space, threads));
            }
        }
    }

    /** The pooling that a gradient comes out of; null if none, or not sparse. */
    private static @Nullable Window pool(Program program, Buffer dz) {
        Buffer from = dz;
        for (Op op : program.ops(Phase.BACKWARD)) {
            if (op instanceof ActivateGradient gradient
                    && gradient.dInput().equals(dz)
                    && (gradient.function() == Elementwise.RELU || gradient.function() == Elementwise.LEAKY_RELU)) {
                from = gradient.dOutput();
            }
        }
        for (Op op : program.ops(Phase.BACKWARD)) {
            if (op instanceof MaxPoolGradient pool && pool.dInput().equals(from)) {
                Window window = pool.window();
                boolean apart = window.stride() >= Math.max(window.kernelHeight(), window.kernelWidth());
                return apart && window.area() >= LEAST_AREA ? window : null;
            }
        }
        return null;
    }

    private static boolean isPixels(Program program, Buffer x) {
        return program.ops(Phase.GATHER).stream()
                .anyMatch(op -> op instanceof DataOp.Gather gather
                        && gather.output().equals(x)
                        && gather.source().type() == ElementType.U8);
    }

    private static Lists lists(int filters, int pools, boolean finite, int capacity, Space space, int threads) {
        Lists sizes = new Lists(0, 0, filters, pools, finite, 0);
        return new Lists(
                space.take((long) capacity * sizes.imageBytes()),
                space.take((long) Integer.BYTES * capacity * filters),
                filters,
                pools,
                finite,
                space.take((long) threads * SparseGradient.SCRATCH_BYTES));
    }

    private static Sums sums(Conv2d op, Window pool, Images images, Space space, int threads) {
        Window w = op.window();
        Planes dx = images.of(op.output());
        int pixel = dx.pixel();
        int width = Math.max(w.width() + w.left(), (w.outputWidth() - 1) * w.stride() + w.kernelWidth());
        int height = Math.max(w.height() + w.top(), (w.outputHeight() - 1) * w.stride() + w.kernelHeight());
        int line = width * pixel;
        int imageBytes = Float.BYTES * height * line;
        int listBytes = (pool.positions() * op.filters() + 1) * PIXEL_ENTRY_BYTES;
        int threadBytes = ((imageBytes + listBytes) / LINE_BYTES | 1) * LINE_BYTES + 2 * LINE_BYTES;
        int address = space.take((long) threads * threadBytes);
        Planes image = new Planes(address, height, width, w.channels(), pixel, line, threadBytes / Float.BYTES);
        return new Sums(image, address + imageBytes, threadBytes);
    }

    /** The lists of a gradient that is the left factor of the weights'; null if there are none. */
    @Nullable
    Lists lists(Buffer dz) {
        return lists.get(dz);
    }

    /** The room to sum up what a gradient gives the input's; null if there is none. */
    @Nullable
    Sums sums(Buffer dz) {
        return sums.get(dz);
    }

    /** All that are listed. */
    List<Buffer> listed() {
        return List.copyOf(lists.keySet());
    }
}
