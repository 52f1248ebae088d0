package dev.nabla.program;

import java.util.List;

/** What brings examples out of the data set into a batch. See {@link Op} for the notation. */
public sealed interface DataOp extends Op {
    /**
     * {@code output[r] = source[order[r]]}: copies the chunk's examples out of the data set. Bytes become
     * {@code value / 255f}; other types keep their value.
     *
     * @param source [examples, …], U8, F32 or I32
     * @param order [rows], I32: which example each row is
     * @param output [rows, …] of the source's width, F32 (from U8 or F32) or I32 (from I32)
     */
    record Gather(Buffer source, Buffer order, Buffer output) implements DataOp {
        @Override
        public void accept(OpVisitor visitor) {
            visitor.gather(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(source, order);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return source.type() == ElementType.U8 ? output.shape().elements(rows) : 0;
        }
    }

    /**
     * {@code output[r][j] = 1 where j + first = labels[r], else 0}; labels [rows] I32, output [rows, classes − first] F32.
     * With first 1 and two classes the only column holds the label itself.
     *
     * @param first the class of column 0
     */
    record OneHot(Buffer labels, int first, Buffer output) implements DataOp {
        /** A column for each class. */
        public OneHot(Buffer labels, Buffer output) {
            this(labels, 0, output);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.oneHot(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(labels);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }
    }

    /**
     * {@code output[r][j] = (on where j = labels[r], else off) · weights[labels[r]]}: targets of {@link
     * LossOp.SoftCrossEntropy} with smoothed labels and weighted classes. Labels [rows] I32, output [rows, classes] F32.
     *
     * @param weights of the classes; none where all weigh 1
     */
    record SoftTargets(Buffer labels, float on, float off, List<Float> weights, Buffer output) implements DataOp {
        public SoftTargets {
            weights = List.copyOf(weights);
        }

        @Override
        public void accept(OpVisitor visitor) {
            visitor.softTargets(this);
        }

        @Override
        public List<Buffer> reads() {
            return List.of(labels);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(output);
        }

        @Override
        public long flops(int rows) {
            return output.shape().elements(rows);
        }
    }
}
