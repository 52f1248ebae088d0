package dev.nabla.worker;

import dev.nabla.kernel.CompiledProgram;
import dev.nabla.kernel.CompiledStep;
import dev.nabla.kernel.MachineException;
import dev.nabla.program.Executor;
import dev.nabla.protocol.BufferValues;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the page what runs and how fast, while the page watches; only then is the program compiled so that its steps are
 * timed.
 */
final class ProgramWatch {
    /** Four times a second: numbers that change faster cannot be read. */
    private static final double PERIOD_MILLIS = 250;

    /** How much of what was measured still counts one period later: the numbers are means of about a second. */
    private static final double KEPT = 0.75;

    private static final double MICROS = 1000;

    private final Host host;
    private final Run run;
    private final Stage stage;
    private boolean watched;
    private boolean hidden;
    private String reason = "";
    private @Nullable Executor shownExecutor;
    private int shownPlan;
    private boolean refused;
    private @Nullable ProgramListing listing;
    private List<CompiledStep> steps = List.of();
    private int version;
    private double told = Double.NEGATIVE_INFINITY;

    private double[] lapsBefore = new double[0];
    private double waitBefore;
    private double[] laps = new double[0];
    private double waited;
    private double trained;
    private double trainedSteps;
    private double wall;
    private double newTrained;
    private int newSteps;
    private double windowBegan;

    private int shownStep = -1;
    private int shownLooks;

    ProgramWatch(Host host, Run run, Stage stage) {
        this.host = host;
        this.run = run;
        this.stage = stage;
    }

    /** Begins to tell, or ends; {@code whyNotCompiled} is a sentence, or empty. */
    void watch(boolean on, String whyNotCompiled) {
        reason = whyNotCompiled;
        watched = on;
        apply();
    }

    /** Says whether the page is hidden. */
    void setHidden(boolean isHidden) {
        hidden = isHidden;
        apply();
    }

    private boolean isOn() {
        return watched && !hidden;
    }

    private void apply() {
        CompiledProgram compiled = compiled();
        if (isOn()) {
            list();
        } else if (listing != null) {
            listing = null;
            if (compiled != null) {
                profile(compiled, false);
            }
        }
    }

    private @Nullable CompiledProgram compiled() {
        return run.executor() instanceof CompiledProgram compiled ? compiled : null;
    }

    private void profile(CompiledProgram compiled, boolean on) {
        try {
            compiled.profile(on);
        } catch (MachineException noRoom) {
            refused = true;
        }
    }

    /** Tells what runs, if that is not known to the page. */
    private void list() {
        Executor executor = run.executor();
        CompiledProgram compiled = compiled();
        if (executor != shownExecutor) {
            refused = false;
        }
        if (compiled != null && !refused) {
            profile(compiled, true);
        }
        int plan = compiled == null ? 0 : compiled.version();
        int batch = run.setup().batchSize();
        ProgramListing now = listing;
        if (now != null && executor == shownExecutor && plan == shownPlan && batch == now.batch()) {
            return;
        }
        shownExecutor = executor;
        shownPlan = plan;
        version++;
        steps = compiled == null ? List.of() : compiled.steps(batch);
        now = compiled == null
                ? Listings.of(version, executor.program(), batch, reason)
                : Listings.of(version, compiled, batch);
        listing = now;
        beginTimes();
        shownLooks = stage.looks() - 1;
        host.post(new Event.Listed(run.id(), now));
    }

    private void beginTimes() {
        lapsBefore = new double[steps.size()];
        laps = new double[steps.size()];
        CompiledProgram compiled = compiled();
        for (int i = 0; i < lapsBefore.length && compiled != null; i++) {
            lapsBefore[i] = compiled.millis(steps.get(i));
        }
        waitBefore = compiled == null ? 0 : compiled.waitMillis();
        waited = 0;
        trained = 0;
        trainedSteps = 0;
        wall = 0;
        newTrained = 0;
        newSteps = 0;
        windowBegan = host.now();
    }

