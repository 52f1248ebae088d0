package dev.nabla.wasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.Parser;
import run.endive.wasm.types.MemoryLimits;

/** Parses, validates and runs modules that import at most a memory of one page, {@code env.memory}. */
final class Endive {
    private final Memory memory;
    private final Instance instance;

    private Endive(Memory memory, Instance instance) {
        this.memory = memory;
        this.instance = instance;
    }

    static Endive of(byte[] module, boolean shared) {
        return of(module, new ByteArrayMemory(new MemoryLimits(1, 2, shared)));
    }

    /** On a memory that others may have, too. */
    static Endive of(byte[] module, Memory memory) {
        ImportValues imports = ImportValues.builder()
                .addMemory(new ImportMemory("env", "memory", memory))
                .build();
        return new Endive(
                memory,
                Instance.builder(Parser.parse(module)).withImportValues(imports).build());
    }

    Memory memory() {
        return memory;
    }

    long[] call(String function, long... arguments) {
        return instance.export(function).apply(arguments);
    }

    int[] words(int address, int count) {
        int[] words = new int[count];
        ByteBuffer.wrap(memory.readBytes(address, count * Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(words);
        return words;
    }
}
