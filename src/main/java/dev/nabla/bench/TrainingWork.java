package dev.nabla.bench;

import dev.nabla.nn.Network;
import dev.nabla.optim.Optimizer;
import dev.nabla.program.Buffer;
import dev.nabla.program.Examples;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Slice;
import dev.nabla.program.Tensor;
import dev.nabla.train.EpochSource;
import java.util.List;

/**
 * Training, as a run of the page does it: shuffled epochs, in slices of many steps whose order and scalars are filled in for
 * each. An epoch's last batch may be smaller than the others; what is counted is what was trained on.
 */
final class TrainingWork implements Work {
    private static final int SEED = 1;
    private static final int MOST_STEPS = 1024;
    private static final int MOST_EXAMPLES = 8192;

    private final Executor executor;
    private final Program program;
    private final Optimizer optimizer;
    private final EpochSource source;
    private final boolean countsSteps;
    private final int batchSize;
    private final int[] indices;
    private final Slice slice;
    private int steps = 1;
    private long step;

    TrainingWork(Item item, Examples examples, Rig rig) {
        Network network = item.network();
        optimizer = item.optimizer();
        countsSteps = item.unit().equals("steps/s");
        batchSize = Math.min(item.batchSize(), examples.size());
        indices = new int[batchSize];
        int[] all = new int[examples.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        source = new EpochSource(examples, all, SEED);
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, examples.inputType(), examples.targetType(), false);
        optimizer.describe(builder);
        Network.describeChecks(builder);
        program = builder.build();
        executor = rig.executor(program);
        write(executor, network.initialize(SEED));
        slice = new Slice(program, MOST_STEPS);
    }

    /** Hands an executor the weights of its network. */
    static void write(Executor executor, List<Tensor> weights) {
        for (Tensor tensor : weights) {
            for (Buffer buffer : executor.program().persistent()) {
                if (buffer.name().equals(tensor.name())) {
                    executor.write(buffer, tensor.values());
                }
            }
        }
    }

    @Override
    public int run() {
        slice.clear();
        int examples = 0;
        for (int i = 0; i < steps; i++) {
            int count = source.take(batchSize, indices);
            int index = slice.add(indices, 0, count);
            optimizer.fill(program, slice, index, step + index);
            examples += count;
        }
        int done = executor.train(source.examples(), slice);
        step += done;
        if (slice.metric(done - 1, program.nonFinite()) != 0) {
            throw new IllegalStateException("a weight is no number any more after step " + step);
        }
        return countsSteps ? done : examples;
    }

    @Override
    public void enlarge() {
        steps = Math.max(1, Math.min(2 * steps, Math.min(MOST_STEPS, MOST_EXAMPLES / batchSize)));
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        executor.close();
    }
}
