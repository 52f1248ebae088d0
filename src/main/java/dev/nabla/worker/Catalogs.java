package dev.nabla.worker;

import dev.nabla.browser.ByteSink;
import dev.nabla.data.Catalog;
import dev.nabla.model.PlainJson;
import dev.nabla.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The site's catalog of data sets, read when it is first asked for. */
final class Catalogs {
    private static final String PATH = "data/catalog.json";

    private final Host host;
    private @Nullable Catalog catalog;

    Catalogs(Host host) {
        this.host = host;
    }

    /** Hands the catalog over, or a sentence that says why there is none. */
    void ask(Consumer<Catalog> ready, Consumer<String> failed) {
        Catalog known = catalog;
        if (known != null) {
            ready.accept(known);
            return;
        }
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        host.fetch(PATH, new ByteSink() {
            @Override
            public void arrived(byte[] part, long received, long total) {
                contents.write(part, 0, part.length);
            }

            @Override
            public void ended() {
                byte[] bytes = contents.toByteArray();
                String text = Utf8.decode(bytes, 0, bytes.length);
                if (text == null) {
                    failed.accept(PATH + ": it is not UTF-8");
                    return;
                }
                Catalog read;
                try {
                    read = Catalog.of(PATH, PlainJson.parse(PATH, text));
                } catch (RuntimeException e) {
                    failed.accept(Sentences.of(e));
                    return;
                }
                catalog = read;
                ready.accept(read);
            }

            @Override
            public void failed(String reason) {
                failed.accept(PATH + ": could not be read (" + reason + ")");
            }
        });
    }
}
