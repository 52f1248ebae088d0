package dev.nabla.cli;

import dev.nabla.train.BestWeights;
import dev.nabla.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object of JSON a line; what was not asked for is absent.
 *
 * @param terminal receives the lines
 */
record JsonReporter(Terminal terminal) implements Reporter {
    @Override
    public void epoch(EpochReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("epoch", report.epoch());
        line.put("step", report.step());
        line.put("trainLoss", report.trainLoss());
        put(line, "validation", report.validation());
        put(line, "test", report.test());
        line.put("examplesPerSecond", report.examplesPerSecond());
        terminal.printJson(line);
    }

    private static void put(Map<String, Object> line, String part, @Nullable Evaluation evaluation) {
        if (evaluation != null) {
            MetricsJson.putShort(line, part, evaluation);
        }
    }

    @Override
    public void end(RunReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("weightsSha256", report.weightsSha256());
        line.put("parameters", report.parameters());
        line.put("seconds", report.seconds());
        BestWeights best = report.best();
        if (best != null && best.isThere()) {
            line.put("bestStep", best.step());
            line.put("stoppedEarly", best.isExhausted());
            put(line, "validation", report.validation());
            put(line, "test", report.test());
        }
        terminal.printJson(line);
    }
}
