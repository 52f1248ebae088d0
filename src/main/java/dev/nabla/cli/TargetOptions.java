package dev.nabla.cli;

import dev.nabla.data.MissingValues;
import dev.nabla.data.TableLearner;
import dev.nabla.data.TableTask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags that say what is learned from a table; null where they are not given. */
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            split = ",",
            description = {
                "The column of a CSV table to predict, by name or number; several separated by commas.",
                "The other columns become inputs: numbers standardized by the training examples, texts one input each."
            })
    private @Nullable List<String> targets;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            converter = Task.class,
            description = {
                "classification, regression, or multi-label: several columns of 0 and 1, or one of labels",
                "separated by | (default: found out from the column)."
            })
    private @Nullable TableTask task;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of a table to leave out, by name or number.")
    private @Nullable List<String> ignored;

    @Option(
            names = "--categorical",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of a table whose numbers are names, such as postal codes.")
    private @Nullable List<String> categorical;

    /** Whether a table is meant. */
    boolean given() {
        return targets != null;
    }

    /** What the flags say. */
    TableLearner.Choices choices(@Nullable MissingValues missing) {
        return new TableLearner.Choices(
                targets == null ? List.of() : targets,
                task,
                ignored == null ? List.of() : ignored,
                categorical == null ? List.of() : categorical,
                missing == null ? MissingValues.REFUSE : missing);
    }

    /** Checks that the flags do not need a table where there is none, or another one where a run goes on. */
    void requireTable(boolean resumed) {
        @Nullable
        String flag = targets != null ? "--target" : task != null ? "--task" : ignored != null ? "--ignore" : null;
        flag = flag == null && categorical != null ? "--categorical" : flag;
        if (flag != null && resumed) {
            throw CommandException.usage(flag + ": a run that goes on has it from its file");
        }
        if (flag != null && targets == null) {
            throw CommandException.usage(flag + ": expected --target as well, the column to predict");
        }
    }

    /** The label of a task. */
    static final class Task implements ITypeConverter<TableTask> {
        @Override
        public TableTask convert(String value) {
            for (TableTask task : TableTask.values()) {
                if (task.label().equals(value)) {
                    return task;
                }
            }
            throw new TypeConversionException("\"" + value + "\", expected classification, regression or multi-label");
        }
    }
}
