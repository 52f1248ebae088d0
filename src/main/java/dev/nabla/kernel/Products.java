package dev.nabla.kernel;

import dev.nabla.program.LayerOp.MatMul;

/** The three products of a dense layer, from and to where their matrices lie. */
final class Products {
    private final Context context;
    private final Layout layout;

    Products(Context context, Layout layout) {
        this.context = context;
        this.layout = layout;
    }

    /** Z = X·Wᵀ. */
    Product forward(String name, MatMul op, Product.Epilogue epilogue) {
        Matrix x = layout.matrix(op.left());
        Panels w = layout.panels(op.right());
        Matrix z = layout.matrix(op.output());
        if (w.tiles() * Panels.TILE > z.stride()) {
            throw new IllegalStateException("Rows of " + z + " do not hold the tiles of " + w);
        }
        return Product.of(name, left(x), Product.Tiles.of(w), Product.Tiles.of(z), w.tiles(), x.width(), epilogue);
    }

    /** dX = dZ·W. */
    Product inputGradient(String name, MatMul op, Product.Epilogue epilogue) {
        Matrix dz = layout.matrix(op.left());
        Panels w = layout.transposed(op.right());
        Matrix dx = layout.matrix(op.output());
        return Product.of(name, left(dz), Product.Tiles.of(w), Product.Tiles.of(dx), w.tiles(), dz.width(), epilogue);
    }

    /** dW = dZᵀ·X, where the result is arranged like the weights. */
    Product weightGradient(String name, MatMul op, Panels result, Product.Epilogue epilogue) {
        Matrix dz = layout.matrix(op.left());
        Matrix x = layout.matrix(op.right());
        Product.Left transposed = new Product.Left(x.address(), Float.BYTES, x.rowBytes());
        return Product.of(
                name,
                transposed,
                Product.Tiles.of(dz),
                Product.Tiles.of(result),
                result.tiles(),
                context.rows(),
                epilogue);
    }

    private static Product.Left left(Matrix matrix) {
        return new Product.Left(matrix.address(), matrix.rowBytes(), Float.BYTES);
    }
}
