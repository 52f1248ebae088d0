package dev.nabla.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import run.endive.runtime.Memory;

/**
 * Runs modules on several threads of the JVM, which share memories of a fixed size. A test may say what becomes of a
 * helper: that it comes late, or stops in the middle of its work.
 */
final class ThreadedEndiveMachine implements Machine, AutoCloseable {
    /** For the tests' plans; growing while other threads look would need more care than Endive takes. */
    private static final int PAGES = 320;

    private static final long A_SECOND = 1_000_000_000;
    private static final long SHORT_NANOS = 100_000_000;
    private static final long LONG_NANOS = 60_000_000_000L;

    private final EndiveMachine machine = new EndiveMachine();
    private final int threads;
    private final List<Helper> helpers = new ArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int victim;
    private volatile int lifetime;
    private volatile boolean impatient;

    ThreadedEndiveMachine(int threads) {
        this.threads = threads;
    }

    /** A helper's loop in a module, on the memory that the helper sees. */
    private interface Assignment {
        void help(int index);
    }

    /** A helper reached the end of its lifetime. */
    private static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** So that a slow machine loses no helper by itself, and a lost one is noticed soon. */
    void setPatienceUntilALoss() {
        impatient = true;
    }

    /** Helpers carry out assignments only when the gate is open. */
    void setGate(CountDownLatch gate) {
        this.gate = gate;
    }

    /** From the next assignment on, a helper ends for good after so many accesses to memory; index 0 for none. */
    void loseHelper(int index, int accesses) {
        lost.set(0);
        victim = index;
        lifetime = accesses;
    }

    /** How many helpers were lost since a test last said which. */
    int lost() {
        return lost.get();
    }

    /** How many helpers were ever started. */
    int started() {
        return started.get();
    }

    @Override
    public int maxThreads() {
        return threads;
    }

    @Override
    public LinearMemory allocate(int pages, int maxPages) {
        return EndiveMemory.shared(Math.max(pages, PAGES), maxPages);
    }

    @Override
    public ModuleInstance instantiate(byte[] module, LinearMemory memory) {
        Memory own = ((EndiveMemory) memory).memory();
        return machine.instantiate(module, impatient ? patientUntilALoss(own) : own);
    }

    private Memory patientUntilALoss(Memory memory) {
        return proxy(memory, arguments -> {
            if (arguments != null && arguments.length == 3 && arguments[2] instanceof Long nanos && nanos >= A_SECOND) {
                arguments[2] = lost.get() > 0 ? SHORT_NANOS : LONG_NANOS;
            }
        });
    }

    private Memory mortal(Memory memory, int accesses) {
        AtomicInteger left = new AtomicInteger(accesses);
        return proxy(memory, arguments -> {
            if (left.decrementAndGet() < 0) {
                throw new LostException();
            }
        });
    }

    /** What is done ahead of each access. */
    @FunctionalInterface
    private interface Ahead {
        void access(Object[] arguments);
    }

    private static Memory proxy(Memory memory, Ahead ahead) {
        return (Memory) Proxy.newProxyInstance(
                Memory.class.getClassLoader(), new Class<?>[] {Memory.class}, (proxy, method, arguments) -> {
                    ahead.access(arguments);
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void assignHelpers(byte[] module, LinearMemory memory) {
        if (helpers.isEmpty()) {
            for (int index = 1; index < threads; index++) {
                helpers.add(new Helper(index));
            }
            helpers.forEach(Thread::start);
            started.addAndGet(helpers.size());
        }
        Memory shared = ((EndiveMemory) memory).memory();
        helpers.forEach(helper -> helper.assignments.add(
                index -> machine.instantiate(module, index == victim ? mortal(shared, lifetime) : shared)
                        .call("help", index)));
    }

    @Override
    public void terminateHelpers() {
        helpers.forEach(Thread::interrupt);
        helpers.clear();
    }

    /** Ends all helpers behind the engine's back. */
    void loseHelpers() {
        terminateHelpers();
        lost.incrementAndGet();
    }

    @Override
    public void close() {
        terminateHelpers();
    }

    /** A thread that does what it is assigned until it is interrupted. */
    private final class Helper extends Thread {
        private final int index;
        private final BlockingQueue<Assignment> assignments = new LinkedBlockingQueue<>();

        Helper(int index) {
            super("helper " + index);
            this.index = index;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Assignment assignment = assignments.take();
                    gate.await();
                    assignment.help(index);
                }
            } catch (LostException end) {
                lost.incrementAndGet();
            } catch (InterruptedException end) {
                // Terminated.
            } catch (MachineException end) {
                if (!isInterrupted()) {
                    throw end;
                }
            }
        }
    }
}
