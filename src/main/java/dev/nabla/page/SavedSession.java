package dev.nabla.page;

import dev.nabla.browser.Store;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.SetupLink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The run as it is kept over a reload: its settings, a checkpoint, its curves. */
final class SavedSession {
    private static final String KEY = "images";

    private final Setup setup;
    private final Store.Content content;

    private SavedSession(Setup setup, Store.Content content) {
        this.setup = setup;
        this.content = content;
    }

    /** Settings now. */
    Setup setup() {
        return setup;
    }

    /** For {@link dev.nabla.protocol.Command.Resume}. */
    byte[] checkpoint() {
        return content.bytes();
    }

    /** Puts the curves into a record. */
    void restore(RunRecord record) {
        record.restore(content.ints(), content.floats());
    }

    /**
     * Keeps a run.
     *
     * @param failed told why it could not be kept
     */
    static void write(Setup setup, byte[] checkpoint, RunRecord record, Consumer<String> failed) {
        Store.write(
                KEY,
                new Store.Content(SetupLink.write(setup), record.steps(), record.values(), checkpoint),
                failed::accept);
    }

    /** Reads what was kept; null where nothing was. */
    static void read(Consumer<@Nullable SavedSession> reader) {
        Store.read(KEY, content -> {
            SetupLink.Reading link = content == null ? null : SetupLink.read(content.text());
            reader.accept(content == null || link == null ? null : new SavedSession(link.setup(), content));
        });
    }
}
