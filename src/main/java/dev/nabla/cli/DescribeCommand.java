package dev.nabla.cli;

import dev.nabla.model.NetworkJson;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Program;
import dev.nabla.program.ProgramBuilder;
import dev.nabla.program.Shape;
import dev.nabla.train.Settings;
import dev.nabla.train.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nabla describe}: what a network will cost, before any data are read. */
@Command(
        name = "describe",
        description = {
            "Describes a network: its layers with the shapes of their outputs, parameters, memory and floating-",
            "point operations; with --json as the file that --network reads."
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class DescribeCommand implements Callable<Integer> {
    private static final Shape IMAGE = Shape.of(28, 28, 1);

    private final Terminal terminal;

    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            converter = Converters.Input.class,
            description = "Of one example, such as 2 or 28x28x1 (default: 28x28x1, or that of --network).")
    private @Nullable Shape input;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final TrainingOptions training = new TrainingOptions();

    @Option(names = "--json", description = "Print the network as JSON.")
    private boolean json;

    @Option(names = "--schema", description = "Print the JSON Schema of --network's file instead.")
    private boolean schema;

    DescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (schema) {
            terminal.out().print(schemaText());
            return 0;
        }
        network.requireGiven();
        Shape shape = input == null ? network.inputOfFile() : input;
        Network described = network.network(shape == null ? IMAGE : shape);
        if (json) {
            terminal.println(NetworkJson.write(described));
            return 0;
        }
        summary(described, training.settings()).forEach(terminal::println);
        return 0;
    }

    private static String schemaText() {
        try (InputStream in = NetworkJson.class.getResourceAsStream("network.schema.json")) {
            if (in == null) {
                throw CommandException.failure("network.schema.json: missing, expected in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandException.failure("network.schema.json: cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> summary(Network network, Settings settings) {
        ElementType inputs = network.input().rank() == 3 ? ElementType.U8 : ElementType.F32;
        ElementType targets = network.loss() == Loss.CROSS_ENTROPY ? ElementType.I32 : ElementType.F32;
        ProgramBuilder builder = new ProgramBuilder(Program.MAX_CAPACITY);
        network.describe(builder, inputs, targets, false);
        settings.describe(builder);
        Memory.requireProgram(network.toString(), builder.build(), settings.batchSize(), 1);
        return SummaryTable.lines(network, Summary.of(network, settings, inputs, targets, settings.batchSize()));
    }
}
