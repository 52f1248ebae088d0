package dev.nabla.train;

import dev.nabla.program.Buffer;
import dev.nabla.program.Executor;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an executor holds of a run: parameters, statistics, then the optimizer's state. */
final class PersistentTensors {
    /** In the order in which their tensors are saved. */
    private static final Buffer.Role[] ROLES = {Buffer.Role.PARAMETER, Buffer.Role.STATISTIC, Buffer.Role.STATE};

    private PersistentTensors() {}

    /** Copies. */
    static List<Tensor> read(Executor executor) {
        List<Tensor> tensors = new ArrayList<>();
        for (Buffer.Role role : ROLES) {
            for (Buffer buffer : executor.program().persistent()) {
                if (buffer.role() == role) {
                    float[] values = new float[buffer.shape().width()];
                    executor.read(buffer, values);
                    tensors.add(new Tensor(buffer.name(), buffer.shape(), values));
                }
            }
        }
        return tensors;
    }

    /** Writes those tensors that the program has; each must have the shape of its buffer. */
    static void write(Executor executor, List<Tensor> tensors) {
        Map<String, Buffer> buffers = new HashMap<>();
        executor.program().persistent().forEach(buffer -> buffers.put(buffer.name(), buffer));
        for (Tensor tensor : tensors) {
            Buffer buffer = buffers.get(tensor.name());
            if (buffer == null) {
                continue;
            }
            if (!buffer.shape().equals(tensor.shape())) {
                throw new IllegalArgumentException(
                        "Tensor " + tensor + ", expected the shape " + buffer.shape() + " of the network");
            }
            executor.write(buffer, tensor.values());
        }
    }
}
