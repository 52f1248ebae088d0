package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.Window;
import dev.nabla.wasm.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The three products of a convolution, from and to where their images lie. */
final class Convolutions {
    private final Context context;
    private final Layout layout;

    Convolutions(Context context, Layout layout) {
        this.context = context;
        this.layout = layout;
    }

    /** z = x ∗ W, or what the epilogue makes of it. */
    Function forward(String name, Conv2d op, Buffer output, Product.Epilogue epilogue) {
        Window w = op.window();
        Planes x = layout.planes(op.left());
        Panels weights = layout.panels(op.right());
        Planes z = layout.planes(output);
        int depth = w.channels();
        ImageProduct.Part part = new ImageProduct.Part(
                w.outputHeight(),
                w.outputWidth(),
                x.walk(w.stride()).at(x.address() + x.offset(-w.top(), -w.left())),
                weights.address(),
                z.walk(),
                new ImageProduct.Taps(w.kernelHeight(), x.lineBytes(), w.kernelWidth() * depth * weights.rowBytes()),
                new ImageProduct.Taps(w.kernelWidth(), x.pixelBytes(), depth * weights.rowBytes()),
                depth);
        return new ImageProduct(name, List.of(part), weights.tiles(), weights.panelBytes(), epilogue)
                .emit(context.module());
    }

    /**
     * dx = dz ∗ W turned round, or what the epilogue makes of it. Pixels of x whose distance is a multiple of the stride are
     * under the same taps: for each remainder of lines and columns a convolution of its own.
     */
    Function inputGradient(String name, Conv2d op, Buffer output, Product.Epilogue epilogue) {
        Window w = op.window();
        Planes dz = layout.planes(op.left());
        Planes dx = layout.planes(output);
        Reflection weights = layout.reflected(op.right());
        List<ImageProduct.Part> parts = new ArrayList<>();
        for (Phase rows : Phase.all(w.stride(), w.kernelHeight(), w.top(), w.height())) {
            for (Phase columns : Phase.all(w.stride(), w.kernelWidth(), w.left(), w.width())) {
                parts.add(part(w, dz, dx, weights, rows, columns));
            }
        }
        return new ImageProduct(name, parts, weights.panels(), weights.panelBytes(), kept(epilogue, w))
                .emit(context.module());
    }

    /**
     * Pixels of one dimension that are under the same taps.
     *
     * @param first pixel
     * @param count of pixels, a stride apart
     * @param firstStop that covers the first pixel, the lowest; may be outside
     * @param firstTap by which it does, the highest
     * @param taps by which pixels are covered, a stride apart
     */
    private record Phase(int first, int count, int firstStop, int firstTap, int taps) {
        static List<Phase> all(int stride, int kernel, int before, int size) {
            List<Phase> phases = new ArrayList<>();
            for (int first = 0; first < Math.min(stride, size); first++) {
                int remainder = (first + before) % stride;
                int taps = Math.max(0, (kernel - remainder + stride - 1) / stride);
                int firstStop = (first + before) / stride - (taps - 1);
                int count = (size - first + stride - 1) / stride;
                phases.add(new Phase(first, count, firstStop, remainder + stride * (taps - 1), taps));
            }
            return phases;
        }
    }

    private static ImageProduct.Part part(
            Window w, Planes dz, Planes dx, Reflection weights, Phase rows, Phase columns) {
        boolean isEmpty = rows.taps() == 0 || columns.taps() == 0;
        int left = isEmpty ? dz.address() : dz.address() + dz.offset(rows.firstStop(), columns.firstStop());
        int right = isEmpty ? 0 : weights.offset(rows.firstTap(), columns.firstTap());
        int step = w.stride() * weights.tapBytes();
        return new ImageProduct.Part(
                rows.count(),
                columns.count(),
                dz.walk().at(left),
                weights.address() + right,
                dx.walk(w.stride()).at(dx.address() + dx.offset(rows.first(), columns.first())),
                new ImageProduct.Taps(rows.taps(), dz.lineBytes(), w.kernelWidth() * step),
                new ImageProduct.Taps(columns.taps(), dz.pixelBytes(), step),
                weights.filters());
    }

    /** dW, arranged like the weights; the epilogue gets it where {@code value} is. */
    ImageGradient weightGradient(String name, Conv2d op, Buffer value, Product.Epilogue epilogue) {
        return new ImageGradient(
                name,
                op.window(),
                layout.planes(op.left()),
                layout.planes(op.right()),
                layout.panels(op.output()),
                layout.panels(value),
                context.rows(),
                epilogue);
    }

    /** The same of a gradient whose numbers are listed; null if they are not. */
    @Nullable
    SparseGradient sparseWeightGradient(Conv2d op, Buffer value, Product.Epilogue epilogue) {
        SparseImages.Lists lists = layout.sparseImages().lists(op.left());
        return lists == null
                ? null
                : new SparseGradient(
                        context, lists, op.window(), layout.planes(op.right()), layout.panels(value), epilogue);
    }

    /** Lists the numbers of a gradient for that. */
    Function lists(String name, Conv2d op) {
        SparseImages.Lists lists = Objects.requireNonNull(layout.sparseImages().lists(op.left()));
        return new SparseKernels(context)
                .lists(name, lists, op.window(), layout.planes(op.left()), layout.planes(op.right()));
    }

    /** {@link #inputGradient} of a gradient that is mostly zero. */
    Function sparseInputGradient(String name, Conv2d op, Buffer output, Product.Epilogue epilogue) {
        SparseImages.Sums sums = Objects.requireNonNull(layout.sparseImages().sums(op.left()));
        return new SparseKernels(context)
                .inputGradient(
                        name,
                        sums,
                        op.window(),
                        layout.planes(op.left()),
                        layout.reflected(op.right()),
                        layout.planes(output),
                        kept(epilogue, op.window()));
    }

    private static Product.Epilogue kept(Product.Epilogue epilogue, Window window) {
        return window.channels() % Panels.TILE == 0 ? epilogue : new Kept(epilogue, window.channels());
    }
}
