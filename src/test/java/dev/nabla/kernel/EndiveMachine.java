package dev.nabla.kernel;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExportSection;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/**
 * Runs modules on the JVM in Endive's interpreter, on one thread; {@link ThreadedEndiveMachine} on several.
 *
 * <p>Stricter than a browser where that finds mistakes: calls must have the function's number of arguments and its int
 * result, addresses of ints and floats must be multiples of 4. A module may import {@code env.lap(i32)}, which does nothing.
 */
public final class EndiveMachine implements Machine {
    private static final int CACHED_MODULES = 32;
    private static final String ENVIRONMENT = "env";

    /** Modules that were parsed and validated, by their bytes, the one used last at the end. */
    private final Map<ByteBuffer, WasmModule> modules = new LinkedHashMap<>(CACHED_MODULES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, WasmModule> eldest) {
            return size() > CACHED_MODULES;
        }
    };

    private final int room;

    /** With as much memory as the JVM gives. */
    public EndiveMachine() {
        this(Integer.MAX_VALUE);
    }

    /** That refuses memories of more than so many pages. */
    EndiveMachine(int roomPages) {
        room = roomPages;
    }

    @Override
    public int maxThreads() {
        return 1;
    }

    @Override
    public LinearMemory allocate(int pages, int maxPages) {
        return new EndiveMemory(pages, maxPages, room);
    }

    @Override
    public ModuleInstance instantiate(byte[] module, LinearMemory memory) {
        return instantiate(module, ((EndiveMemory) memory).memory());
    }

    /** On whatever stands in for a memory. */
    ModuleInstance instantiate(byte[] module, Memory memory) {
        ImportValues imports = ImportValues.builder()
                .addMemory(new ImportMemory(ENVIRONMENT, "memory", memory))
                .addFunction(new HostFunction(
                        ENVIRONMENT, "lap", FunctionType.accepting(ValType.I32), (instance, arguments) -> new long[0]))
                .build();
        try {
            Instance instance =
                    Instance.builder(parse(module)).withImportValues(imports).build();
            return new EndiveInstance(instance);
        } catch (WasmEngineException e) {
            throw failure("The module was not accepted", e);
        }
    }

    private synchronized WasmModule parse(byte[] module) {
        WasmModule known = modules.get(ByteBuffer.wrap(module));
        if (known != null) {
            return known;
        }
        WasmModule parsed = Parser.parse(module);
        modules.put(ByteBuffer.wrap(module.clone()), parsed);
        return parsed;
    }

    @Override
    public void assignHelpers(byte[] module, LinearMemory memory) {}

    @Override
    public void terminateHelpers() {}

    private static MachineException failure(String what, Throwable cause) {
        MachineException failure = new MachineException(what + ": " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    private record EndiveInstance(Instance instance) implements ModuleInstance {
        @Override
        public int call(String function, int... arguments) {
            check(function, arguments.length);
            long[] values = new long[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i];
            }
            try {
                return (int) instance.export(function).apply(values)[0];
            } catch (WasmEngineException e) {
                throw failure(function + " trapped", e);
            }
        }

        private void check(String function, int arguments) {
            FunctionType type = typeOf(function);
            FunctionType expected = FunctionType.of(Collections.nCopies(arguments, ValType.I32), List.of(ValType.I32));
            if (!type.typesMatch(expected)) {
                throw new IllegalArgumentException(function + ": called as " + expected + ", it is " + type);
            }
        }

        private FunctionType typeOf(String function) {
            ExportSection exports = instance.module().exportSection();
            for (int i = 0; i < exports.exportCount(); i++) {
                Export export = exports.getExport(i);
                if (export.exportType() == ExternalType.FUNCTION
                        && export.name().equals(function)) {
                    return instance.type(instance.functionType(export.index()));
                }
            }
            throw new IllegalArgumentException(function + ": the module exports no such function");
        }
    }
}