    /** Shows a step: its text now, its values from now on. */
    void show(Command.ShowStep command) {
        ProgramListing now = listing;
        if (now == null || command.version() != now.version()) {
            return;
        }
        int count = now.steps().size();
        shownStep = command.step() < count ? Math.max(-1, command.step()) : -1;
        CompiledProgram compiled = compiled();
        if (shownStep >= 0 && command.maxLines() > 0 && compiled != null) {
            String text = compiled.text(steps.get(shownStep), command.maxLines());
            boolean whole = lines(text) <= command.maxLines();
            host.post(new Event.StepText(run.id(), now.version(), shownStep, text, whole));
        }
        if (shownStep >= 0) {
            tellValues(now);
        }
    }

    private static int lines(String text) {
        int lines = 0;
        for (int i = 0; i < text.length(); i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private void tellValues(ProgramListing now) {
        shownLooks = stage.looks();
        List<BufferValues> values = new ArrayList<>();
        for (int position : now.steps().get(shownStep).writes()) {
            String name = now.buffers().get(position).name();
            values.add(StepValues.of(name, stage.values(name)));
        }
        host.post(new Event.StepValues(run.id(), now.version(), shownStep, values));
    }

    /** Says that training begins, or goes on: what was before does not count. */
    void begin() {
        newSteps = 0;
        newTrained = 0;
        windowBegan = host.now();
    }

    /** Says that steps were made in so many milliseconds. */
    void trained(int count, double millis) {
        newSteps += count;
        newTrained += millis;
    }

    /** Tells what is due. */
    void report() {
        double now = host.now();
        if (!isOn() || now - told < PERIOD_MILLIS) {
            return;
        }
        list();
        ProgramListing shown = listing;
        if (shown == null) {
            return;
        }
        if (newSteps > 0) {
            told = now;
            measure(now);
            host.post(new Event.Timed(run.id(), times(shown)));
        }
        if (shownStep >= 0 && shownStep < shown.steps().size() && shownLooks != stage.looks()) {
            told = now;
            tellValues(shown);
        }
    }

    /** Milliseconds until something is due though nothing happens; infinite if nothing is. */
    double untilDue() {
        boolean isBehind = listing != null && shownStep >= 0 && shownLooks != stage.looks();
        return isOn() && isBehind ? Math.max(1, told + PERIOD_MILLIS - host.now()) : Double.POSITIVE_INFINITY;
    }

    private void measure(double now) {
        CompiledProgram compiled = compiled();
        for (int i = 0; i < laps.length && compiled != null; i++) {
            double millis = compiled.millis(steps.get(i));
            laps[i] = KEPT * laps[i] + millis - lapsBefore[i];
            lapsBefore[i] = millis;
        }
        double waits = compiled == null ? 0 : compiled.waitMillis();
        waited = KEPT * waited + waits - waitBefore;
        waitBefore = waits;
        trained = KEPT * trained + newTrained;
        trainedSteps = KEPT * trainedSteps + newSteps;
        wall = KEPT * wall + now - windowBegan;
        windowBegan = now;
        newTrained = 0;
        newSteps = 0;
    }

    private ProgramTimes times(ProgramListing shown) {
        CompiledProgram compiled = compiled();
        boolean timed = compiled != null && !refused;
        float[] micros = new float[timed ? laps.length : 0];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = (float) (MICROS * laps[i] / trainedSteps);
        }
        return new ProgramTimes(
                shown.version(),
                micros,
                (float) (MICROS * waited / trainedSteps),
                (float) (MICROS * trained / trainedSteps),
                (float) (MICROS * trainedSteps * shown.batch() / wall),
                (float) (trained / wall),
                compiled == null ? 1 : compiled.threads(),
                compiled == null ? run.executor().program().bytes(shown.batch()) : compiled.memoryBytes());
    }
}
