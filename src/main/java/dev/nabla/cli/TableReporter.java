package dev.nabla.cli;

import dev.nabla.train.Evaluation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line of a table per epoch, for people. */
final class TableReporter implements Reporter {
    private final Terminal terminal;
    private @Nullable EpochReport last;

    TableReporter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void epoch(EpochReport report) {
        if (last == null) {
            terminal.println("epoch      step  train loss" + head("validation", report.validation())
                    + head("test", report.test()) + "  examples/s");
        }
        last = report;
        terminal.println(text("%5d %9d  %10.4f", report.epoch(), report.step(), report.trainLoss())
                + cells(report.validation())
                + cells(report.test())
                + text("  %10.0f", report.examplesPerSecond()));
    }

    private static String head(String part, @Nullable Evaluation evaluation) {
        return evaluation == null ? "" : text("  %15s  %8s", part + " loss", "accuracy");
    }

    private static String cells(@Nullable Evaluation evaluation) {
        return evaluation == null ? "" : text("  %15.4f  %6.2f %%", evaluation.loss(), 100 * evaluation.accuracy());
    }

    @Override
    public void end(RunReport report) {
        EpochReport epoch = last;
        if (epoch != null) {
            accuracy("validation", epoch.validation());
            accuracy("test", epoch.test());
        }
        terminal.println(text("%,d parameters, %.1f s", report.parameters(), report.seconds()));
        terminal.println("weights SHA-256 " + report.weightsSha256());
    }

    private void accuracy(String part, @Nullable Evaluation evaluation) {
        if (evaluation != null) {
            terminal.println(part + " accuracy " + Accuracy.text(evaluation));
        }
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
