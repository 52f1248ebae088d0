package dev.nabla.worker;

import dev.nabla.browser.Tasks;
import dev.nabla.kernel.LinearMemory;
import dev.nabla.kernel.Machine;
import dev.nabla.kernel.MachineException;
import dev.nabla.kernel.ModuleInstance;
import java.util.function.BooleanSupplier;

/**
 * What the browser's machine must do, run in a worker: a line {@code ok …} for each thing that it does, {@code failed …} for
 * each that it does not, {@code cost …} for what was measured, and {@code end}.
 */
public final class MachineSelfTest {
    private static final int STAGE_BYTES = 1 << 16;
    private static final int[] SIZES = {
        0,
        1,
        3,
        5,
        100,
        STAGE_BYTES / 4 - 1,
        STAGE_BYTES / 4,
        STAGE_BYTES / 4 + 1,
        STAGE_BYTES - 1,
        STAGE_BYTES,
        STAGE_BYTES + 1,
        200_003
    };
    private static final int THREADS = 3;
    private static final double LIMIT_MILLIS = 10_000;

    private MachineSelfTest() {}

    public static void main(String[] arguments) {
        same("nothing is missing", BrowserMachine.missing(), "");
        for (int threads : new int[] {1, THREADS}) {
            Machine machine = new BrowserMachine("helper.js", threads);
            same("threads", machine.maxThreads(), threads);
            String kind = threads == 1 ? "own memory: " : "shared memory: ";
            copies(kind, machine);
            growth(kind, machine);
            refusals(kind, machine);
            calls(kind, machine);
            costs(kind, machine);
        }
        Machine silent = new BrowserMachine("helper.js", 1);
        silent.assignHelpers(TinyModule.of(false), silent.allocate(1, 1));
        silent.terminateHelpers();
        new HelperSelfTest(THREADS).run(() -> System.out.println("end"));
    }

    static void same(String name, Object actual, Object expected) {
        System.out.println(
                actual.equals(expected) ? "ok " + name : "failed " + name + ": " + actual + ", expected " + expected);
    }

    /** Goes on when the condition holds, or after a long time. */
    static void when(BooleanSupplier condition, Runnable next) {
        when(condition, next, Tasks.now() + LIMIT_MILLIS);
    }

    private static void when(BooleanSupplier condition, Runnable next, double end) {
        if (condition.getAsBoolean() || Tasks.now() > end) {
            next.run();
        } else {
            Tasks.later(() -> when(condition, next, end), 1);
        }
    }

    private static void copies(String kind, Machine machine) {
        LinearMemory memory = machine.allocate(20, 40);
        int wrong = 0;
        for (int size : SIZES) {
            byte[] bytes = new byte[size + 7];
            int[] ints = new int[size + 7];
            float[] floats = new float[size + 7];
            for (int i = 0; i < size + 7; i++) {
                ints[i] = i * 0x9e3779b9 + size;
                bytes[i] = (byte) (ints[i] >> 13);
                floats[i] = ints[i] * 0.001f;
            }
            byte[] bytesBack = new byte[size + 9];
            int[] intsBack = new int[size + 9];
            float[] floatsBack = new float[size + 9];
            memory.write(17, bytes, 3, size);
            memory.read(17, bytesBack, 5, size);
            memory.write(36, ints, 3, size);
            memory.read(36, intsBack, 5, size);
            memory.write(44, floats, 3, size);
            memory.read(44, floatsBack, 5, size);
            for (int i = 0; i < size; i++) {
                if (bytesBack[i + 5] != bytes[i + 3]
                        || intsBack[i + 5] != ints[i + 3]
                        || Float.floatToRawIntBits(floatsBack[i + 5]) != Float.floatToRawIntBits(floats[i + 3])) {
                    wrong++;
                }
            }
            for (int i = 0; i < 9; i = i == 4 ? size + 5 : i + 1) {
                wrong += bytesBack[i] != 0 || intsBack[i] != 0 || floatsBack[i] != 0 ? 1 : 0;
            }
        }
        same(kind + "copies, wrong elements", wrong, 0);
        for (int address : new int[] {-4, 2, 20 * Machine.PAGE_BYTES - 4}) {
            same(
                    kind + "address " + address + " is refused",
                    refusal(() -> memory.write(address, new int[2], 0, 2)).startsWith("address " + address),
                    true);
        }
        same(
                kind + "count is refused",
                refusal(() -> memory.read(0, new byte[9], 5, 5)),
                "elements from 5, 5 of them; the array has 9");
    }

