package dev.nabla.train;

import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Schedule;
import dev.nabla.program.Key;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Random;
import dev.nabla.program.Slice;

/**
 * What a run is made with, apart from network and data.
 *
 * @param optimizer how gradients change the parameters
 * @param schedule how the learning rate changes
 * @param limits of gradients and weights
 * @param batchSize examples of a step, at least 1; an epoch's last batch may be smaller
 * @param seed of initialization, order and everything else that is random
 * @param optimizerBegan number of steps done before the optimizer began, which counts its own
 * @param scheduleBegan number of steps done before the schedule began
 */
public record Settings(
        Optimizer optimizer,
        Schedule schedule,
        Limits limits,
        int batchSize,
        int seed,
        long optimizerBegan,
        long scheduleBegan) {
    public Settings {
        requireBatchSize(batchSize);
    }

    /** Of a run that begins. */
    public Settings(Optimizer optimizer, Schedule schedule, Limits limits, int batchSize, int seed) {
        this(optimizer, schedule, limits, batchSize, seed, 0, 0);
    }

    /** Without schedule and limits. */
    public Settings(Optimizer optimizer, int batchSize, int seed) {
        this(optimizer, Schedule.CONSTANT, Limits.NONE, batchSize, seed);
    }

    private static void requireBatchSize(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Training: batch size " + batchSize + ", expected at least 1");
        }
    }

    /** The same with another optimizer. */
    public Settings withOptimizer(Optimizer optimizer) {
        return new Settings(optimizer, schedule, limits, batchSize, seed, optimizerBegan, scheduleBegan);
    }

    /** The same with another schedule. */
    public Settings withSchedule(Schedule schedule) {
        return new Settings(optimizer, schedule, limits, batchSize, seed, optimizerBegan, scheduleBegan);
    }

    /** The same with other limits. */
    public Settings withLimits(Limits limits) {
        return new Settings(optimizer, schedule, limits, batchSize, seed, optimizerBegan, scheduleBegan);
    }

    /** The same with another batch size. */
    public Settings withBatchSize(int batchSize) {
        return new Settings(optimizer, schedule, limits, batchSize, seed, optimizerBegan, scheduleBegan);
    }

    /** Describes what happens to every parameter of the program once the gradients are there. */
    public void describe(ProgramBuilder program) {
        limits.describeGradients(program);
        optimizer.describe(program);
        limits.describeWeights(program);
    }

    /** The same, with another kind of optimizer and another schedule than before beginning behind so many steps. */
    Settings begun(Settings before, long step) {
        return new Settings(
                optimizer,
                schedule,
                limits,
                batchSize,
                seed,
                optimizer.kind() == before.optimizer.kind() ? optimizerBegan : step,
                schedule.equals(before.schedule) ? scheduleBegan : step);
    }

    /**
     * Sets the scalars and the random keys of one step of a slice.
     *
     * @param index the step's index in the slice
     * @param step the step's number in the run, from 0
     */
    public void fill(Program program, Slice slice, int index, long step) {
        optimizer.fill(program, slice, index, step - optimizerBegan, schedule.factor(step - scheduleBegan));
        for (Key key : program.keys()) {
            slice.setKey(index, key, Random.of(seed, key.stream(), (int) step));
        }
    }
}
