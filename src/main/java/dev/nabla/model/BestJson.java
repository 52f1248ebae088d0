package dev.nabla.model;

import dev.nabla.train.BestWeights;
import dev.nabla.train.EarlyStopping;
import dev.nabla.train.EarlyStopping.Criterion;
import java.util.List;

/**
 * What a run knows of its best weights, without the weights, as JSON:
 *
 * <pre>
 * {"metric": "loss", "patience": 5, "minImprovement": 0, "checksSince": 2, "step": 120, "value": 0.31}
 * </pre>
 *
 * <p>Step and value are there as soon as a check has given a number.
 */
final class BestJson {
    private static final String METRIC = "metric";
    private static final String PATIENCE = "patience";
    private static final String IMPROVEMENT = "minImprovement";
    private static final String CHECKS = "checksSince";
    private static final String STEP = "step";
    private static final String VALUE = "value";

    private BestJson() {}

    static void write(JsonWriter json, BestWeights best) {
        EarlyStopping rule = best.rule();
        json.object().name(METRIC).value(rule.criterion().label());
        json.name(PATIENCE).value(rule.patience());
        json.name(IMPROVEMENT).value(rule.minImprovement());
        json.name(CHECKS).value(best.checksSince());
        if (best.isThere()) {
            json.name(STEP).value(best.step()).name(VALUE).value(best.value());
        }
        json.end();
    }

    /**
     * Reads a description.
     *
     * @param last number of steps done in the run
     */
    static BestWeights read(Json json, long last) {
        json.allow(METRIC, PATIENCE, IMPROVEMENT, CHECKS, STEP, VALUE);
        Json metric = json.get(METRIC);
        String label = metric.string();
        Criterion criterion = metric.check(() -> Criterion.of(label));
        int patience = json.get(PATIENCE).integer(0, Integer.MAX_VALUE);
        float improvement = json.get(IMPROVEMENT).number();
        EarlyStopping rule = json.check(() -> new EarlyStopping(criterion, patience, improvement));
        int checks = json.get(CHECKS).integer(0, Integer.MAX_VALUE);
        boolean there = json.has(STEP) || json.has(VALUE);
        long step = there ? json.get(STEP).integer(0L, last) : BestWeights.NONE;
        return new BestWeights(rule, there ? json.get(VALUE).number() : 0, step, checks, List.of());
    }
}
