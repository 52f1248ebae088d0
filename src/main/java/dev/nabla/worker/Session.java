package dev.nabla.worker;

import dev.nabla.program.Executor;
import dev.nabla.program.Program;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import dev.nabla.train.RunState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trainer behind the page: takes commands, holds the run that is there and the one whose data are on their way, and works
 * between messages. Knows no browser.
 */
final class Session {
    private static final int NO_RUN = 0;

    private final Host host;
    private final Function<Program, Executor> executors;
    private final Crew crew;
    private final DataSets data;
    private @Nullable Player player;
    private @Nullable Pending pending;
    private boolean hidden;
    private boolean watching;
    private String reason = "";
    private boolean queued;
    private int alarm;

    /** A run whose data are on their way. */
    private static final class Pending {
        private final int run;
        private final Setup setup;
        private final @Nullable RunState state;
        private Speed speed;
        private boolean playing;
        private final boolean auto;

        Pending(int run, Setup setup, @Nullable RunState state, Speed speed, boolean playing, boolean auto) {
            this.run = run;
            this.setup = setup;
            this.state = state;
            this.speed = speed;
            this.playing = playing;
            this.auto = auto;
        }
    }

    Session(Host host, Function<Program, Executor> executors, DigitMaker digits) {
        this(host, executors, Crew.ALONE, digits);
    }

    /** A session whose executors work on threads of a crew. */
    Session(Host host, Function<Program, Executor> executors, Crew crew, DigitMaker digits) {
        this.host = host;
        this.executors = executors;
        this.crew = crew;
        this.data = new DataSets(host, digits);
    }

    /** Says why programs are not compiled here, as a sentence; empty where they are. */
    void explain(String whyNotCompiled) {
        reason = whyNotCompiled;
    }

    /** Carries a command out; one that cannot be is answered with a sentence, and changes nothing. */
    void handle(Command command) {
        guard(run(command), () -> dispatch(command));
        wake();
    }

    private int run(Command command) {
        if (command instanceof Command.Start start) {
            return start.run();
        }
        if (command instanceof Command.Resume resume) {
            return resume.run();
        }
        return command instanceof Command.OfRun ofRun ? ofRun.run() : current();
    }

    private int current() {
        return player == null ? NO_RUN : player.run().id();
    }

    private void guard(int run, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            host.post(new Event.Failed(run, Sentences.of(e)));
        }
    }

    private void dispatch(Command command) {
        if (command instanceof Command.Start start) {
            prepare(new Pending(start.run(), start.setup(), null, start.speed(), start.playing(), start.auto()));
        } else if (command instanceof Command.Resume resume) {
            RunState state = Checkpoints.read(resume.setup(), resume.checkpoint());
            prepare(new Pending(resume.run(), resume.setup(), state, Speed.FULL, false, false));
        } else if (command instanceof Command.LoadFile file) {
            int run = current();
            data.add(
                    file.name(),
                    file.contents(),
                    expectedSource(),
                    sentence -> host.post(new Event.Failed(run, sentence)));
        } else if (command instanceof Command.Hidden hide) {
            hidden = hide.hidden();
            crew.setHidden(hidden);
            if (player != null) {
                player.setHidden(hidden);
            }
        } else if (command instanceof Command.WatchProgram watch) {
            watching = watch.on();
            if (player != null) {
                player.program().watch(watching, reason);
            }
        } else if (command instanceof Command.OfRun ofRun) {
            if (pending != null && pending.run == ofRun.run()) {
                remember(pending, ofRun);
            } else if (player != null && player.run().id() == ofRun.run()) {
                carryOut(player, ofRun);
            }
        }
    }

    private Setup.Source expectedSource() {
        if (pending != null) {
            return pending.setup.data();
        }
        return player == null ? Setup.Source.MNIST : player.run().setup().data();
    }

    /** Begins a run as soon as its data are there; only the latest one asked for counts. */
    private void prepare(Pending next) {
        // Refuses what cannot be before anything is loaded.
        Networks.of(next.setup);
        Networks.settings(next.setup);
        pending = next;
        try {
            data.prepare(
                    next.setup,
                    runData -> {
                        if (pending == next) {
                            pending = null;
                            guard(next.run, () -> begin(next, runData));
                            wake();
                        }
                    },
                    sentence -> {
                        if (pending == next) {
                            pending = null;
                            host.post(new Event.Failed(next.run, sentence));
                        }
                    });
        } catch (RuntimeException e) {
            pending = null;
            throw e;
        }
    }

    private void begin(Pending next, RunData runData) {
        RunState state = next.state;
        Run run = state == null
                ? Run.start(next.run, next.setup, runData, executors)
                : Run.resume(next.run, next.setup, runData, state, executors);
        Measurement measurement = new Measurement(host, run.network(), runData.validation(), executors);
        Player before = player;
        Stage stage = new Stage(host, run, executors, before == null ? null : before.stage());
        player = new Player(
                host, run, stage, new Validator(host, run, measurement), crew, next.speed, hidden, next.auto);
        crew.begin();
        if (before != null) {
            before.close();
        }
        player.program().watch(watching, reason);
        player.begin(next.playing);
    }

    private static void remember(Pending pending, Command.OfRun command) {
        if (command instanceof Command.SetSpeed set) {
            pending.speed = set.speed();
        } else if (command instanceof Command.Play) {
            pending.playing = true;
        } else if (command instanceof Command.Pause) {
            pending.playing = false;
        }
    }

    private void carryOut(Player player, Command.OfRun command) {
        if (command instanceof Command.Play) {
            player.play();
        } else if (command instanceof Command.Pause) {
            player.pause();
        } else if (command instanceof Command.Step step) {
            player.step(step.unit());
        } else if (command instanceof Command.SetSpeed set) {
            player.setSpeed(set.speed());
        } else if (command instanceof Command.Change change) {
            player.run().change(change.setup());
        } else if (command instanceof Command.ShowDrawing drawing) {
            player.stage().draw(drawing.request(), drawing.pixels());
            host.post(player.stage().answer());
        } else if (command instanceof Command.ShowExample) {
            player.stage().showExamples();
            player.show();
        } else if (command instanceof Command.Scrub scrub) {
            player.scrub(scrub.step());
        } else if (command instanceof Command.ContinueFrom from) {
            player.continueFrom(from.step());
        } else if (command instanceof Command.ShowStep step) {
            player.program().show(step);
        } else if (command instanceof Command.Save) {
            Run run = player.run();
            host.post(new Event.Saved(run.id(), run.step(), Checkpoints.write(run)));
        }
    }

    /** Works as soon as the messages are handled that have arrived by now. */
    private void wake() {
        if (!queued && player != null) {
            queued = true;
            alarm++;
            host.soon(this::work);
        }
    }

    private void work() {
        queued = false;
        Player working = player;
        if (working == null) {
            return;
        }
        double wait;
        try {
            wait = working.tick();
        } catch (RuntimeException e) {
            host.post(new Event.Failed(working.run().id(), Sentences.of(e)));
            working.pause();
            return;
        }
        if (wait <= 0) {
            wake();
        } else if (wait < Double.POSITIVE_INFINITY) {
            int mine = ++alarm;
            host.later(
                    () -> {
                        if (mine == alarm) {
                            wake();
                        }
                    },
                    wait);
        }
    }
}
