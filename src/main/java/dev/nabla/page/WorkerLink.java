package dev.nabla.page;

import dev.nabla.browser.Messages;
import dev.nabla.browser.PageLoader;
import dev.nabla.protocol.Command;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Packet;
import dev.nabla.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.workers.Worker;

/** The page's end of the wire to the trainer's worker. What is sent before the worker is ready waits for it. */
final class WorkerLink {
    /** Takes what comes from the worker. */
    interface Listener {
        /** Called once for each event, in order. */
        void onEvent(Event event);

        /** The worker is gone, or never came; the sentence says why. */
        void onLost(String sentence);
    }

    private final Listener listener;
    private final List<Command> waiting = new ArrayList<>();
    private boolean ready;

    WorkerLink(Listener listener) {
        this.listener = listener;
    }

    /** Begins to listen; what the worker has said before is delivered at once. */
    void open() {
        PageLoader.listen(
                message -> Messages.deliver(
                        message,
                        (version, kind, ints, floats, bytes, texts) ->
                                receive(new Packet(version, kind, ints, floats, bytes, texts))),
                this::lose);
    }

    private void receive(Packet packet) {
        Event event;
        try {
            event = Event.of(packet);
        } catch (ProtocolException broken) {
            listener.onLost(broken.getMessage() + ". Reload the page.");
            return;
        }
        if (event instanceof Event.Ready) {
            ready = true;
            listener.onEvent(event);
            List<Command> commands = new ArrayList<>(waiting);
            waiting.clear();
            commands.forEach(this::send);
        } else {
            listener.onEvent(event);
        }
    }

    private void lose(String sentence) {
        ready = false;
        listener.onLost(sentence);
    }

    /** Ends the worker and starts another; what is sent from now on goes to the new one. */
    void restart() {
        ready = false;
        waiting.clear();
        PageLoader.restart();
    }

    /** Sends a command, as soon as there is a worker that can take it. */
    void send(Command command) {
        Worker worker = PageLoader.worker();
        if (!ready || worker == null) {
            waiting.add(command);
            return;
        }
        Packet packet = command.toPacket();
        Messages.to(
                worker,
                packet.version(),
                packet.kind(),
                packet.ints(),
                packet.floats(),
                packet.bytes(),
                packet.texts());
    }
}
