package dev.nabla.worker;

import static dev.nabla.worker.MachineSelfTest.same;
import static dev.nabla.worker.MachineSelfTest.when;

import dev.nabla.browser.Tasks;
import dev.nabla.kernel.LinearMemory;
import dev.nabla.kernel.Machine;
import dev.nabla.kernel.ModuleInstance;

/** What helpers must do: come, work on the same memory, come again, be ended while they wait, and fail unnoticed. */
final class HelperSelfTest {
    private static final byte[] MODULE = TinyModule.of(true);

    private final Machine machine;
    private final int everyIndex;
    private double start;

    HelperSelfTest(int threads) {
        machine = new BrowserMachine("helper.js", threads);
        everyIndex = threads * (threads - 1) / 2;
    }

    private record Place(LinearMemory memory, ModuleInstance module) {
        int came() {
            return module.call("at", 0);
        }
    }

    private Place place() {
        LinearMemory memory = machine.allocate(1, 1);
        return new Place(memory, machine.instantiate(MODULE, memory));
    }

    void run(Runnable next) {
        Place first = place();
        start = Tasks.now();
        machine.assignHelpers(MODULE, first.memory());
        when(() -> first.came() == everyIndex, () -> {
            cost("from nothing until helpers work");
            same("helpers came, each with its index", first.came(), everyIndex);
            reassign(first, next);
        });
    }

    private void reassign(Place first, Runnable next) {
        Place second = place();
        start = Tasks.now();
        machine.assignHelpers(MODULE, second.memory());
        same("helpers that waited were woken", first.module().call("end", 1), machine.maxThreads() - 1);
        when(() -> second.came() == everyIndex, () -> {
            cost("from one memory to the next");
            same("helpers came to the second memory", second.came(), everyIndex);
            terminate(second, next);
        });
    }

    private void terminate(Place second, Runnable next) {
        machine.terminateHelpers();
        machine.terminateHelpers();
        Place third = place();
        start = Tasks.now();
        machine.assignHelpers(MODULE, third.memory());
        when(() -> third.came() == everyIndex, () -> {
            cost("from the end of blocked helpers until new ones work");
            same("new helpers came after the end of the old", third.came(), everyIndex);
            afterTrap(second, third, next);
        });
    }

    /** A helper whose module traps or cannot be started is there for the next assignment. */
    private void afterTrap(Place second, Place third, Runnable next) {
        Place unshared = place();
        machine.assignHelpers(new byte[] {0, 97, 115, 109, 1, 0, 0, 0}, unshared.memory());
        Place fourth = place();
        machine.assignHelpers(MODULE, fourth.memory());
        third.module().call("end", 1);
        when(() -> fourth.came() == everyIndex, () -> {
            same("helpers came after a module without help", fourth.came(), everyIndex);
            whenGone(second, next);
        });
    }

    /** Ended helpers may take a moment; then none waits. */
    private void whenGone(Place second, Runnable next) {
        when(() -> second.module().call("end", 0) == 0, () -> {
            same("ended helpers no longer wait", second.module().call("end", 0), 0);
            machine.terminateHelpers();
            missing(next);
        });
    }

    private void missing(Runnable next) {
        Machine lonely = new BrowserMachine("no-such-helper.js", 2);
        LinearMemory memory = lonely.allocate(1, 1);
        lonely.assignHelpers(MODULE, memory);
        Tasks.later(
                () -> {
                    same(
                            "without its script no helper comes",
                            lonely.instantiate(MODULE, memory).call("at", 0),
                            0);
                    lonely.terminateHelpers();
                    next.run();
                },
                300);
    }

    private void cost(String name) {
        System.out.println("cost " + MachineSelfTest.tenths(Tasks.now() - start) + " ms " + name);
    }
}
