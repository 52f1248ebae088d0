package dev.nabla.page;

import dev.nabla.browser.Address;
import dev.nabla.browser.Tasks;
import dev.nabla.present.NumberText;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Event.State;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.SetupLink;
import dev.nabla.view.MathsLine;
import dev.nabla.view.Stage;
import dev.nabla.view.Theme;
import dev.nabla.view.Toasts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Images room: what its controls ask for goes to the worker, what the worker tells goes to its views. */
final class ImagesRoom implements Room, WorkerLink.Listener {
    private static final double SLOW_MILLIS = 1600;
    private static final String WELCOME = "These weights started random. Draw a digit.";

    private final RunRecord record = new RunRecord();
    private final WorkerLink worker = new WorkerLink(this);
    private final FirstMinute firstMinute = new FirstMinute();
    private final Toasts toasts;
    private final SessionKeeper keeper;
    private final Transport transport;
    private final SettingsRail settings;
    private final LowerPane lower;
    private final AnswerRail answer;
    private final Stage stage;
    private final MathsLine maths;
    private final StageFrame frame;
    /** What the controls show; once its run has started, what the run has. */
    private Setup setup;

    /** What the run in sight has. */
    private Setup shownSetup;

    private Speed speed = Speed.SLOW;
    private State state = State.PAUSED;
    /** The run in sight. */
    private int run;

    /** The run asked for last; another than the one in sight while its data are loading. */
    private int asked;

    private int request;
    private boolean scrubbing;
    private int shownStep;

    ImagesRoom(Theme theme, Regions regions, Toasts toasts, Setup setup) {
        this.setup = setup;
        this.shownSetup = setup;
        this.toasts = toasts;
        keeper = new SessionKeeper(record, () -> worker.send(new Command.Save(run)), toasts::tell);
        List<String> classes = ClassNames.of(setup.data());
        transport = new Transport(this, record, theme);
        settings = new SettingsRail(this, setup);
        lower = new LowerPane(theme, record, classes);
        answer = new AnswerRail(theme, classes, this::drawn, toasts::warn);
        stage = new Stage(theme, setup, classes);
        maths = new MathsLine(setup, classes);
        frame = new StageFrame(stage.element());
        stage.onUnit(maths::setUnit);
        stage.onCaption(frame::setCaption);
        transport.into(regions.transport());
        settings.into(regions.railLeft());
        frame.into(regions.stage());
        regions.maths().appendChild(maths.element());
        lower.into(regions.lower());
        lower.program().connect(worker::send);
        answer.into(regions.railRight());
    }

    /** Begins to listen to the worker. */
    void open() {
        worker.open();
    }

    /** The settings now. */
    Setup setup() {
        return setup;
    }

    /** Begins the first run: slow, so that it can be seen, then faster. */
    void beginFirst() {
        frame.setCaption(setup.data() == Setup.Source.FASHION_MNIST ? "These weights started random." : WELCOME);
        start(setup, true);
    }

    /** Puts a saved run back, paused. */
    void resume(SavedSession session) {
        firstMinute.end();
        setup = session.setup();
        showSetup();
        session.restore(record);
        keeper.setLast(session.checkpoint());
        setSpeed(Speed.FULL);
        worker.send(new Command.Resume(++asked, setup, session.checkpoint().clone()));
        worker.send(new Command.SetSpeed(asked, speed));
        refresh();
        toasts.ask("Welcome back. The run is as you left it, paused.", "New run", this::restart);
    }

    private void start(Setup wanted, boolean auto) {
        if (!auto) {
            frame.setCaption("");
        }
        setup = wanted;
        worker.send(new Command.Start(++asked, wanted, speed, true, auto));
    }

    @Override
    public void play(boolean playing) {
        firstMinute.end();
        if (playing && scrubbing) {
            backToNow();
        }
        worker.send(playing ? new Command.Play(run) : new Command.Pause(run));
    }

    @Override
    public void step(Unit unit) {
        firstMinute.end();
        if (scrubbing) {
            backToNow();
        }
        worker.send(new Command.Step(run, unit));
    }

    @Override
    public void speed(Speed wanted) {
        firstMinute.end();
        setSpeed(wanted);
        worker.send(new Command.SetSpeed(run, wanted));
    }

    private void setSpeed(Speed wanted) {
        speed = wanted;
        stage.setSlow(wanted == Speed.SLOW ? SLOW_MILLIS : 0);
        transport.setSpeed(wanted);
    }

    @Override
    public void restart() {
        begin(setup);
    }

    @Override
    public void newWeights() {
        begin(setup.withSeed(setup.seed() % 999_999 + 1));
    }

    @Override
    public void begin(Setup wanted) {
        firstMinute.end();
        start(wanted, false);
    }

    @Override
    public void change(Setup changed, String what) {
        setup = changed;
        shownSetup = changed;
        record.mark(what);
        worker.send(new Command.Change(run, changed.learningRate(), changed.momentum(), changed.batchSize()));
        Address.setFragment(SetupLink.write(changed));
        lower.update();
    }

    @Override
    public void scrub(int step) {
        firstMinute.end();
        if (step >= record.step()) {
            backToNow();
            return;
        }
        scrubbing = true;
        shownStep = step;
        worker.send(new Command.Scrub(run, step));
        transport.showPast(step);
        lower.setShownStep(step);
    }

