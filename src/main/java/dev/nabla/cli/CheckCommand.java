package dev.nabla.cli;

import dev.nabla.analysis.GradientCheck;
import dev.nabla.analysis.GradientCheck.Result;
import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Random;
import dev.nabla.program.Shape;
import dev.nabla.train.DataRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla check}: compares gradients with differences of the loss. */
@Command(
        name = "check",
        description = {
            "Compares the gradients of a network with differences of its loss.",
            "Every parameter and input, on random data, in double precision."
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class CheckCommand implements Callable<Integer> {
    private static final int INPUTS = 8;
    private static final int EXAMPLES = 5;
    private static final int SEED = 1;

    /** Doubles instead of floats. */
    private static final int FACTOR = 2;

    private final Terminal terminal;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--inputs",
            paramLabel = "SHAPE",
            converter = Converters.Input.class,
            description = "Shape of an example, such as 2 or 6x6x1 (default: " + INPUTS + ", or that of --network).")
    private @Nullable Shape inputs;

    @Option(
            names = "--examples",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Examples of the batch, 1 to " + Program.MAX_CAPACITY + " (default: " + EXAMPLES + ").")
    private int examples = EXAMPLES;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "Of weights and data (default: " + SEED + ").")
    private int seed = SEED;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (examples > Program.MAX_CAPACITY) {
            throw CommandException.usage("--examples " + examples + ": expected 1 to " + Program.MAX_CAPACITY);
        }
        network.requireGiven();
        Shape shape = inputs == null ? network.inputOfFile() : inputs;
        Network described = network.network(shape == null ? Shape.of(INPUTS) : shape);
        requireMemory(described);
        int[] order = new int[examples];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        GradientCheck check = new GradientCheck(
                described, described.initialize(seed), data(described.input().width(), described.outputs()), order);
        return print(check.run());
    }

    private void requireMemory(Network described) {
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        described.describe(builder, ElementType.F32, ElementType.I32, true);
        Memory.requireProgram(described.toString(), builder.build(), examples, FACTOR);
    }

    private Examples data(int width, int classes) {
        Random normal = DataRandom.check(seed, 0);
        Random uniform = DataRandom.check(seed, 1);
        float[] values = new float[Math.multiplyExact(examples, width)];
        for (int i = 0; i < values.length; i++) {
            values[i] = normal.normal(i);
        }
        int[] labels = new int[examples];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Math.floorMod(uniform.bits(i), classes);
        }
        return Examples.of(examples, values, labels);
    }

    private int print(List<Result> results) {
        terminal.println(String.format(
                Locale.ROOT,
                "%-16s %8s %6s %8s  %13s  %13s  %13s",
                "tensor",
                "checked",
                "kinks",
                "failures",
                "largest error",
                "analytic",
                "numeric"));
        int failures = 0;
        for (Result result : results) {
            failures += result.failures();
            terminal.println(String.format(
                    Locale.ROOT,
                    "%-16s %8d %6d %8d  %13.3e  %13.6e  %13.6e",
                    result.tensor(),
                    result.checked(),
                    result.kinks(),
                    result.failures(),
                    result.largestError(),
                    result.analytic(),
                    result.numeric()));
        }
        if (failures > 0) {
            throw CommandException.failure(failures + " gradients differ by more than " + GradientCheck.ABSOLUTE + " + "
                    + GradientCheck.RELATIVE + " of their size");
        }
        terminal.println("All gradients agree.");
        return 0;
    }
}
