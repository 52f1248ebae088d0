package dev.nabla.worker;

import dev.nabla.browser.ByteSink;
import dev.nabla.browser.Downloads;
import dev.nabla.browser.Messages;
import dev.nabla.browser.Tasks;
import dev.nabla.browser.Wasm;
import dev.nabla.browser.WorkerLoader;
import dev.nabla.kernel.Engine;
import dev.nabla.kernel.MachineException;
import dev.nabla.program.JavaExecutor;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Packet;
import dev.nabla.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** The entry of the trainer's worker: joins the session to the browser. */
public final class WorkerMain {
    private WorkerMain() {}

    /** Says that the worker is up, then does what the page says. */
    public static void main(String[] arguments) {
        Browser browser = new Browser();
        Session session = session(browser);
        if (session != null) {
            listen(browser, session);
        }
    }

    private static void listen(Browser browser, Session session) {
        WorkerLoader.listen(data -> Messages.deliver(data, (version, kind, ints, floats, bytes, texts) -> {
            Command command;
            try {
                command = Command.of(new Packet(version, kind, ints, floats, bytes, texts));
            } catch (ProtocolException e) {
                browser.post(new Event.Failed(0, Sentences.of(e)));
                return;
            }
            session.handle(command);
        }));
    }

    /**
     * Compiles networks where the browser can run what comes out, else interprets them: as JavaScript, the WebAssembly has no
     * interpreter and goes on as such; then null.
     */
    private static @Nullable Session session(Browser browser) {
        String lack = BrowserMachine.missing();
        if (lack.isEmpty()) {
            try {
                Engine engine = new Engine(new BrowserMachine(WorkerLoader.folder() + "helper.js"));
                browser.post(new Event.Ready(WorkerLoader.engine()));
                return new Session(
                        browser, engine::executor, new CompiledCrew(engine, Wasm.cores()), new GeneratedDigits());
            } catch (MachineException e) {
                lack = Sentences.of(e);
            }
        }
        if (WorkerLoader.isWebAssembly()) {
            WorkerLoader.fallBack(lack);
            return null;
        }
        browser.post(new Event.Ready(WorkerLoader.engine() + ", not compiled: " + lack));
        Session session = new Session(browser, JavaExecutor::new, new GeneratedDigits());
        session.explain(lack);
        return session;
    }

    /** The browser around this worker. */
    private static final class Browser implements Host {
        @Override
        public double now() {
            return Tasks.now();
        }

        @Override
        public void post(Event event) {
            Packet packet = event.toPacket();
            Messages.toPage(
                    packet.version(), packet.kind(), packet.ints(), packet.floats(), packet.bytes(), packet.texts());
        }

        @Override
        public void soon(Runnable task) {
            Tasks.soon(task::run);
        }

        @Override
        public void later(Runnable task, double millis) {
            Tasks.later(task::run, millis);
        }

        @Override
        public void fetch(String path, ByteSink sink) {
            Downloads.fetch(WorkerLoader.root() + path, sink);
        }

        @Override
        public void unpack(byte[] file, ByteSink sink) {
            Downloads.unpack(file, sink);
        }
    }
}
