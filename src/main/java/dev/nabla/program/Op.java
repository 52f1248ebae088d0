package dev.nabla.program;

import java.util.List;

/**
 * One operation of a {@link Program}: which buffers it reads, which it writes, and what it computes. The records of its
 * branches are the whole instruction set; every executor implements each of them ({@link OpVisitor}), and all
 * executors give the same bits.
 *
 * <p>In formulas, R is the number of rows of the chunk, N of the batch; r an example, i an input, j an output. Outputs are
 * overwritten unless an operation says that it accumulates; no output may be an input of the same operation unless it
 * says so. Sums run in ascending order in one accumulator that starts at +0.
 */
public sealed interface Op permits DataOp, LayerOp, ImageOp, NormalizationOp, LossOp, UpdateOp {
    /** Calls the visitor's method for this kind of operation. */
    void accept(OpVisitor visitor);

    /** The buffers that are read, in the order of the formula. */
    List<Buffer> reads();

    /** The buffers that are written; none where only a metric is. */
    default List<Buffer> writes() {
        return List.of();
    }

    /** What stands in the place of this operation when nothing is learned: itself, others, or nothing. */
    default List<Op> inference() {
        return List.of(this);
    }

    /** Floating-point additions and multiplications (a division, root or exp counts one) for so many rows. */
    default long flops(int rows) {
        return 0;
    }

    /** The name of the operation, such as {@code MatMul}. */
    default String kind() {
        return getClass().getSimpleName();
    }
}
