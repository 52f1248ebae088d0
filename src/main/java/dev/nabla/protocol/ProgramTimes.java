package dev.nabla.protocol;

/**
 * How long the steps of a program take, as means over about the last second of training. Never compared.
 *
 * @param version of the {@link ProgramListing}
 * @param stepMicros of each step of the listing, in a training step; empty where nothing is timed
 * @param waitMicros that the first thread waits for the others, in a training step
 * @param trainingMicros of a training step in all: also its examples are made and handed over
 * @param examplesPerSecond by the clock on the wall
 * @param share of the time by that clock in which the worker trains, 0 … 1
 * @param threads that work
 * @param memoryBytes size of the memory, or of all buffers
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProgramTimes(
        int version,
        float[] stepMicros,
        float waitMicros,
        float trainingMicros,
        float examplesPerSecond,
        float share,
        int threads,
        long memoryBytes) {
    /** Whether the steps are timed one by one. */
    public boolean isTimed() {
        return stepMicros.length > 0;
    }

    /** Of a training step, in the program itself. */
    public double programMicros() {
        double sum = 0;
        for (float micros : stepMicros) {
            sum += micros;
        }
        return sum;
    }

    /** Of a training step, before and behind the program: examples are made, slices filled, results read. */
    public double outsideMicros() {
        return Math.max(0, trainingMicros - waitMicros - programMicros());
    }

    void write(PacketWriter out) {
        out.add(version).add(stepMicros).add(waitMicros).add(trainingMicros);
        out.add(examplesPerSecond).add(share).add(threads).add(memoryBytes);
    }

    static ProgramTimes read(PacketReader in) {
        return new ProgramTimes(
                in.readInt(),
                in.readFloats(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readInt(),
                in.readLong());
    }
}
