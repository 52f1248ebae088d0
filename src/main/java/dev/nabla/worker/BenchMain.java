package dev.nabla.worker;

import dev.nabla.bench.Benchmark;
import dev.nabla.bench.Choice;
import dev.nabla.bench.Rig;
import dev.nabla.bench.Row;
import dev.nabla.browser.BenchPage;
import dev.nabla.browser.Tasks;
import dev.nabla.browser.WorkerLoader;
import dev.nabla.kernel.Engine;
import dev.nabla.kernel.MachineException;
import dev.nabla.program.Executor;
import dev.nabla.program.JavaExecutor;
import dev.nabla.program.Program;
import org.jspecify.annotations.Nullable;

/** The entry of the benchmark's worker. */
public final class BenchMain {
    private final Choice choice;
    private final @Nullable Engine engine;
    private final Benchmark benchmark;

    private BenchMain(Choice choice) {
        this.choice = choice;
        Engine compiled = null;
        if (BrowserMachine.missing().isEmpty()) {
            compiled = new Engine(new BrowserMachine(WorkerLoader.folder() + "helper.js", choice.threads()));
            compiled.setThreads(choice.threads());
        }
        engine = compiled;
        benchmark = new Benchmark(choice, new BrowserRig(compiled), this::send);
    }

    /** Measures what the page's address asks for. */
    public static void main(String[] arguments) {
        try {
            BenchMain bench = new BenchMain(Choice.parse(
                    BenchPage.parameter("items", Choice.ALL),
                    BenchPage.parameter("density", Choice.DENSITY),
                    BenchPage.parameter("threads", "1"),
                    BenchPage.parameter("secs", Choice.SECONDS),
                    BenchPage.parameter("n", Choice.IMAGES)));
            String missing = BrowserMachine.missing();
            BenchPage.status(missing.isEmpty() ? "Measuring …" : missing + " Measuring plain Java …");
            bench.goOn();
        } catch (IllegalArgumentException | MachineException e) {
            BenchPage.fail(String.valueOf(e.getMessage()));
        }
    }

    private void goOn() {
        double pause = benchmark.advance();
        if (pause < 0) {
            BenchPage.done();
        } else if (pause == 0) {
            Tasks.soon(this::goOn);
        } else {
            Tasks.later(this::goOn, pause);
        }
    }

    private void send(Row row) {
        BenchPage.row(
                row.item().label(),
                row.density(),
                row.item().unit(),
                row.threads(),
                row.item().sharesThreads() ? choice.threads() : row.threads(),
                row.value(),
                row.error(),
                WorkerLoader.engine(),
                engine == null ? "Java" : "compiled");
    }

    /**
     * Measures in this worker.
     *
     * @param engine null where the browser lacks what modules need
     */
    private record BrowserRig(@Nullable Engine engine) implements Rig {
        @Override
        public double millis() {
            return Tasks.now();
        }

        @Override
        public Executor executor(Program program) {
            return engine == null ? new JavaExecutor(program) : engine.executor(program);
        }

        @Override
        public int mostThreads() {
            return engine == null ? 1 : engine.threads();
        }

        @Override
        public int threads() {
            return engine == null ? 1 : engine.threadsAtWork();
        }
    }
}
