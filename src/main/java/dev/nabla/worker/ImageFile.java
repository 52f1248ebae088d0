package dev.nabla.worker;

import dev.nabla.browser.ByteSink;
import dev.nabla.data.DataException;
import dev.nabla.data.IdxArray;
import java.util.function.Consumer;

/** Takes one IDX file as it arrives, and says how it went. */
final class ImageFile implements ByteSink {
    private final String name;
    private final ArrivingIdx contents;
    private final Progress progress;
    private final Done done;
    private final Consumer<String> failure;
    private boolean failed;

    /** Told of each part. */
    @FunctionalInterface
    interface Progress {
        void arrived(long received, long total, int examples);
    }

    /** Told at the end. */
    @FunctionalInterface
    interface Done {
        void arrived(IdxArray array, String sha256);
    }

    /**
     * A file of which nothing has arrived.
     *
     * @param failure is told a sentence, at most once, instead of {@code done}
     */
    ImageFile(String name, Progress progress, Done done, Consumer<String> failure) {
        this.name = name;
        this.contents = new ArrivingIdx(name);
        this.progress = progress;
        this.done = done;
        this.failure = failure;
    }

    @Override
    public void arrived(byte[] part, long received, long total) {
        guard(() -> {
            contents.add(part);
            progress.arrived(received, total, contents.rank() == 3 ? contents.examples() : 0);
        });
    }

    @Override
    public void ended() {
        guard(() -> done.arrived(contents.finish(), contents.sha256()));
    }

    @Override
    public void failed(String reason) {
        guard(() -> {
            throw new DataException(name + ": could not be read (" + reason + ")");
        });
    }

    private void guard(Runnable action) {
        if (failed) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException e) {
            failed = true;
            failure.accept(Sentences.of(e));
        }
    }
}
