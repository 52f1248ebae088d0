package dev.nabla.model;

import dev.nabla.optim.Limits;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Schedule;
import dev.nabla.program.Tensor;
import dev.nabla.train.BestWeights;
import dev.nabla.train.Event;
import dev.nabla.train.RunState;
import dev.nabla.train.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a run, without its tensors, as JSON:
 *
 * <pre>
 * {"version": 1, "seed": 1, "batchSize": 100,
 *  "optimizer": {"type": "sgd", "learningRate": 0.1, "momentum": 0.9, "decay": 0},
 *  "events": [{"step": 60, "change": "learning-rate", "value": 0.05}], "step": 120, "position": 12000}
 * </pre>
 *
 * <p>A {@code schedule} and {@code limits} follow the optimizer, {@code best} (see {@link BestJson}) the step, where there are
 * any. Changes are {@code learning-rate}, {@code momentum} and {@code batch-size} with a {@code value}, and {@code rules} with
 * an optimizer, a schedule and limits. Reading is strict, and applies the events to be sure that they can be.
 */
public final class RunJson {
    private static final int VERSION = 1;
    private static final String GRADIENT_VALUE = "gradientValue";
    private static final String GRADIENT_NORM = "gradientNorm";
    private static final String WEIGHT_NORM = "weightNorm";
    private static final String LEARNING_RATE = "learning-rate";
    private static final String MOMENTUM = "momentum";
    private static final String BATCH_SIZE = "batch-size";
    private static final String RULES = "rules";

    private RunJson() {}

    /** The description of a run's state; the same on every platform. */
    public static String write(RunState state) {
        Settings settings = state.settings();
        JsonWriter json = new JsonWriter().object().name("version").value(VERSION);
        json.name("seed").value(settings.seed());
        json.name("batchSize").value(settings.batchSize());
        rules(json, settings.optimizer(), settings.schedule(), settings.limits());
        json.name("events").array();
        for (Event event : state.events()) {
            json.object().name("step").value(event.step());
            change(json.name("change"), event.change());
            json.end();
        }
        json.end().name("step").value(state.step());
        BestWeights best = state.best();
        if (best != null) {
            BestJson.write(json.name("best"), best);
        }
        return json.name("position").value(state.position()).end().text();
    }

    private static void rules(JsonWriter json, Optimizer optimizer, Schedule schedule, Limits limits) {
        OptimizerJson.write(json.name("optimizer"), optimizer);
        if (!schedule.equals(Schedule.CONSTANT)) {
            ScheduleJson.write(json.name("schedule"), schedule);
        }
        if (!limits.equals(Limits.NONE)) {
            limits(json.name("limits"), limits);
        }
    }

    private static Schedule schedule(Json json) {
        return json.has("schedule") ? ScheduleJson.read(json.get("schedule")) : Schedule.CONSTANT;
    }

    private static Limits limitsOf(Json json) {
        return json.has("limits") ? limits(json.get("limits")) : Limits.NONE;
    }

    private static void limits(JsonWriter json, Limits limits) {
        json.object().name(GRADIENT_VALUE).value(limits.gradientValue());
        json.name(GRADIENT_NORM).value(limits.gradientNorm());
        json.name(WEIGHT_NORM).value(limits.weightNorm()).end();
    }

    private static Limits limits(Json json) {
        json.allow(GRADIENT_VALUE, GRADIENT_NORM, WEIGHT_NORM);
        float gradientValue = json.get(GRADIENT_VALUE).number();
        float gradientNorm = json.get(GRADIENT_NORM).number();
        float weightNorm = json.get(WEIGHT_NORM).number();
        return json.check(() -> new Limits(gradientValue, gradientNorm, weightNorm));
    }

    private static void change(JsonWriter json, Event.Change change) {
        if (change instanceof Event.LearningRate rate) {
            json.value(LEARNING_RATE).name("value").value(rate.value());
        } else if (change instanceof Event.Momentum momentum) {
            json.value(MOMENTUM).name("value").value(momentum.value());
        } else if (change instanceof Event.BatchSize size) {
            json.value(BATCH_SIZE).name("value").value(size.value());
        } else if (change instanceof Event.Rules rules) {
            rules(json.value(RULES), rules.optimizer(), rules.schedule(), rules.limits());
        } else {
            throw new IllegalArgumentException("Run: no name in JSON for " + change);
        }
    }

    /**
     * The state of a description.
     *
     * @param source what the text belongs to, such as the file, for messages
     * @param tensors parameters, then the optimizer's state
     * @throws ModelException if the text does not describe a run; the message names the place
     */
    public static RunState read(String source, String text, List<Tensor> tensors) {
        Json json = Json.parse(source, text);
        Versions.require(json, VERSION);
        json.allow(
                "version",
                "seed",
                "batchSize",
                "optimizer",
                "schedule",
                "limits",
                "events",
                "step",
                "best",
                "position");
        Settings settings = new Settings(
                OptimizerJson.read(json.get("optimizer")),
                schedule(json),
                limitsOf(json),
                json.get("batchSize").integer(1, Integer.MAX_VALUE),
                json.get("seed").integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
        long step = json.get("step").integer(0L, Long.MAX_VALUE);
        long position = json.get("position").integer(step, Long.MAX_VALUE);
        List<Event> events = new ArrayList<>();
        Settings current = settings;
        long earliest = 0;
        for (Json item : json.get("events").items()) {
            earliest = item.get("step").integer(earliest, step);
            Event.Change change = change(item);
            Settings before = current;
            current = item.check(() -> change.apply(before));
            events.add(new Event(earliest, change));
        }
        BestWeights best = json.has("best") ? BestJson.read(json.get("best"), step) : null;
        return new RunState(settings, events, step, position, tensors, best);
    }

    /** The settings that hold now: those of the beginning with all events applied. */
    static Settings current(RunState state) {
        Settings settings = state.settings();
        for (Event event : state.events()) {
            settings = event.apply(settings);
        }
        return settings;
    }

    private static Event.Change change(Json json) {
        Json change = json.get("change");
        if (change.string().equals(RULES)) {
            json.allow("step", "change", "optimizer", "schedule", "limits");
            return new Event.Rules(OptimizerJson.read(json.get("optimizer")), schedule(json), limitsOf(json));
        }
        json.allow("step", "change", "value");
        Json value = json.get("value");
        return switch (change.string()) {
            case LEARNING_RATE -> new Event.LearningRate(value.number());
            case MOMENTUM -> new Event.Momentum(value.number());
            case BATCH_SIZE -> new Event.BatchSize(value.integer(1, Integer.MAX_VALUE));
            default -> throw change.fail("one of: " + String.join(", ", LEARNING_RATE, MOMENTUM, BATCH_SIZE, RULES));
        };
    }
}