    private static void growth(String kind, Machine machine) {
        LinearMemory memory = machine.allocate(1, 3);
        same(kind + "pages", memory.pages(), 1);
        ModuleInstance module = machine.instantiate(TinyModule.of(machine.maxThreads() > 1), memory);
        memory.write(8, new int[] {77}, 0, 1);
        memory.grow(3);
        same(kind + "pages after growth", memory.pages(), 3);
        int far = 3 * Machine.PAGE_BYTES - 4;
        memory.write(far, new int[] {78}, 0, 1);
        same(kind + "near after growth", module.call("at", 8), 77);
        same(kind + "far after growth", module.call("at", far), 78);
        String reason = refusal(() -> memory.grow(4));
        same(
                kind + "growth beyond: " + reason,
                reason.startsWith("The memory could not grow from 0.2 MB to 0.3 MB ("),
                true);
        same(kind + "pages after a refused growth", memory.pages(), 3);
        same(kind + "far after a refused growth", module.call("at", far), 78);
    }

    private static void refusals(String kind, Machine machine) {
        LinearMemory memory = machine.allocate(1, 1);
        String tooMuch = refusal(() -> machine.allocate(70_000, 70_000));
        same(
                kind + tooMuch,
                tooMuch.startsWith("The browser gave no memory of 4375 MB that may grow to 4375 MB ("),
                true);
        String noModule = refusal(() -> machine.instantiate(new byte[] {0, 97, 115, 109, 1, 0, 0, 0, 99}, memory));
        same(kind + noModule, noModule.startsWith("The browser refused a module of 9 bytes (CompileError"), true);
        byte[] otherKind = TinyModule.of(machine.maxThreads() == 1);
        String noLink = refusal(() -> machine.instantiate(otherKind, memory));
        same(
                kind + noLink,
                noLink.startsWith("The browser could not start a module of " + otherKind.length + " bytes (LinkError"),
                true);
    }

    private static void calls(String kind, Machine machine) {
        ModuleInstance module = machine.instantiate(TinyModule.of(machine.maxThreads() > 1), machine.allocate(1, 1));
        same(kind + "no argument", module.call("zero"), 0);
        same(kind + "one argument", module.call("next", Integer.MAX_VALUE), Integer.MIN_VALUE);
        same(kind + "two arguments", module.call("add", 1 << 30, -5), (1 << 30) - 5);
        same(kind + "three arguments", module.call("sum", 1, 20, 300), 321);
        String trap = refusal(() -> module.call("trap"));
        same(kind + trap, trap.startsWith("The function trap stopped (RuntimeError: unreachable"), true);
        String outside = refusal(() -> module.call("at", Machine.PAGE_BYTES));
        same(kind + outside, outside.startsWith("The function at stopped (RuntimeError: memory access"), true);
        same(kind + "after a trap", module.call("next", 4), 5);
        same(kind + "no such function", refusal(() -> module.call("none")), "The module has no function none.");
        module.call("lapped");
        same(kind + "laps", module.lapMillis(7) > 0.5 && module.lapMillis(7) < 5000 && module.lapMillis(6) == 0, true);
    }

    private static String refusal(Runnable attempt) {
        try {
            attempt.run();
            return "not refused";
        } catch (MachineException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void costs(String kind, Machine machine) {
        LinearMemory memory = machine.allocate(256, 256);
        ModuleInstance module = machine.instantiate(TinyModule.of(machine.maxThreads() > 1), memory);
        int calls = 1_000_000;
        int value = 0;
        double fastest = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            double start = Tasks.now();
            for (int i = 0; i < calls; i++) {
                value = module.call("add", value, i);
            }
            fastest = Math.min(fastest, Tasks.now() - start);
        }
        System.out.println("cost " + kind + tenths(fastest * 1e6 / calls) + " ns a call of two ints");
        byte[] bytes = new byte[1 << 24];
        float[] floats = new float[1 << 22];
        int[] ints = new int[1 << 22];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        for (int i = 0; i < ints.length; i++) {
            ints[i] = i;
            floats[i] = i;
        }
        cost(kind + "byte[] written", () -> memory.write(0, bytes, 0, bytes.length));
        cost(kind + "byte[] read", () -> memory.read(0, bytes, 0, bytes.length));
        cost(kind + "int[] written", () -> memory.write(0, ints, 0, ints.length));
        cost(kind + "int[] read", () -> memory.read(0, ints, 0, ints.length));
        cost(kind + "float[] written", () -> memory.write(0, floats, 0, floats.length));
        cost(kind + "float[] read", () -> memory.read(0, floats, 0, floats.length));
        double start = Tasks.now();
        for (int i = 0; i < 100_000; i++) {
            memory.read(0, floats, 0, 10);
        }
        System.out.println("cost " + kind + tenths((Tasks.now() - start) * 10) + " ns to read ten floats");
    }

    private static void cost(String name, Runnable copy) {
        double fastest = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            double start = Tasks.now();
            copy.run();
            fastest = Math.min(fastest, Tasks.now() - start);
        }
        System.out.println("cost " + name + " " + Math.round(16 * 1.048576 / fastest * 1000) + " MB/s");
    }

    static String tenths(double value) {
        return String.valueOf(Math.round(value * 10) / 10.0);
    }
}
