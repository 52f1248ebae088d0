package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a module together: types, imports, functions, globals, exports, data and names, in the order that the binary format
 * wants. Imports come before definitions.
 */
public final class ModuleBuilder {
    static final int MAGIC = 0x6d736100;
    static final int VERSION = 1;
    static final int KIND_FUNCTION = 0;
    static final int KIND_MEMORY = 2;
    static final int KIND_GLOBAL = 3;
    static final int LIMITS_WITH_MAXIMUM = 1;
    static final int LIMITS_SHARED = 3;
    static final int FUNCTION_TYPE = 0x60;

    static final int SECTION_CUSTOM = 0;
    static final int SECTION_TYPE = 1;
    static final int SECTION_IMPORT = 2;
    static final int SECTION_FUNCTION = 3;
    static final int SECTION_MEMORY = 5;
    static final int SECTION_GLOBAL = 6;
    static final int SECTION_EXPORT = 7;
    static final int SECTION_CODE = 10;
    static final int SECTION_DATA = 11;
    static final int NAMES_OF_FUNCTIONS = 1;
    static final int NAMES_OF_GLOBALS = 7;
    static final String NAMES = "name";

    private final List<FunctionType> types = new ArrayList<>();
    private final ByteWriter imports = new ByteWriter();
    private int importCount;
    private final List<Function> functions = new ArrayList<>();
    private final List<Code> bodies = new ArrayList<>();
    private final List<Global> globals = new ArrayList<>();
    private final Map<String, Function> exports = new LinkedHashMap<>();
    private final ByteWriter data = new ByteWriter();
    private int dataCount;

    /**
     * Imports the memory.
     *
     * @param minPages that it must have
     * @param maxPages that it may have at most
     */
    public void importMemory(String module, String name, int minPages, int maxPages, boolean shared) {
        imports.name(module);
        imports.name(name);
        imports.u8(KIND_MEMORY);
        imports.u8(shared ? LIMITS_SHARED : LIMITS_WITH_MAXIMUM);
        imports.u32(minPages);
        imports.u32(maxPages);
        importCount++;
    }

    /** Imports a function; before any is defined. */
    public Function importFunction(String module, String name, FunctionType type) {
        if (!bodies.isEmpty()) {
            throw new IllegalStateException("Import of " + name + ": functions have been defined already");
        }
        imports.name(module);
        imports.name(name);
        imports.u8(KIND_FUNCTION);
        imports.u32(typeIndex(type));
        importCount++;
        return declare(name, type);
    }

    /** Defines a function; its body is to be written. */
    public Code function(String name, FunctionType type) {
        Code code = new Code(declare(name, type));
        bodies.add(code);
        return code;
    }

    private Function declare(String name, FunctionType type) {
        Function function = new Function(functions.size(), name, type);
        functions.add(function);
        return function;
    }

    /** A variable of each instance, 0 at first. */
    public Global global(String name, ValueType type) {
        if (type != ValueType.I32) {
            throw new IllegalArgumentException("Global " + name + ": type " + type.label() + ", expected i32");
        }
        Global global = new Global(globals.size(), name, type);
        globals.add(global);
        return global;
    }

    /** Makes a function callable from outside, under its name. */
    public void export(Function function) {
        exports.put(function.name(), function);
    }

    /** Bytes that are written to an address when the module is instantiated. */
    public void data(int address, byte[] bytes) {
        data.u8(0);
        data.u8(Opcode.I32_CONST.code());
        data.s64(address);
        data.u8(Opcode.END.code());
        data.u32(bytes.length);
        data.bytes(bytes);
        dataCount++;
    }

    private int typeIndex(FunctionType type) {
        int index = types.indexOf(type);
        if (index < 0) {
            index = types.size();
            types.add(type);
        }
        return index;
    }

    /** The module in the binary format. */
    public byte[] toBytes() {
        ByteWriter module = new ByteWriter();
        module.i32(MAGIC);
        module.i32(VERSION);
        ByteWriter declarations = new ByteWriter();
        ByteWriter code = new ByteWriter();
        for (Code body : bodies) {
            declarations.u32(typeIndex(body.function().type()));
            body.writeTo(code);
        }
        section(module, SECTION_TYPE, types.size(), typeEntries());
        section(module, SECTION_IMPORT, importCount, imports);
        section(module, SECTION_FUNCTION, bodies.size(), declarations);
        section(module, SECTION_GLOBAL, globals.size(), globalEntries());
        section(module, SECTION_EXPORT, exports.size(), exportEntries());
        section(module, SECTION_CODE, bodies.size(), code);
        section(module, SECTION_DATA, dataCount, data);
        nameSection(module);
        return module.toBytes();
    }

    private static void section(ByteWriter module, int id, int count, ByteWriter entries) {
        if (count == 0) {
            return;
        }
        ByteWriter contents = new ByteWriter();
        contents.u32(count);
        contents.append(entries);
        module.u8(id);
        module.sized(contents);
    }

    private ByteWriter typeEntries() {
        ByteWriter entries = new ByteWriter();
        for (FunctionType type : types) {
            entries.u8(FUNCTION_TYPE);
            writeTypes(entries, type.parameters());
            writeTypes(entries, type.results());
        }
        return entries;
    }

    private static void writeTypes(ByteWriter entries, List<ValueType> types) {
        entries.u32(types.size());
        types.forEach(type -> entries.u8(type.code()));
    }

    private ByteWriter globalEntries() {
        ByteWriter entries = new ByteWriter();
        for (Global global : globals) {
            entries.u8(global.type().code());
            entries.u8(1);
            entries.u8(Opcode.I32_CONST.code());
            entries.s64(0);
            entries.u8(Opcode.END.code());
        }
        return entries;
    }

    private ByteWriter exportEntries() {
        ByteWriter entries = new ByteWriter();
        exports.forEach((name, function) -> {
            entries.name(name);
            entries.u8(KIND_FUNCTION);
            entries.u32(function.index());
        });
        return entries;
    }

    private void nameSection(ByteWriter module) {
        ByteWriter contents = new ByteWriter();
        contents.name(NAMES);
        ByteWriter names = new ByteWriter();
        for (Function function : functions) {
            names.u32(function.index());
            names.name(function.name());
        }
        section(contents, NAMES_OF_FUNCTIONS, functions.size(), names);
        ByteWriter globalNames = new ByteWriter();
        for (Global global : globals) {
            globalNames.u32(global.index());
            globalNames.name(global.name());
        }
        section(contents, NAMES_OF_GLOBALS, globals.size(), globalNames);
        module.u8(SECTION_CUSTOM);
        module.sized(contents);
    }
}
