package dev.nabla.cli;

import dev.nabla.train.BestWeights;
import dev.nabla.train.Evaluation;
import java.util.Locale;
import java.util.function.IntFunction;
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
        return evaluation == null ? "" : text("  %15s  %8s", part + " loss", MetricsText.column(evaluation.metrics()));
    }

    private static String cells(@Nullable Evaluation evaluation) {
        return evaluation == null ? "" : text("  %15.4f  %8s", evaluation.loss(), MetricsText.cell(evaluation));
    }

    @Override
    public void end(RunReport report) {
        BestWeights best = report.best();
        if (best != null && best.isThere()) {
            String metric = best.rule().criterion().label();
            if (best.isExhausted()) {
                terminal.println(
                        "stopped early: no better validation " + metric + " in " + best.checksSince() + " epochs");
            }
            terminal.println(
                    text("best validation %s %.4f, behind step %d; its weights:", metric, best.value(), best.step()));
        }
        summary("validation", report.validation(), report.names());
        summary("test", report.test(), report.names());
        terminal.println(text("%,d parameters, %.1f s", report.parameters(), report.seconds()));
        terminal.println("weights SHA-256 " + report.weightsSha256());
    }

    private void summary(String part, @Nullable Evaluation evaluation, IntFunction<String> names) {
        if (evaluation != null) {
            new MetricsText(evaluation, names).summary().forEach(line -> terminal.println(part + " " + line));
        }
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
