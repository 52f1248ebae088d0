package dev.nabla.model;

import dev.nabla.optim.Schedule;

/** A schedule as JSON: {@code {"type": "cosine", "steps": 900, "end": 0}}. */
final class ScheduleJson {
    private static final String TYPE = "type";
    private static final String INVERSE_TIME = "inverse-time";
    private static final String STEP = "step";
    private static final String EXPONENTIAL = "exponential";
    private static final String COSINE = "cosine";
    private static final String ONE_CYCLE = "one-cycle";
    private static final String WARMUP = "warm-up";
    private static final String CONSTANT = "constant";

    private ScheduleJson() {}

    static void write(JsonWriter json, Schedule schedule) {
        json.object().name(TYPE);
        if (schedule instanceof Schedule.InverseTime inverse) {
            json.value(INVERSE_TIME).name("decay").value(inverse.decay());
        } else if (schedule instanceof Schedule.Steps steps) {
            json.value(STEP).name("every").value(steps.every()).name("factor").value(steps.factor());
        } else if (schedule instanceof Schedule.Exponential exponential) {
            json.value(EXPONENTIAL).name("factor").value(exponential.factor());
        } else if (schedule instanceof Schedule.Cosine cosine) {
            json.value(COSINE).name("steps").value(cosine.steps()).name("end").value(cosine.end());
        } else if (schedule instanceof Schedule.OneCycle cycle) {
            json.value(ONE_CYCLE).name("steps").value(cycle.steps());
        } else if (schedule instanceof Schedule.Warmup warmup) {
            write(json.value(WARMUP).name("steps").value(warmup.steps()).name("then"), warmup.then());
        } else {
            json.value(CONSTANT);
        }
        json.end();
    }

    static Schedule read(Json json) {
        Json type = json.get(TYPE);
        return switch (type.string()) {
            case CONSTANT -> {
                json.allow(TYPE);
                yield Schedule.CONSTANT;
            }
            case INVERSE_TIME -> {
                float decay = json.allow(TYPE, "decay").get("decay").number();
                yield json.check(() -> new Schedule.InverseTime(decay));
            }
            case STEP -> {
                long every = steps(json.allow(TYPE, "every", "factor").get("every"));
                float factor = json.get("factor").number();
                yield json.check(() -> new Schedule.Steps(every, factor));
            }
            case EXPONENTIAL -> {
                float factor = json.allow(TYPE, "factor").get("factor").number();
                yield json.check(() -> new Schedule.Exponential(factor));
            }
            case COSINE -> {
                long steps = steps(json.allow(TYPE, "steps", "end").get("steps"));
                float end = json.get("end").number();
                yield json.check(() -> new Schedule.Cosine(steps, end));
            }
            case ONE_CYCLE ->
                new Schedule.OneCycle(steps(json.allow(TYPE, "steps").get("steps")));
            case WARMUP -> {
                long steps = steps(json.allow(TYPE, "steps", "then").get("steps"));
                Schedule then = read(json.get("then"));
                yield json.check(() -> new Schedule.Warmup(steps, then));
            }
            default ->
                throw type.fail("one of: "
                        + String.join(", ", CONSTANT, INVERSE_TIME, STEP, EXPONENTIAL, COSINE, ONE_CYCLE, WARMUP));
        };
    }

    private static long steps(Json json) {
        return json.integer(1L, Long.MAX_VALUE);
    }
}
