package dev.nabla.worker;

import dev.nabla.browser.Tasks;
import dev.nabla.kernel.Engine;
import dev.nabla.kernel.GeneratedRun;
import dev.nabla.kernel.HashRecorder;
import dev.nabla.kernel.ImageRun;
import dev.nabla.kernel.LargeRun;
import dev.nabla.kernel.RunPlayer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Plays runs with modules in a browser's worker, on several numbers of threads: a line {@code run THREADS NAME HASH HASH …}
 * for each, a line {@code ready THREADS SLICES} for the slices that began with all threads at hand, and {@code end}.
 */
public final class KernelSelfTest {
    static final int FROM = 2000;
    static final int RUNS = 40;
    static final int MAX_THREADS = 3;
    static final String LARGE = "large";
    static final String LOST = "lost";
    static final String IMAGES = "images";

    /** Of ten slices so many go before something happens. */
    private static final int LAST_TOGETHER = 4;

    /** Chromium lets a worker that is busy or waits go on for two seconds. */
    private static final double DYING_MILLIS = 3000;

    private static final double LIMIT_MILLIS = 9000;

    private final List<Runnable> jobs = new ArrayList<>();
    private final int[] ready = new int[MAX_THREADS + 1];

    private KernelSelfTest() {}

    public static void main(String[] arguments) {
        new KernelSelfTest().start();
    }

    private void start() {
        for (int threads = 1; threads <= MAX_THREADS; threads++) {
            addJobs(threads, new BrowserMachine("helper.js", threads));
        }
        next();
    }

    private void addJobs(int threads, BrowserMachine machine) {
        Engine engine = new Engine(machine);
        for (int seed = FROM; seed < FROM + RUNS; seed++) {
            GeneratedRun run = new GeneratedRun(seed);
            jobs.add(() -> {
                engine.setThreads(threads);
                HashRecorder recorder = new HashRecorder();
                RunPlayer player = new RunPlayer(run, engine::executor, recorder);
                play(player::isReady, player::advance, threads, () -> {
                    player.close();
                    finish(threads, String.valueOf(run.seed()), recorder);
                });
            });
        }
        jobs.add(() -> {
            engine.setThreads(threads);
            HashRecorder recorder = new HashRecorder();
            ImageRun run = new ImageRun(engine::executor, recorder);
            play(run::isReady, run::advance, threads, () -> finish(threads, IMAGES, recorder));
        });
        jobs.add(() -> large(threads, engine, LARGE, () -> {}));
        if (threads > 1) {
            jobs.add(() -> large(threads, engine, LOST, machine::terminateHelpers));
        }
        jobs.add(() -> {
            System.out.println("ready " + threads + ' ' + ready[threads]);
            machine.terminateHelpers();
            next();
        });
    }

    /** The run of real size; something happens in the middle, after which as many threads are wished for as before. */
    private void large(int threads, Engine engine, String name, Runnable middle) {
        engine.setThreads(threads);
        HashRecorder recorder = new HashRecorder();
        LargeRun run = new LargeRun(engine::executor, recorder);
        int[] slices = new int[1];
        double[] goOn = new double[1];
        BooleanSupplier advance = () -> {
            boolean more = run.advance();
            slices[0]++;
            if (slices[0] == LAST_TOGETHER) {
                middle.run();
                goOn[0] = name.equals(LOST) ? Tasks.now() + DYING_MILLIS : 0;
            } else if (slices[0] == LAST_TOGETHER + 1) {
                System.out.println("threads " + threads + ' ' + name + ' ' + engine.threads());
            }
            if (slices[0] > LAST_TOGETHER) {
                engine.setThreads(threads);
            }
            return more;
        };
        IntPredicate isReady = count -> Tasks.now() > goOn[0] && run.isReady(count);
        play(isReady, advance, threads, () -> finish(threads, name, recorder));
    }

    private void next() {
        if (jobs.isEmpty()) {
            System.out.println("end");
        } else {
            Tasks.later(jobs.remove(0)::run, 0);
        }
    }

    /** Slice by slice, each when all threads have come. */
    private void play(IntPredicate isReady, BooleanSupplier advance, int threads, Runnable end) {
        double start = Tasks.now();
        MachineSelfTest.when(() -> isReady.test(threads) || Tasks.now() > start + LIMIT_MILLIS, () -> {
            ready[threads] += isReady.test(threads) ? 1 : 0;
            if (advance.getAsBoolean()) {
                play(isReady, advance, threads, end);
            } else {
                end.run();
            }
        });
    }

    private void finish(int threads, String name, HashRecorder recorder) {
        System.out.println("run " + threads + ' ' + name + recorder.hashes());
        next();
    }
}
