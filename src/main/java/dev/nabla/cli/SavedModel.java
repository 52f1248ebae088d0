package dev.nabla.cli;

import dev.nabla.data.Dataset;
import dev.nabla.data.TableSchema;
import dev.nabla.model.Checkpoint;
import dev.nabla.model.DataDescription;
import dev.nabla.model.TableJson;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Workers;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint and the name of its file.
 *
 * @param name as given on the command line
 */
record SavedModel(String name, Checkpoint checkpoint) {
    /**
     * Reads a file.
     *
     * @throws CommandException if it cannot be read
     * @throws dev.nabla.model.ModelException if it is damaged or no model
     */
    static SavedModel read(String name) {
        Path file = DataOptions.path(name);
        try {
            return new SavedModel(name, Checkpoint.read(name, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw FileErrors.failure(file, "read", e);
        }
    }

    Network network() {
        return checkpoint.network();
    }

    /** What the network learned from. */
    DataDescription data() {
        return checkpoint.data();
    }

    /** The state of the run. */
    RunState state() {
        RunState state = checkpoint.run();
        if (state == null) {
            throw CommandException.failure(name + ": a model without a run, nothing to resume");
        }
        return state;
    }

    /** The network with its weights, for inputs of a type that come without targets. */
    Inference inference(ElementType inputs, Workers workers) {
        // Cross-entropy takes labels alone; every other loss takes numbers.
        boolean labels = network().loss() == Loss.CROSS_ENTROPY;
        return inference(inputs, labels ? ElementType.I32 : ElementType.F32, workers);
    }

    /** The network with its weights, to be measured on examples of the types of these. */
    Inference inference(Examples examples, Workers workers) {
        return inference(examples.inputType(), examples.targetType(), workers);
    }

    private Inference inference(ElementType inputs, ElementType targets, Workers workers) {
        return new Inference(name, network(), checkpoint.weights(), inputs, targets, workers);
    }

    /** How rows of a table become its inputs and targets; null where its data are no table. */
    @Nullable
    TableSchema table() {
        String text = data().table();
        return text == null ? null : TableJson.read(name + ": nabla.table", text);
    }

    /** The name of a class. */
    String className(int c) {
        List<String> names = data().classNames();
        return c < names.size() ? names.get(c) : Integer.toString(c);
    }

    /**
     * Divides data as the run did.
     *
     * @param source what messages call the data
     * @param validation as given; null where not
     * @param examples as given; null where not
     * @throws CommandException if flags or data are not those of the run
     */
    TrainingSet trainingSet(String source, Dataset dataset, @Nullable Integer validation, @Nullable Integer examples) {
        if (endless()) {
            throw CommandException.failure(
                    source + ": the run in " + name + " learns from " + data().name() + " without end");
        }
        int savedValidation = number(CheckpointFile.VALIDATION);
        int savedTraining = number(CheckpointFile.TRAINING);
        Agreement agreement = new Agreement(name);
        agreement.require("--validation", validation, savedValidation);
        agreement.require("--examples", examples, savedTraining);
        if ((long) savedTraining + savedValidation > dataset.size()) {
            throw CommandException.failure(source + ": " + dataset.size() + " examples, the run in " + name + " uses "
                    + savedTraining + " for training and " + savedValidation + " for validation");
        }
        int seed = state().settings().seed();
        TrainingSet set = TrainingSet.of(source, dataset, savedValidation, savedTraining, seed);
        requireSame(set);
        @Nullable TableSchema table = table();
        return table == null ? set : set.withTable(table);
    }

    /**
     * The digits that the run learns from.
     *
     * @param validation as given; null where not
     * @param examples as given; null where not
     * @throws CommandException if flags or digits are not those of the run
     */
    TrainingSet handwriting(@Nullable Integer validation, @Nullable Integer examples) {
        int savedValidation = number(CheckpointFile.VALIDATION);
        @Nullable Integer savedTraining = endless() ? null : (Integer) number(CheckpointFile.TRAINING);
        Agreement agreement = new Agreement(name);
        agreement.require("--validation", validation, savedValidation);
        agreement.require("--examples", examples, savedTraining == null ? "endless ones" : savedTraining);
        Settings settings = state().settings();
        TrainingSet set =
                HandwritingSets.training(savedValidation, savedTraining, settings.batchSize(), settings.seed());
        requireSame(set);
        return set;
    }

    /** How images are changed in its run, as {@link CheckpointFile#AUGMENT} says it; null where they are not. */
    @Nullable
    String augmentation(String key) {
        return data().source().get(key);
    }

    private boolean endless() {
        return text(CheckpointFile.TRAINING).equals(CheckpointFile.ENDLESS);
    }

    private void requireSame(TrainingSet set) {
        String hash = set.sha256();
        if (!hash.equals(text(CheckpointFile.SHA256))) {
            throw CommandException.failure(set.source() + ": SHA-256 of the examples " + hash + ", the run in " + name
                    + " learned from " + text(CheckpointFile.SHA256));
        }
    }

    private int number(String key) {
        String text = text(key);
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw damaged(key, text);
        }
        throw damaged(key, text);
    }

    private CommandException damaged(String key, String text) {
        return CommandException.failure(name + ": data source \"" + key + "\" is \"" + text + "\", expected a number");
    }

    private String text(String key) {
        String text = data().source().get(key);
        if (text == null) {
            throw CommandException.failure(
                    name + ": data source without \"" + key + "\", only runs of nabla train can be resumed");
        }
        return text;
    }
}
