package dev.nabla.worker;

import dev.nabla.browser.TypedArrays;
import dev.nabla.browser.Wasm;
import dev.nabla.browser.WasmThreads;
import dev.nabla.kernel.LinearMemory;
import dev.nabla.kernel.Machine;
import dev.nabla.kernel.MachineException;
import dev.nabla.kernel.ModuleInstance;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * Runs modules in a browser's worker, and on workers of its own where memory can be shared.
 *
 * <p>The browser starts helpers only after this worker has gone back to its messages, and starts none that cannot be loaded:
 * a coordinator works with those that have come.
 */
final class BrowserMachine implements Machine {
    /** More threads than this gain little on networks of this size, and browsers may report more than they give. */
    private static final int MOST_THREADS = 8;

    private final String helper;
    private final int threads;
    private byte @Nullable [] compiledBytes;
    private @Nullable JSObject compiled;
    private @Nullable JSObject helpers;

    /**
     * With as many threads as the machine has cores.
     *
     * @param helper the address of {@code helper.js}
     */
    BrowserMachine(String helper) {
        this(helper, Math.min(Wasm.cores(), MOST_THREADS));
    }

    /** With so many threads, if memory can be shared, whatever the machine has. */
    BrowserMachine(String helper, int threads) {
        this.helper = helper;
        this.threads = Wasm.canShare() ? Math.max(1, threads) : 1;
    }

    /** What this browser lacks for such a machine, as a sentence; empty if nothing. */
    static String missing() {
        return Wasm.missing();
    }

    @Override
    public int maxThreads() {
        return threads;
    }

    @Override
    public LinearMemory allocate(int pages, int maxPages) {
        Wasm.Made made = Wasm.memory(pages, maxPages, threads > 1);
        JSObject memory = made.getThing();
        if (memory == null) {
            throw new MachineException("The browser gave no memory of " + megabytes(pages) + " that may grow to "
                    + megabytes(maxPages) + " (" + made.getReason() + ").");
        }
        return new BrowserMemory(memory);
    }

    /** A size for a sentence: "1.5 MB". */
    static String megabytes(int pages) {
        long tenths = (pages * (long) PAGE_BYTES * 10 + (1 << 19)) >> 20;
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " MB";
    }

    @Override
    public ModuleInstance instantiate(byte[] module, LinearMemory memory) {
        Wasm.Made made = Wasm.instance(compile(module), ((BrowserMemory) memory).object());
        JSObject instance = made.getThing();
        if (instance == null) {
            throw new MachineException(
                    "The browser could not start a module of " + module.length + " bytes (" + made.getReason() + ").");
        }
        return new BrowserModule(instance);
    }

    /** The helpers mostly get the module that was made ready last. */
    private JSObject compile(byte[] module) {
        JSObject known = compiled;
        if (known != null && module == compiledBytes) {
            return known;
        }
        Wasm.Made made = Wasm.module(TypedArrays.of(module));
        JSObject thing = made.getThing();
        if (thing == null) {
            throw new MachineException(
                    "The browser refused a module of " + module.length + " bytes (" + made.getReason() + ").");
        }
        compiledBytes = module;
        compiled = thing;
        return thing;
    }

    @Override
    public void assignHelpers(byte[] module, LinearMemory memory) {
        if (threads == 1) {
            return;
        }
        JSObject code = compile(module);
        JSObject crew = helpers;
        if (crew == null) {
            crew = WasmThreads.start(helper, threads - 1);
            helpers = crew;
        }
        WasmThreads.assign(crew, code, ((BrowserMemory) memory).object());
    }

    @Override
    public void terminateHelpers() {
        JSObject crew = helpers;
        if (crew != null) {
            WasmThreads.terminate(crew);
            helpers = null;
        }
    }
}
