package dev.nabla.browser;

import org.teavm.jso.JSBody;

/** The benchmark's worker as {@code webapp/bench.js} sees it. */
public final class BenchPage {
    private BenchPage() {}

    /** What the page's address says for a name; {@code otherwise} if it says nothing. */
    @JSBody(
            params = {"name", "otherwise"},
            script = "return new URLSearchParams(self.location.search).get(name) || otherwise;")
    public static native String parameter(String name, String otherwise);

    /** Tells what is going on. */
    @JSBody(params = "sentence", script = "self.postMessage({status: sentence});")
    public static native void status(String sentence);

    /**
     * Hands over a result.
     *
     * @param density NaN where there is none
     * @param asked threads that were wished for
     * @param value NaN if it could not be measured
     * @param error why not
     * @param engine what this Java runs as
     * @param executor what runs the programs
     */
    @JSBody(
            params = {"item", "density", "unit", "threads", "asked", "value", "error", "engine", "executor"},
            script = """
            var row = {threads: threads, item: item, unit: unit, value: value, engine: engine, executor: executor};
            if (density === density) { row.density = density; }
            if (value !== value) { row.value = null; row.error = error; }
            else if (asked > threads) { row.asked = asked; }
            self.postMessage({row: row});""")
    public static native void row(
            String item,
            double density,
            String unit,
            int threads,
            int asked,
            double value,
            String error,
            String engine,
            String executor);

    /** Says that everything is measured. */
    @JSBody(script = "self.postMessage({done: true});")
    public static native void done();

    /** Says why nothing more is measured. */
    @JSBody(params = "sentence", script = "self.postMessage({failure: sentence});")
    public static native void fail(String sentence);
}
