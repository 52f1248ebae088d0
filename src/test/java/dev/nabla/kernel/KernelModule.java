package dev.nabla.kernel;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.types.MemoryLimits;

/** A module under test: built with its parts, then run by Endive on a memory of its own. */
final class KernelModule {
    private static final int PAGE_BYTES = 1 << 16;

    final ModuleBuilder builder = new ModuleBuilder();
    final VectorMaths maths = new VectorMaths(builder);
    private final ByteArrayMemory memory;
    private final List<Global> globals = new ArrayList<>();
    private final List<Function> setters = new ArrayList<>();
    private int end = 64;
    private @Nullable Instance instance;

    KernelModule(int bytes) {
        int pages = (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
        memory = new ByteArrayMemory(new MemoryLimits(pages, pages));
        builder.importMemory("env", "memory", pages, pages, false);
    }

    /** Room for so many floats or ints at a multiple of 16 bytes, which is its address. */
    int allocate(int count) {
        int address = end;
        end += (4 * count + 15) / 16 * 16;
        if (end > memory.pages() * PAGE_BYTES) {
            throw new IllegalStateException("no room: " + end + " bytes");
        }
        return address;
    }

    /** A global that {@link #set} can write. */
    Global global(String name) {
        Global global = builder.global(name, ValueType.I32);
        Code code = builder.function("set " + name, FunctionType.ofInts(1));
        code.get(code.parameter(0)).set(global);
        globals.add(global);
        setters.add(code.function());
        builder.export(code.function());
        return global;
    }

    void set(Global global, int value) {
        call(setters.get(globals.indexOf(global)), value);
    }

    /** Calls a function that was exported before the first call; gives its result, or 0. */
    int call(Function function, int... arguments) {
        if (instance == null) {
            instance = Instance.builder(Parser.parse(builder.toBytes()))
                    .withImportValues(ImportValues.builder()
                            .addMemory(new ImportMemory("env", "memory", memory))
                            .build())
                    .build();
        }
        ExportFunction export = instance.export(function.name());
        long[] values = new long[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i];
        }
        long[] results = export.apply(values);
        return results == null || results.length == 0 ? 0 : (int) results[0];
    }

    void write(int address, float... values) {
        for (int i = 0; i < values.length; i++) {
            memory.writeI32(address + 4 * i, Float.floatToRawIntBits(values[i]));
        }
    }

    void write(int address, int[] values) {
        for (int i = 0; i < values.length; i++) {
            memory.writeI32(address + 4 * i, values[i]);
        }
    }

    float[] floats(int address, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(memory.readInt(address + 4 * i));
        }
        return values;
    }

    int[] ints(int address, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = memory.readInt(address + 4 * i);
        }
        return values;
    }
}
