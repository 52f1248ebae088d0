package dev.nabla.model;

import dev.nabla.optim.Optimizer;
import dev.nabla.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.List;

/** An optimizer as JSON: {@code {"type": "sgd", "learningRate": 0.1, "momentum": 0.9, "decay": 0}}. */
final class OptimizerJson {
    private static final String TYPE = "type";

    private OptimizerJson() {}

    static void write(JsonWriter json, Optimizer optimizer) {
        List<OptimizerKind.Parameter> parameters = optimizer.kind().parameters();
        float[] values = optimizer.values();
        json.object().name(TYPE).value(optimizer.label());
        for (int i = 0; i < values.length; i++) {
            OptimizerKind.Parameter parameter = parameters.get(i);
            if (!parameter.later() || values[i] != parameter.usual()) {
                json.name(parameter.name()).value(values[i]);
            }
        }
        json.end();
    }

    static Optimizer read(Json json) {
        Json type = json.get(TYPE);
        String label = type.string();
        OptimizerKind kind = type.check(() -> OptimizerKind.of(label));
        List<String> names = new ArrayList<>();
        names.add(TYPE);
        kind.parameters().forEach(parameter -> names.add(parameter.name()));
        json.allow(names.toArray(String[]::new));
        float[] values = kind.usualValues();
        for (int i = 0; i < values.length; i++) {
            OptimizerKind.Parameter parameter = kind.parameters().get(i);
            if (!parameter.later() || json.has(parameter.name())) {
                values[i] = json.get(parameter.name()).number();
            }
        }
        return json.check(() -> kind.of(values));
    }
}
