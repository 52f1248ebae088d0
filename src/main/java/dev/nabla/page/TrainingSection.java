package dev.nabla.page;

import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Knob;
import dev.nabla.protocol.Recipe;
import dev.nabla.protocol.Setup;
import dev.nabla.view.Button;
import dev.nabla.view.Disclosure;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.NumberField;
import dev.nabla.view.Section;
import dev.nabla.view.Select;
import dev.nabla.view.Slider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.html.HTMLElement;

/** How the run learns: what can change while it goes on. */
final class TrainingSection {
    private static final int MAX_SEED = 999_999;
    private static final List<String> SCHEDULES =
            List.of("constant", "1/t decay", "steps", "exponential", "cosine", "one-cycle");
    private static final List<Knob> FIRST = List.of(
            Knob.LEARNING_RATE, Knob.BATCH_SIZE, Knob.MOMENTUM, Knob.FADE, Knob.BETA1, Knob.BETA2, Knob.EPSILON);
    private static final List<Knob> OF_SCHEDULE = List.of(Knob.SCHEDULE_STEPS, Knob.SCHEDULE_FACTOR, Knob.WARM_UP);
    private static final List<Knob> MORE = List.of(Knob.WEIGHT_DECAY, Knob.CLIP_VALUE, Knob.CLIP_NORM, Knob.MAX_NORM);

    private final Room room;
    private final Map<Knob, Slider> sliders = new HashMap<>();
    private final Select optimizer;
    private final Select schedule;
    private final NumberField seed;
    private final Disclosure more;
    private final HTMLElement element;
    private Setup setup;

    TrainingSection(Room room, Setup setup) {
        this.room = room;
        this.setup = setup;
        List<String> titles = new ArrayList<>();
        for (Recipe recipe : Recipe.ALL) {
            titles.add(recipe.title());
        }
        optimizer = new Select("Optimizer", titles, 0, this::chooseOptimizer)
                .help("How gradients change the weights. Another one begins with its usual numbers.");
        schedule = new Select("Schedule", SCHEDULES, 0, this::chooseSchedule)
                .help("How the learning rate η changes with the step t, counted from where the schedule begins.");
        seed = new NumberField(
                "Seed", 0, MAX_SEED, 1, setup.seed(), value -> room.begin(this.setup.withSeed((int) value)));
        more = new Disclosure("More training settings", fields(MORE));
        HTMLElement buttons = Dom.div(
                "buttons narrow",
                new Button("Restart", room::restart).icon(Icon.RESTART).element(),
                new Button("New weights", room::newWeights).icon(Icon.DICE).element());
        element = new Section("Training", optimizer.element())
                .and(fields(FIRST))
                .and(schedule.element())
                .and(fields(OF_SCHEDULE))
                .and(more.button(), more.content(), seed.element(), buttons)
                .element();
    }

    private HTMLElement[] fields(List<Knob> knobs) {
        HTMLElement[] fields = new HTMLElement[knobs.size()];
        for (int i = 0; i < fields.length; i++) {
            Knob knob = knobs.get(i);
            Slider slider = KnobSliders.of(knob, setup, this::turn);
            sliders.put(knob, slider);
            fields[i] = slider.element();
        }
        return fields;
    }

    HTMLElement element() {
        return element;
    }

    private void turn(Knob knob, float value, String words) {
        change(setup.with(knob, knob.clamp(value)), words);
    }

    private void chooseOptimizer(int index) {
        Recipe recipe = Recipe.ALL.get(index);
        change(recipe.in(setup), recipe.title());
    }

    private void chooseSchedule(int index) {
        change(setup.with(Choice.SCHEDULE, Choice.SCHEDULE.options().get(index)), "Schedule " + SCHEDULES.get(index));
    }

    private void change(Setup changed, String what) {
        show(changed);
        room.change(changed, what);
    }

    /** Shows other settings. */
    void show(Setup shown) {
        setup = shown;
        Recipe recipe = Recipe.of(shown);
        optimizer.setSelected(Recipe.ALL.indexOf(recipe));
        String option = shown.choice(Choice.SCHEDULE);
        schedule.setSelected(Choice.SCHEDULE.options().indexOf(option));
        schedule.setNote(formula(option));
        sliders.forEach((knob, slider) -> slider.setValue(shown.number(knob)));
        for (Knob knob : FIRST) {
            boolean isCommon = knob == Knob.LEARNING_RATE || knob == Knob.BATCH_SIZE;
            field(knob).setHidden(!isCommon && !recipe.has(knob));
        }
        field(Knob.SCHEDULE_STEPS)
                .setHidden(option.equals(Choice.SCHEDULE.options().get(0)));
        field(Knob.SCHEDULE_FACTOR).setHidden(!option.equals("step"));
        slider(Knob.WEIGHT_DECAY)
                .lock(
                        recipe.has(Knob.WEIGHT_DECAY)
                                ? ""
                                : recipe.title() + " has none; " + (recipe == Recipe.ADAM ? "AdamW" : "SGD or AdamW")
                                        + " has. L2 is under Network.");
        seed.setValue(shown.seed());
        for (Knob knob : MORE) {
            float usual = recipe.has(knob) ? recipe.in(shown).number(knob) : knob.first();
            if (shown.number(knob) != usual && (recipe.has(knob) || knob != Knob.WEIGHT_DECAY)) {
                more.setOpen(true);
            }
        }
    }

    private Slider slider(Knob knob) {
        Slider slider = sliders.get(knob);
        if (slider == null) {
            throw new IllegalArgumentException("No slider for " + knob);
        }
        return slider;
    }

    private HTMLElement field(Knob knob) {
        return slider(knob).element();
    }

    private static String formula(String schedule) {
        return switch (schedule) {
            case "inverse-time" -> "η / (1 + t/N): half of it after N steps.";
            case "step" -> "η · f^⌊t/N⌋: times f every N steps.";
            case "exponential" -> "η · ½^(t/N): halved every N steps.";
            case "cosine" -> "η · ½(1 + cos(π·t/N)): down to 0 in N steps.";
            case "one-cycle" -> "Up from η/25 to η, then down to almost 0, in N steps.";
            default -> "";
        };
    }
}
