package dev.nabla.cli;

import dev.nabla.data.Augmentation;
import dev.nabla.data.Dataset;
import dev.nabla.data.Pixels;
import dev.nabla.data.Sha256;
import dev.nabla.data.TableSchema;
import dev.nabla.model.Checkpoint;
import dev.nabla.model.DataDescription;
import dev.nabla.model.TableJson;
import dev.nabla.model.Weights;
import dev.nabla.program.Tensor;
import dev.nabla.train.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checkpoint of a run, replaced whenever the run is saved. */
final class CheckpointFile {
    /** What of {@link DataDescription#source} holds the number of examples that are learned from, or {@link #ENDLESS}. */
    static final String TRAINING = "training";

    /** Stands for the number of examples where every one is new. */
    static final String ENDLESS = "endless";

    /** What of {@link DataDescription#source} holds the number of examples held out. */
    static final String VALIDATION = "validation";

    /** What of {@link DataDescription#source} holds {@link TrainingSet#sha256}. */
    static final String SHA256 = "sha256";

    /** What of {@link DataDescription#source} holds how images are changed; absent where they are not. */
    static final String AUGMENT = "augment";

    /** What of {@link DataDescription#source} holds the share of images that are not changed. */
    static final String AUGMENT_CLEAN = "augmentClean";

    private final SafeFile file;
    private final TrainingSet set;
    private final Map<String, String> source = new LinkedHashMap<>();

    /**
     * @param set what the run learns from
     */
    CheckpointFile(SafeFile file, TrainingSet set) {
        this.file = file;
        this.set = set;
        source.put(TRAINING, set.endless() ? ENDLESS : Integer.toString(set.training().length));
        source.put(VALIDATION, Integer.toString(set.validation().length));
        source.put(SHA256, set.sha256());
        Augmentation augmentation = set.augmentation();
        if (augmentation != null) {
            source.put(AUGMENT, augmentation.text());
            source.put(AUGMENT_CLEAN, augmentation.cleanText());
        }
    }

    /** Replaces the file by the run's state. */
    void save(Trainer trainer) {
        file.write(
                Checkpoint.ofRun(trainer.network(), describe(trainer.network().classes()), trainer.state())
                        .toBytes());
    }

    private DataDescription describe(int classes) {
        Dataset data = set.data();
        String scaling = data.inputs() instanceof Pixels ? DataDescription.PIXELS : DataDescription.NUMBERS;
        List<String> classNames = data.classNames();
        TableSchema table = set.table();
        return new DataDescription(
                data.name(),
                classNames.isEmpty() ? classNames : classNames.subList(0, classes),
                scaling,
                source,
                table == null ? null : TableJson.write(table));
    }

    /** The SHA-256 of all parameters as 64 hexadecimal digits. */
    static String weightsSha256(List<Tensor> weights) {
        Sha256 hash = new Sha256();
        Weights.write(weights, hash::update);
        return hash.hex();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
