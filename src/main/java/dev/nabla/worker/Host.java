package dev.nabla.worker;

import dev.nabla.browser.ByteSink;
import dev.nabla.protocol.Event;

/** The world around a session: a browser's worker, or a test. */
interface Host {
    /** Milliseconds since some moment of the past. */
    double now();

    /** Tells the page. */
    void post(Event event);

    /** Runs a task when the messages that have arrived by now are handled. */
    void soon(Runnable task);

    /** Runs a task after so many milliseconds. */
    void later(Runnable task, double millis);

    /** Reads a file of the site, such as {@code data/catalog.json}. */
    void fetch(String path, ByteSink sink);

    /** Reads a file that is already there, and decompresses it if it is gzip. */
    void unpack(byte[] file, ByteSink sink);
}
