package dev.nabla.page;

import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import dev.nabla.view.MathsLine;
import dev.nabla.view.Pad;
import dev.nabla.view.Splitter;
import dev.nabla.view.Stage;
import dev.nabla.view.Theme;
import java.util.List;
import java.util.function.Consumer;

/** What the Images room shows: its parts, each told what concerns it. */
final class RoomViews {
    /** How long a slow step is explained; the worker waits as long. */
    private static final double SLOW_MILLIS = 1600;

    private final Transport transport;
    private final SettingsRail settings;
    private final LowerPane lower;
    private final AnswerRail answer;
    private final Stage stage;
    private final MathsLine maths;
    private final StageFrame frame;

    RoomViews(Room room, Theme theme, RunRecord record, Setup setup, Pad.Listener drawn, Consumer<String> refused) {
        List<String> classes = ClassNames.of(setup.data());
        transport = new Transport(room, record, theme);
        settings = new SettingsRail(room, setup);
        lower = new LowerPane(theme, record, classes);
        answer = new AnswerRail(theme, setup.data(), drawn, refused);
        stage = new Stage(theme, setup, classes);
        maths = new MathsLine(setup, classes);
        frame = new StageFrame(stage.element());
        stage.onUnit(maths::setUnit);
        stage.onCaption(frame::setPhase);
    }

    void into(Regions regions) {
        transport.into(regions.transport());
        settings.into(regions.railLeft());
        frame.into(regions.stage());
        regions.maths().appendChild(maths.element());
        lower.into(regions.lower());
        regions.lower()
                .insertBefore(
                        new Splitter("Height of the measurements", regions.lower()).element(),
                        regions.lower().getFirstChild());
        answer.into(regions.railRight());
        refresh();
    }

    /** The program that runs. */
    ProgramTab program() {
        return lower.program();
    }

    /** Shows settings, and the empty stage of their network. */
    void showSetup(Setup setup) {
        List<String> classes = ClassNames.of(setup.data());
        settings.show(setup);
        stage.setNetwork(setup, classes);
        maths.setNetwork(setup, classes);
        lower.setClasses(classes);
        answer.setSource(setup.data());
    }

    /** Shows a run that has begun, or gone back. */
    void showStarted(Event.Started started) {
        showSetup(started.setup());
        stage.setPixelDeviation(started.pixelDeviation());
        transport.setSteps(started.keptSteps());
        refresh();
    }

    /** Shows settings where the network stays as it is. */
    void showSettings(Setup setup) {
        settings.show(setup);
    }

    /** A sentence under the choice of data. */
    void hint(String sentence) {
        settings.hint(sentence);
    }

    void showSnapshot(Event.Snapshot snapshot) {
        stage.show(snapshot);
        maths.show(snapshot);
        answer.show(snapshot);
        transport.setSteps(snapshot.keptSteps());
    }

    void showSpeed(Speed speed) {
        stage.setSlow(speed == Speed.SLOW ? SLOW_MILLIS : 0);
        transport.setSpeed(speed);
    }

    void showPlaying(boolean playing) {
        transport.setPlaying(playing);
    }

    /** Shows that a past step is in sight. */
    void showPast(int step) {
        transport.showPast(step);
        lower.setShownStep(step);
    }

    /** Shows that now is in sight. */
    void showNow() {
        transport.showNow();
        lower.setShownStep(null);
    }

    /** A sentence over the stage; empty for none. */
    void setMessage(String sentence) {
        frame.setMessage(sentence);
    }

    /** Shows the numbers of the record. */
    void refresh() {
        transport.update();
        lower.update();
    }
}
