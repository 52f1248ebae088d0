package dev.nabla.cli;

import dev.nabla.data.CsvTable;
import dev.nabla.data.Dataset;
import dev.nabla.data.TableLearner;
import dev.nabla.data.TableSchema;
import dev.nabla.data.Targets;
import dev.nabla.train.TrainingSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tables of CSV files, to learn from and to measure on. */
final class TableSets {
    private TableSets() {}

    /**
     * A table divided for a new run; what its columns mean is learned from the part to train on.
     *
     * @param source the file
     * @param validation as given; null where not
     * @param examples as given; null where not
     * @param terminal is told what was left out
     */
    static TrainingSet training(
            String source,
            CsvOptions csv,
            TargetOptions targets,
            @Nullable Integer validation,
            @Nullable Integer examples,
            int seed,
            Terminal terminal) {
        CsvTable table = csv.read(file(source, "--target"));
        TableLearner learner = new TableLearner(table, targets.choices(csv.missing));
        Targets undivided = learner.targetsToSplit();
        int heldOut = validation == null ? TrainingSet.defaultValidation(undivided.size()) : validation;
        TrainingSet.requireEnough(source, undivided.size(), heldOut, examples);
        TrainingSplit split = TrainingSplit.of(undivided, heldOut, examples == null ? 0 : examples, seed);
        TableSchema schema = learner.learn(split.training());
        for (String note : learner.notes()) {
            terminal.err().println("nabla: " + note);
        }
        terminal.err().flush();
        return TrainingSet.of(source, schema.encode(table), heldOut, examples, seed)
                .withTable(schema);
    }

    /** A table to measure on, or to go on with, as the network's table says. */
    static Dataset read(String source, CsvOptions csv, TableSchema schema) {
        return schema.withMissing(csv.missing).encode(csv.read(file(source, "the network learned from a table")));
    }

    private static Path file(String source, String why) {
        Path file = DataOptions.path(source);
        if (Files.isDirectory(file) || !Files.exists(file)) {
            throw CommandException.failure(source + ": " + (Files.exists(file) ? "is a directory" : "no such file")
                    + ", expected a CSV file (" + why + ")");
        }
        return file;
    }
}
