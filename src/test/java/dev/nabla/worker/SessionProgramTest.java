package dev.nabla.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.kernel.EndiveMachine;
import dev.nabla.kernel.Engine;
import dev.nabla.protocol.BufferValues;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session tells of the program that runs. */
class SessionProgramTest {
    private static final int LINES = 5;

    private final SessionFixture fixture = new SessionFixture();
    private final FakeHost host = fixture.host;

    private ProgramListing listing(FakeHost where) {
        return where.last(Event.Listed.class).listing();
    }

    private static int find(ProgramListing listing, String buffer) {
        for (int i = 0; i < listing.steps().size(); i++) {
            for (int written : listing.steps().get(i).writes()) {
                if (listing.buffers().get(written).name().equals(buffer)) {
                    return i;
                }
            }
        }
        throw new AssertionError("Nothing writes " + buffer);
    }

    @Test
    void program_notWatched_isNotTold() {
        fixture.startPaused();
        fixture.steps(3);

        assertThat(host.events(Event.Listed.class)).isEmpty();
        assertThat(host.events(Event.Timed.class)).isEmpty();
    }

    @Test
    void program_inJava_listsItsOperationsAndSaysWhy() {
        fixture.session.explain("This browser has no WebAssembly.");
        fixture.startPaused();

        fixture.session.handle(new Command.WatchProgram(true));

        ProgramListing listing = listing(host);
        assertThat(listing.isCompiled()).isFalse();
        assertThat(listing.reason()).isEqualTo("This browser has no WebAssembly.");
        assertThat(listing.steps()).allMatch(step -> step.ops().size() == 1);
        assertThat(listing.steps().get(find(listing, "layer1.a")).phase()).isEqualTo("forward");
    }

    @Test
    void times_whileItTrains_comeAtMostFourTimesASecond() {
        fixture.start(SessionFixture.RUN, SessionFixture.SETUP, Speed.FULL, true);
        host.run(1000);
        fixture.session.handle(new Command.WatchProgram(true));

        host.run(2000);

        List<Event.Timed> times = host.events(Event.Timed.class);
        assertThat(times).hasSizeBetween(6, 9);
        assertThat(times.get(5).times().examplesPerSecond()).isBetween(4000f, 8001f);
        assertThat(times.get(5).times().share()).isBetween(0.5f, 1f);

        fixture.session.handle(new Command.WatchProgram(false));
        host.run(1000);
        assertThat(host.events(Event.Timed.class)).hasSameSizeAs(times);
    }

    @Test
    void values_ofAStep_areThoseOfTheExampleOnTheStage() {
        fixture.startPaused();
        fixture.session.handle(new Command.WatchProgram(true));
        ProgramListing listing = listing(host);

        fixture.session.handle(
                new Command.ShowStep(SessionFixture.RUN, listing.version(), find(listing, "layer1.z"), LINES));

        BufferValues values = host.last(Event.StepValues.class).values().get(0);
        float[] sums = host.last(Event.Snapshot.class).sums().get(0);
        assertThat(values.name()).isEqualTo("layer1.z");
        assertThat(values.first()).isEqualTo(sums);
        assertThat(values.count()).isEqualTo(sums.length);
        assertThat(host.events(Event.StepText.class)).isEmpty();
    }

    @Test
    void values_ofALossOfADrawing_areNotKnown_andFollowTheStage() {
        fixture.startPaused();
        fixture.session.handle(new Command.WatchProgram(true));
        ProgramListing listing = listing(host);
        int step = find(listing, "losses");
        fixture.session.handle(new Command.ShowStep(SessionFixture.RUN, listing.version(), step, LINES));
        assertThat(host.last(Event.StepValues.class).values()).allMatch(BufferValues::isKnown);

        fixture.session.handle(new Command.ShowDrawing(SessionFixture.RUN, 1, new byte[Networks.PIXELS]));
        host.settle();

        assertThat(host.last(Event.StepValues.class).values()).noneMatch(BufferValues::isKnown);
    }

    @Test
    void batchSize_changed_isAnotherListing() {
        fixture.startPaused();
        fixture.session.handle(new Command.WatchProgram(true));
        ProgramListing before = listing(host);
        Setup setup = SessionFixture.SETUP;

        fixture.session.handle(new Command.Change(SessionFixture.RUN, setup.withBatchSize(16)));
        fixture.steps(1);
        host.run(1000);
        fixture.steps(1);

        ProgramListing after = listing(host);
        assertThat(after.batch()).isEqualTo(16);
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(after.flops()).isGreaterThan(before.flops());
    }

    @Test
    void program_compiled_hasTextAndTheSameBitsWhileItIsWatched() {
        FakeHost compiledHost = new FakeHost();
        Session compiled = new Session(compiledHost, new Engine(new EndiveMachine())::executor, new FakeDigits());
        for (Session session : List.of(fixture.session, compiled)) {
            session.handle(new Command.Start(SessionFixture.RUN, SessionFixture.SETUP, Speed.FULL, false, false));
        }
        host.settle();
        compiledHost.settle();
        compiled.handle(new Command.WatchProgram(true));
        ProgramListing listing = listing(compiledHost);
        compiled.handle(new Command.ShowStep(SessionFixture.RUN, listing.version(), find(listing, "layer1.a"), LINES));
        for (int i = 0; i < 3; i++) {
            compiled.handle(new Command.Step(SessionFixture.RUN, Command.Unit.BATCH));
            compiledHost.settle();
        }
        fixture.steps(3);

        assertThat(listing.isCompiled()).isTrue();
        assertThat(listing.moduleBytes()).isPositive();
        assertThat(listing.steps()).anyMatch(step -> step.ops().size() > 2);
        assertThat(listing.flops()).isPositive();
        Event.StepText text = compiledHost.last(Event.StepText.class);
        assertThat(text.text()).startsWith("(func ").contains("more lines");
        assertThat(text.whole()).isFalse();
        List<float[]> expected = SessionFixture.weights(host.last(Event.Snapshot.class));
        List<float[]> actual = SessionFixture.weights(compiledHost.last(Event.Snapshot.class));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
    }
}
