package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.present.Wilson;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.Readout;
import dev.nabla.view.SegmentedControl;
import dev.nabla.view.Select;
import dev.nabla.view.Theme;
import dev.nabla.view.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** The bar that runs time: play, step, speed, restart, the timeline and the read-out. */
final class Transport {
    private static final List<Speed> SPEEDS = List.of(Speed.SLOW, Speed.WATCH, Speed.FULL);
    private static final List<Unit> UNITS = List.of(Unit.EXAMPLE, Unit.BATCH, Unit.EPOCH);

    private final Button play;
    private final Select unit;
    private final SegmentedControl speed;
    private final Timeline timeline;
    private final HTMLElement past = Dom.div("past");
    private final HTMLElement pastText = Dom.text("span", "", "");
    private final Readout step = new Readout("step", "100 000");
    private final Readout examples = new Readout("examples seen", "10 000 000");
    private final Readout loss = new Readout("loss, training / validation", "0.000 / 0.000");
    private final Readout accuracy = new Readout("validation accuracy", "97.4 %");
    private final HTMLElement brief = Dom.with(Dom.text("span", "brief", ""), "title", "validation accuracy");
    private final RunRecord record;
    private final List<HTMLElement> controls;
    private @Nullable HTMLElement place;
    private boolean playing;

    Transport(Room room, RunRecord record, Theme theme) {
        this.record = record;
        play = new Button("Play", () -> room.play(!playing)).icon(Icon.PLAY).primary();
        play.element().getClassList().add("play");
        unit = new Select("Step by", List.of("example", "batch", "epoch"), 1, index -> {}).bare();
        speed = new SegmentedControl(
                "Speed", List.of("Slow", "Watch", "Full"), 0, index -> room.speed(SPEEDS.get(index)));
        timeline = new Timeline(theme, record.trainingLoss, room::scrub);
        past.setHidden(true);
        past.appendChild(pastText);
        past.appendChild(new Button("Back to now", room::backToNow).element());
        past.appendChild(new Button("Continue from here", room::continueFromHere).element());
        Button step = new Button("Step", () -> room.step(UNITS.get(unit.selected()))).icon(Icon.STEP);
        Button restart = new Button("Restart", room::restart).icon(Icon.RESTART);
        restart.element().setAttribute("title", "Again from the same first weights");
        Button fresh = new Button("New weights", room::newWeights).icon(Icon.DICE);
        fresh.element().setAttribute("title", "Again from other random weights");
        restart.element().getClassList().add("wide");
        fresh.element().getClassList().add("wide");
        controls = List.of(
                play.element(),
                Dom.div("joined", step.element(), unit.element()),
                speed.element(),
                restart.element(),
                fresh.element());
    }

    /** Puts the parts into the bar. */
    void into(HTMLElement bar) {
        controls.forEach(bar::appendChild);
        Dom.append(bar, brief, timeline.element(), past, Readout.list(step, examples, loss, accuracy));
        place = bar;
    }

    void setPlaying(boolean now) {
        playing = now;
        play.setLabel(now ? "Pause" : "Play");
        play.icon(now ? Icon.PAUSE : Icon.PLAY);
    }

    void setSpeed(Speed now) {
        speed.setSelected(SPEEDS.indexOf(now));
    }

    /** Shows the numbers of the record. */
    void update() {
        step.set(NumberText.count(record.step()));
        examples.set(NumberText.count(record.examples()));
        loss.set(lossText());
        if (record.count() > 0) {
            Wilson interval = Wilson.of(record.correct(), record.count());
            String share = NumberText.percent((double) record.correct() / record.count(), 1);
            accuracy.set(share);
            Dom.setText(brief, "validation " + share);
            accuracy.setNote(
                    NumberText.fixed(100 * interval.low(), 1) + "–" + NumberText.fixed(100 * interval.high(), 1),
                    ", n = " + NumberText.count(record.count()));
        } else {
            accuracy.set("–");
            Dom.setText(brief, "");
            accuracy.setNote("", "");
        }
    }

    private String lossText() {
        float training = record.trainingLoss.size() == 0
                ? Float.NaN
                : record.trainingLoss
                        .smoothColumns()
                        .last(record.trainingLoss.smoothColumns().size() - 1);
        return text(training) + " / " + text(record.validationLoss.lastValue());
    }

    private static String text(float value) {
        return Float.isNaN(value) ? "–" : NumberText.fixed(value, 3);
    }

    /** Follows the run. */
    void setSteps(int[] kept) {
        timeline.setSteps(record.step(), kept);
        timeline.setMarks(record.marks());
    }

    /** Shows that a past step is in sight. */
    void showPast(int shown) {
        timeline.showStep(shown);
        Dom.setText(pastText, "Step " + NumberText.count(shown) + " of " + NumberText.count(record.step()));
        setScrubbed(true);
    }

    /** Shows now. */
    void showNow() {
        timeline.showNow();
        setScrubbed(false);
    }

    /** The way back stands where the numbers of now do. */
    private void setScrubbed(boolean scrubbed) {
        past.setHidden(!scrubbed);
        if (place != null) {
            Dom.mark(place, "scrubbed", scrubbed);
        }
    }
}
