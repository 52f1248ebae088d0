package dev.nabla.cli;

import dev.nabla.bench.Rig;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import dev.nabla.program.Workers;

/**
 * The benchmark on this JVM.
 *
 * @param workers the threads
 */
record JvmRig(Workers workers) implements Rig {
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public double millis() {
        return System.nanoTime() / NANOS_PER_MILLI;
    }

    @Override
    public Executor executor(Program program) {
        return new JavaExecutor(program, workers);
    }

    @Override
    public int mostThreads() {
        return workers.count();
    }

    @Override
    public int threads() {
        return workers.count();
    }
}
