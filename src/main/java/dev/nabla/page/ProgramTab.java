package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.present.ProgramText;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramTimes;
import dev.nabla.view.Dom;
import dev.nabla.view.ProgramTable;
import dev.nabla.view.Readout;
import dev.nabla.view.StepDetail;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** The program that the network was compiled to: its steps with their times, and one of them from near. */
final class ProgramTab {
    private static final int FIRST_LINES = 40;
    private static final int ALL_LINES = Integer.MAX_VALUE;
    private static final int NONE = -1;

    private final Readout engine = new Readout("runs on", "WebAssembly SIMD, 8 threads");
    private final Readout speed = new Readout("examples/s", "1 000 000");
    private final Readout rate = new Readout("GFLOP/s", "100.0");
    private final Readout share = new Readout("time in training", "100 %");
    private final Readout module = new Readout("module", "100 kB");
    private final Readout memory = new Readout("memory", "100.0 MB");
    private final HTMLElement note = Dom.element("p", "hint");
    private final ProgramTable table = new ProgramTable(this::choose);
    private final StepDetail detail = new StepDetail(this::close, () -> ask(ALL_LINES));
    private final HTMLElement list = Dom.div("scroll", table.element());
    private final HTMLElement split = Dom.div("program-split", list, detail.element());
    private final HTMLElement readouts = Readout.list(engine, speed, rate, share, module, memory);
    private final HTMLElement empty =
            Dom.text("p", "status", "The program of the network stands here as soon as one runs.");
    private final HTMLElement element = Dom.div("program-tab", readouts, note, split, empty);
    private Consumer<Command> worker = command -> {};
    private boolean shown;
    private int run;
    private @Nullable ProgramListing listing;
    private @Nullable ProgramTimes times;
    private int chosen = NONE;
    private String chosenName = "";

    ProgramTab() {
        list.setAttribute("role", "region");
        list.setAttribute("aria-label", "Steps of the program");
        list.setTabIndex(0);
        Dom.onKey(element, (key, shift) -> key.equals("Escape") && chosen != NONE && leave());
        showListing();
    }

    HTMLElement element() {
        return element;
    }

    /** Takes who carries commands to the worker. */
    void connect(Consumer<Command> link) {
        worker = link;
    }

    /** Says whether the tab is in sight: only then does the worker tell and time. */
    void setShown(boolean isShown) {
        if (isShown != shown) {
            shown = isShown;
            worker.accept(new Command.WatchProgram(shown));
        }
    }

    /** Takes an event if it is about the program. */
    void onEvent(Event event) {
        if (event instanceof Event.Ready && shown) {
            worker.accept(new Command.WatchProgram(true));
        } else if (event instanceof Event.Listed listed) {
            run = listed.run();
            listing = listed.listing();
            times = null;
            showListing();
        } else if (event instanceof Event.Timed timed
                && isCurrent(timed.run(), timed.times().version())) {
            times = timed.times();
            showTimes();
        } else if (event instanceof Event.StepText text
                && isCurrent(text.run(), text.version())
                && text.step() == chosen) {
            detail.setText(text.text(), text.whole());
        } else if (event instanceof Event.StepValues values
                && isCurrent(values.run(), values.version())
                && values.step() == chosen) {
            detail.setValues(values.values());
        }
    }

    private boolean isCurrent(int ofRun, int version) {
        ProgramListing now = listing;
        return now != null && ofRun == run && version == now.version();
    }

    private void showListing() {
        ProgramListing now = listing;
        empty.setHidden(now != null);
        readouts.setHidden(now == null);
        split.setHidden(now == null);
        note.setHidden(now == null || now.isCompiled());
        if (now == null) {
            return;
        }
        Dom.setText(
                note,
                now.isCompiled()
                        ? ""
                        : "Not compiled: " + (now.reason().isEmpty() ? "" : now.reason() + " ")
                                + "The operations run in Java one after the other, and are not timed one by one.");
        engine.set(ProgramText.engine(now, 1));
        boolean skips = false;
        for (ProgramListing.Step step : now.steps()) {
            skips |= step.skipsZeros();
        }
        rate.setNote(skips ? "zeros counted" : "", "");
        module.set(now.moduleBytes() == 0 ? "–" : NumberText.bytes(now.moduleBytes()));
        table.setListing(now);
        int again = find(now);
        chosen = NONE;
        showTimes();
        if (again == NONE) {
            close();
        } else {
            choose(again);
        }
    }

    /** The chosen step in another program. */
    private int find(ProgramListing now) {
        for (int i = 0; i < now.steps().size(); i++) {
            if (chosen != NONE && name(now, i).equals(chosenName)) {
                return i;
            }
        }
        return NONE;
    }

    private static String name(ProgramListing now, int index) {
        ProgramListing.Step step = now.steps().get(index);
        return ProgramText.title(step) + " → " + ProgramText.target(now, step);
    }

    private void showTimes() {
        ProgramListing now = listing;
        ProgramTimes measured = times;
        if (now == null) {
            return;
        }
        table.setTimes(measured);
        if (measured == null) {
            speed.set("–");
            rate.set("–");
            share.set("–");
            memory.set("–");
            return;
        }
        engine.set(ProgramText.engine(now, measured.threads()));
        speed.set(NumberText.count((long) measured.examplesPerSecond()));
        rate.set(ProgramText.gigaflops(
                now.flops(), measured.isTimed() ? measured.programMicros() : measured.trainingMicros()));
        share.set(NumberText.percent(measured.share(), 0));
        memory.set(NumberText.bytes(measured.memoryBytes()));
        if (chosen != NONE) {
            detail.setTimes(now, now.steps().get(chosen), measured, chosen);
        }
    }

    private void choose(int index) {
        ProgramListing now = listing;
        if (now == null || index == chosen) {
            return;
        }
        chosen = index;
        chosenName = name(now, index);
        table.setChosen(index);
        Dom.mark(split, "open", true);
        detail.element().setHidden(false);
        detail.setStep(now, now.steps().get(index));
        detail.setTimes(now, now.steps().get(index), times, index);
        ask(FIRST_LINES);
    }

    private void ask(int lines) {
        ProgramListing now = listing;
        if (now != null) {
            worker.accept(new Command.ShowStep(run, now.version(), chosen, lines));
        }
    }

    private boolean leave() {
        close();
        return true;
    }

    private void close() {
        int before = chosen;
        chosen = NONE;
        table.setChosen(NONE);
        Dom.mark(split, "open", false);
        detail.element().setHidden(true);
        if (before != NONE) {
            ask(0);
            table.focus(before);
        }
    }
}
