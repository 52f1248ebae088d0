package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.NormalizationOp;
import dev.nabla.program.Op;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import java.util.HashMap;
import java.util.Map;

/** Room for the sums that batch normalization takes of each example: two matrices [rows, channels] for an operation. */
final class Partials {
    /** By what an operation writes first. */
    private final Map<Buffer, Matrix[]> matrices = new HashMap<>();

    /** Places them. */
    Partials(Program program, Space space) {
        for (Phase phase : Phase.values()) {
            for (Op op : program.ops(phase)) {
                if (op instanceof NormalizationOp.Moments || op instanceof NormalizationOp.NormalizeSums) {
                    int channels = op.reads().get(0).shape().channels();
                    matrices.put(op.writes().get(0), new Matrix[] {
                        take(space, program.capacity(), channels), take(space, program.capacity(), channels)
                    });
                }
            }
        }
    }

    private static Matrix take(Space space, int capacity, int channels) {
        int stride = Layout.stride(channels);
        return new Matrix(space.take((long) Float.BYTES * capacity * stride), channels, stride);
    }

    /** One of the two matrices of an operation. */
    Matrix of(Op op, int which) {
        Matrix[] found = matrices.get(op.writes().get(0));
        if (found == null) {
            throw new IllegalStateException(op.kind() + " has no partial sums");
        }
        return found[which];
    }
}
