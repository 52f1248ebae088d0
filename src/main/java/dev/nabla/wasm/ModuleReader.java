package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A module taken apart: the names and types of its functions, and where their bodies lie. */
class ModuleReader {
    /** The bytes from {@code start} to before {@code end}. */
    record Range(int start, int end) {}

    private final ByteReader in;
    private final InstructionReader instructions;
    private final Map<Integer, String> functionNames = new HashMap<>();
    private final Map<Integer, String> globalNames = new HashMap<>();
    private final List<FunctionType> types = new ArrayList<>();
    private final List<FunctionType> functions = new ArrayList<>();
    private final List<Range> bodies = new ArrayList<>();

    ModuleReader(byte[] module) {
        in = new ByteReader(module);
        instructions = new InstructionReader(in, functionNames, globalNames);
    }

    /** Reads all sections. */
    final void read() {
        header(ModuleBuilder.MAGIC, "Not a WebAssembly module: the first four bytes");
        header(ModuleBuilder.VERSION, "An unknown version of WebAssembly");
        int start = in.position();
        sections(start, true);
        sections(start, false);
    }

    final ByteReader in() {
        return in;
    }

    final InstructionReader instructions() {
        return instructions;
    }

    /** Of the functions that are defined, in order. */
    final List<Range> bodies() {
        return bodies;
    }

    final Map<Integer, String> globalNames() {
        return globalNames;
    }

    /** The index of a function that is defined: imported ones come before. */
    final int functionIndex(int body) {
        return functions.size() - bodies.size() + body;
    }

    final FunctionType functionType(int index) {
        return functions.get(index);
    }

    /** The name of a function, or its index. */
    final String reference(int function) {
        return InstructionReader.reference(functionNames, function);
    }

    /** The body of the function of that name. */
    final int bodyNamed(String name) {
        for (int body = 0; body < bodies.size(); body++) {
            if (name.equals(functionNames.get(functionIndex(body)))) {
                return body;
            }
        }
        throw new IllegalArgumentException("The module defines no function named " + name);
    }

    private void header(int expected, String what) {
        int at = in.position();
        if (in.i32() != expected) {
            throw in.wrong(what, at);
        }
    }

    /** Names stand at the end, but are wanted everywhere: they are read in a pass of their own. */
    private void sections(int start, boolean names) {
        in.position(start);
        while (in.hasMore()) {
            int id = in.u8();
            int size = in.size();
            int outerEnd = in.end();
            in.end(in.position() + size);
            if (names == (id == ModuleBuilder.SECTION_CUSTOM)) {
                section(id, size);
            }
            in.position(in.end());
            in.end(outerEnd);
        }
    }

    private void section(int id, int size) {
        switch (id) {
            case ModuleBuilder.SECTION_CUSTOM -> names();
            case ModuleBuilder.SECTION_TYPE -> entries(this::type);
            case ModuleBuilder.SECTION_IMPORT -> entries(this::imported);
            case ModuleBuilder.SECTION_FUNCTION -> entries(() -> functions.add(functionType()));
            case ModuleBuilder.SECTION_CODE -> entries(this::body);
            default -> other(id, size);
        }
    }

    /** A section that says nothing about functions; it may be left where it is. */
    void other(int id, int size) {}

    final void entries(Runnable entry) {
        int count = in.u32();
        for (int i = 0; i != count; i++) {
            entry.run();
        }
    }

    private void names() {
        if (!in.name().equals(ModuleBuilder.NAMES)) {
            return;
        }
        while (in.hasMore()) {
            int kind = in.u8();
            int next = in.size() + in.position();
            if (kind == ModuleBuilder.NAMES_OF_FUNCTIONS) {
                entries(() -> functionNames.put(in.u32(), in.name()));
            } else if (kind == ModuleBuilder.NAMES_OF_GLOBALS) {
                entries(() -> globalNames.put(in.u32(), in.name()));
            }
            in.position(next);
        }
    }

    private void type() {
        int at = in.position();
        if (in.u8() != ModuleBuilder.FUNCTION_TYPE) {
            throw in.wrong("Unknown kind of type", at);
        }
        List<ValueType> parameters = new ArrayList<>();
        List<ValueType> results = new ArrayList<>();
        instructions.valueTypes(parameters);
        instructions.valueTypes(results);
        types.add(new FunctionType(parameters, results));
    }

    private FunctionType functionType() {
        int at = in.position();
        int index = in.u32();
        if (index < 0 || index >= types.size()) {
            throw in.wrong("Unknown index of a type", at);
        }
        return types.get(index);
    }

    private void imported() {
        String module = in.name();
        String name = in.name();
        int at = in.position();
        switch (in.u8()) {
            case ModuleBuilder.KIND_FUNCTION -> {
                functions.add(functionType());
                importedFunction(module, name, functions.size() - 1);
            }
            case ModuleBuilder.KIND_MEMORY -> importedMemory(module, name);
            default -> throw in.wrong("Unknown kind of import", at);
        }
    }

    /** A function that is imported under a name. */
    void importedFunction(String module, String name, int index) {}

    /** A memory that is imported under a name; its limits follow. */
    void importedMemory(String module, String name) {
        limits();
    }

    /** Pages at first and, if there is a limit, at most. */
    final int[] limits() {
        int at = in.position();
        int kind = in.u8();
        if (kind == 0) {
            return new int[] {in.u32()};
        }
        if (kind != ModuleBuilder.LIMITS_WITH_MAXIMUM && kind != ModuleBuilder.LIMITS_SHARED) {
            throw in.wrong("Unknown kind of limits", at);
        }
        return new int[] {in.u32(), in.u32(), kind};
    }

    private void body() {
        int at = in.position();
        int size = in.size();
        if (bodies.size() == functions.size()) {
            throw in.wrong("A body without a function", at);
        }
        bodies.add(new Range(in.position(), in.position() + size));
        in.position(in.position() + size);
    }
}
