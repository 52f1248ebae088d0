package dev.nabla.bench;

import dev.nabla.program.Executor;
import dev.nabla.program.Program;

/** Where the benchmark runs. */
public interface Rig {
    /** Milliseconds since some moment of the past, with fractions. */
    double millis();

    /** What runs a program here. */
    Executor executor(Program program);

    /** How many threads there can be, at most. */
    int mostThreads();

    /** How many threads have carried out the last slice of training. */
    int threads();
}