    @Override
    public void backToNow() {
        scrubbing = false;
        worker.send(new Command.Scrub(run, -1));
        transport.showNow();
        lower.setShownStep(null);
    }

    @Override
    public void continueFromHere() {
        scrubbing = false;
        worker.send(new Command.ContinueFrom(run, shownStep));
        transport.showNow();
        lower.setShownStep(null);
    }

    private void drawn(byte @Nullable [] pixels) {
        if (pixels == null) {
            worker.send(new Command.ShowExample(run));
        } else {
            frame.setCaption("");
            worker.send(new Command.ShowDrawing(run, ++request, pixels.clone()));
        }
    }

    /** Takes a file that was dropped on the page. */
    void load(String name, byte[] contents) {
        worker.send(new Command.LoadFile(name, contents));
    }

    /** Tells the worker whether anybody looks, and keeps the run before the page may go. */
    void setHidden(boolean hidden) {
        worker.send(new Command.Hidden(hidden));
        if (hidden) {
            keep();
        }
    }

    /** Keeps the run before the page may go, if there is one. */
    void keep() {
        if (state != State.DIVERGED) {
            keeper.keep();
        }
    }

    @Override
    public void onEvent(Event event) {
        lower.program().onEvent(event);
        if (event instanceof Event.Started started) {
            onStarted(started);
        } else if (event instanceof Event.Progress progress && progress.run() == run) {
            onProgress(progress);
        } else if (event instanceof Event.Validated validated && validated.run() == run) {
            record.add(validated);
            refresh();
        } else if (event instanceof Event.Snapshot snapshot && snapshot.run() == run) {
            onSnapshot(snapshot);
        } else if (event instanceof Event.Status status && status.run() == run) {
            onStatus(status);
        } else if (event instanceof Event.Loading loading) {
            settings.hint(loadingText(loading));
        } else if (event instanceof Event.Loaded loaded) {
            onLoaded(loaded);
        } else if (event instanceof Event.Saved saved && saved.run() == run) {
            keeper.onSaved(setup, saved);
        } else if (event instanceof Event.Failed failed) {
            onFailed(failed);
        }
    }

    /** A run that waited for its data starts by itself; files that were dropped begin one. */
    private void onLoaded(Event.Loaded loaded) {
        settings.hint("");
        for (Setup.Source source : Setup.Source.values()) {
            if (source.id().equals(loaded.data()) && asked == run) {
                begin(setup.withData(source));
            }
        }
    }

    /** What could not be begun leaves the run in sight as it is. */
    private void onFailed(Event.Failed failed) {
        keeper.stopWaiting();
        toasts.warn(failed.sentence());
        if (failed.run() == asked && asked != run) {
            asked = run;
            setup = shownSetup;
        }
        settings.show(setup);
    }

    private void onStarted(Event.Started started) {
        if (started.run() != asked) {
            return;
        }
        boolean again = started.step() > 0;
        run = asked;
        setup = started.setup();
        shownSetup = setup;
        Address.setFragment(SetupLink.write(setup));
        if (again) {
            record.keepUntil(started.step());
        } else {
            record.clear();
        }
        scrubbing = false;
        transport.showNow();
        lower.setShownStep(null);
        showSetup();
        transport.setSteps(started.keptSteps());
        refresh();
    }

    private void showSetup() {
        List<String> classes = ClassNames.of(setup.data());
        settings.show(setup);
        stage.setNetwork(setup, classes);
        maths.setNetwork(setup, classes);
        lower.setClasses(classes);
        answer.setClasses(classes);
    }

    private void onProgress(Event.Progress progress) {
        record.add(progress);
        Speed next = firstMinute.next(progress.step(), Tasks.now());
        if (next != null) {
            setSpeed(next);
            worker.send(new Command.SetSpeed(run, next));
        }
        refresh();
        keeper.tick();
    }

    private void onSnapshot(Event.Snapshot snapshot) {
        stage.show(snapshot);
        maths.show(snapshot);
        answer.show(snapshot);
        transport.setSteps(snapshot.keptSteps());
    }

    private void onStatus(Event.Status status) {
        state = status.state();
        transport.setPlaying(state == State.PLAYING);
        if (!status.sentence().isEmpty()) {
            if (state == State.DIVERGED) {
                toasts.warn(status.sentence());
            } else {
                toasts.tell(status.sentence());
            }
        }
        if (state == State.FINISHED || state == State.PAUSED) {
            keep();
        }
    }

    private static String loadingText(Event.Loading loading) {
        String amount = NumberText.bytes(loading.bytes())
                + (loading.totalBytes() > 0 ? " of " + NumberText.bytes(loading.totalBytes()) : "");
        return "Loading: " + amount + ", " + NumberText.count(loading.examples()) + " examples";
    }

    private void refresh() {
        transport.update();
        lower.update();
    }

    @Override
    public void onLost(String sentence) {
        transport.setPlaying(false);
        keeper.stopWaiting();
        byte[] checkpoint = keeper.last();
        toasts.ask(sentence, checkpoint == null ? "Start again" : "Go on from the last save", () -> {
            worker.restart();
            if (checkpoint == null) {
                begin(setup);
            } else {
                worker.send(new Command.Resume(++asked, shownSetup, checkpoint));
            }
        });
    }
}
