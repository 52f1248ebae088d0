package dev.nabla.bench;

import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;

/** Prediction of one image at a time: its numbers are copied in and the outputs out. */
final class PredictionWork implements Work {
    private static final int SEED = 1;
    private static final int MOST = 4096;

    private final Executor executor;
    private final float[] image = SyntheticData.image();
    private final float[] outputs;
    private int count = 1;

    PredictionWork(Item item, Rig rig) {
        Network network = item.network();
        outputs = new float[network.outputs()];
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, ElementType.U8, ElementType.I32, false);
        executor = rig.executor(builder.build());
        TrainingWork.write(executor, network.initialize(SEED));
    }

    @Override
    public int run() {
        for (int i = 0; i < count; i++) {
            executor.predict(image, 1, outputs);
        }
        return count;
    }

    @Override
    public void enlarge() {
        count = Math.min(2 * count, MOST);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        executor.close();
    }
}
