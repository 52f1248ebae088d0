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
import dev.nabla.view.Theme;
import dev.nabla.view.Toasts;
import org.jspecify.annotations.Nullable;

/** The Images room: what its controls ask for goes to the worker, what the worker tells goes to its views. */
final class ImagesRoom implements Room, WorkerLink.Listener {
    private static final String WELCOME = "These weights started random. Draw a digit.";
    private static final String WELCOME_TO_CLOTHES = "These weights started random. Choose a picture to hold it.";

    private static final String NOTHING_RUNS = "No network yet: there is no trainer to make one.";

    private final RunRecord record = new RunRecord();
    private final WorkerLink worker = new WorkerLink(this);
    private final FirstMinute firstMinute = new FirstMinute();
    private final Toasts toasts;
    private final SessionKeeper keeper;
    private final RoomViews views;
    private final TimeTravel time;
    private final ChanceWatch chance = new ChanceWatch();
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

    /** There was no worker, or it has gone, before the first run began. */
    private boolean lost;

    ImagesRoom(Theme theme, Regions regions, Toasts toasts, Setup setup) {
        this.setup = setup;
        this.shownSetup = setup;
        this.toasts = toasts;
        keeper = new SessionKeeper(record, () -> worker.send(new Command.Save(run)), toasts::tell);
        views = new RoomViews(this, theme, record, setup, this::drawn, toasts::warn);
        views.into(regions);
        views.program().connect(worker::send);
        time = new TimeTravel(worker, views);
        setSpeed(speed);
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
        if (!lost) {
            views.setMessage(setup.data() == Setup.Source.FASHION_MNIST ? WELCOME_TO_CLOTHES : WELCOME);
        }
        start(setup, true);
    }

    /** Puts a saved run back, paused. */
    void resume(SavedSession session) {
        firstMinute.end();
        setup = session.setup();
        views.showSetup(setup);
        session.restore(record);
        keeper.setLast(session.checkpoint());
        setSpeed(Speed.FULL);
        worker.send(new Command.Resume(++asked, setup, session.checkpoint().clone()));
        worker.send(new Command.SetSpeed(asked, speed));
        views.refresh();
        toasts.ask("Welcome back. The run is as you left it, paused.", "New run", this::restart);
    }

    private void start(Setup wanted, boolean auto) {
        if (!auto) {
            views.setMessage("");
        }
        setup = wanted;
        worker.send(new Command.Start(++asked, wanted, speed, true, auto));
    }

    @Override
    public void play(boolean playing) {
        firstMinute.end();
        if (playing) {
            time.leave(run);
        }
        worker.send(playing ? new Command.Play(run) : new Command.Pause(run));
    }

    @Override
    public void step(Unit unit) {
        firstMinute.end();
        time.leave(run);
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
        views.showSpeed(wanted);
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
        // Slow was ours, for the first steps; a run that somebody asks for shall not crawl.
        if (firstMinute.isActive()) {
            speed(Speed.FULL);
        }
        start(wanted, false);
    }

    @Override
    public void change(Setup changed, String what) {
        if (asked != run) {
            begin(changed);
            return;
        }
        setup = changed;
        shownSetup = changed;
        record.mark(what);
        worker.send(new Command.Change(run, changed));
        Address.setFragment(SetupLink.write(changed));
        views.refresh();
    }

    @Override
    public void scrub(int step) {
        firstMinute.end();
        if (step >= record.step()) {
            time.backToNow(run);
        } else {
            time.show(run, step);
        }
    }

    @Override
    public void backToNow() {
        time.backToNow(run);
    }

    @Override
    public void continueFromHere() {
        time.continueFromHere(run);
    }

    private void drawn(byte @Nullable [] pixels) {
        if (pixels == null) {
            worker.send(new Command.ShowExample(run));
        } else {
            views.setMessage("");
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
        views.program().onEvent(event);
        if (event instanceof Event.Started started) {
            onStarted(started);
        } else if (event instanceof Event.Progress progress && progress.run() == run) {
            onProgress(progress);
        } else if (event instanceof Event.Validated validated && validated.run() == run) {
            onValidated(validated);
        } else if (event instanceof Event.Snapshot snapshot && snapshot.run() == run) {
            views.showSnapshot(snapshot);
        } else if (event instanceof Event.Status status && status.run() == run) {
            onStatus(status);
        } else if (event instanceof Event.Loading loading) {
            views.hint(loadingText(loading));
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
        views.hint("");
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
        views.showSettings(setup);
    }

    private void onStarted(Event.Started started) {
        if (started.run() != asked) {
            return;
        }
        run = asked;
        setup = started.setup();
        shownSetup = setup;
        Address.setFragment(SetupLink.write(setup));
        record.begin(started);
        chance.begin(setup);
        views.showStarted(started);
        time.reset();
    }

    private void onValidated(Event.Validated validated) {
        record.add(validated);
        views.refresh();
        String sentence = chance.heard(validated);
        if (!sentence.isEmpty()) {
            toasts.warn(sentence);
        }
    }

    private void onProgress(Event.Progress progress) {
        record.add(progress);
        Speed next = firstMinute.next(progress.step(), Tasks.now());
        if (next != null) {
            setSpeed(next);
            worker.send(new Command.SetSpeed(run, next));
        }
        views.refresh();
        keeper.tick();
    }

    private void onStatus(Event.Status status) {
        state = status.state();
        views.showPlaying(state == State.PLAYING);
        if (!status.sentence().isEmpty()) {
            if (state == State.DIVERGED) {
                toasts.warn(status.sentence())
                        .withAction(
                                "Back to step " + NumberText.count(status.wayBack()), () -> scrub(status.wayBack()));
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

    @Override
    public void onLost(String sentence) {
        views.showPlaying(false);
        lost = true;
        if (run == 0) {
            views.setMessage(NOTHING_RUNS);
        }
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
