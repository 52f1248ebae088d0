package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A module taken apart: what it declares, as lines of text, and where the bodies of its functions lie. */
final class ModuleReader {
    /** The bytes from {@code start} to before {@code end}. */
    record Range(int start, int end) {}

    private final ByteReader in;
    private final InstructionReader instructions;
    private final Map<Integer, String> functionNames = new HashMap<>();
    private final Map<Integer, String> globalNames = new HashMap<>();
    private final List<FunctionType> types = new ArrayList<>();
    private final List<FunctionType> functions = new ArrayList<>();
    private final List<Range> bodies = new ArrayList<>();
    private final List<String> declarations = new ArrayList<>();
    private int globalCount;

    ModuleReader(byte[] module) {
        in = new ByteReader(module);
        instructions = new InstructionReader(in, functionNames, globalNames);
        header(ModuleBuilder.MAGIC, "Not a WebAssembly module: the first four bytes");
        header(ModuleBuilder.VERSION, "An unknown version of WebAssembly");
        int start = in.position();
        sections(start, true);
        sections(start, false);
    }

    ByteReader in() {
        return in;
    }

    InstructionReader instructions() {
        return instructions;
    }

    /** Lines for imports, globals, exports, data. */
    List<String> declarations() {
        return declarations;
    }

    /** Of the functions that are defined, in order. */
    List<Range> bodies() {
        return bodies;
    }

    /** The index of a function that is defined: imported ones come before. */
    int functionIndex(int body) {
        return functions.size() - bodies.size() + body;
    }

    FunctionType functionType(int index) {
        return functions.get(index);
    }

    /** The name of a function, or its index. */
    String reference(int function) {
        return InstructionReader.reference(functionNames, function);
    }

    /** The body of the function of that name. */
    int bodyNamed(String name) {
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
            case ModuleBuilder.SECTION_MEMORY -> entries(() -> declarations.add("(memory" + limits() + ")"));
            case ModuleBuilder.SECTION_GLOBAL -> entries(this::global);
            case ModuleBuilder.SECTION_EXPORT -> entries(this::export);
            case ModuleBuilder.SECTION_CODE -> entries(this::body);
            case ModuleBuilder.SECTION_DATA -> entries(this::data);
            default -> declarations.add(";; section " + id + " of " + size + " bytes is not shown");
        }
    }

    private void entries(Runnable entry) {
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
        String from = "(import " + Literals.string(in.name()) + " " + Literals.string(in.name()) + " (";
        int at = in.position();
        switch (in.u8()) {
            case ModuleBuilder.KIND_FUNCTION -> {
                FunctionType type = functionType();
                functions.add(type);
                declarations.add(from + "func " + reference(functions.size() - 1) + signature(type) + "))");
            }
            case ModuleBuilder.KIND_MEMORY -> declarations.add(from + "memory" + limits() + "))");
            default -> throw in.wrong("Unknown kind of import", at);
        }
    }

    private static String signature(FunctionType type) {
        StringBuilder text = new StringBuilder();
        type.parameters()
                .forEach(parameter ->
                        text.append(" (param ").append(parameter.label()).append(')'));
        type.results()
                .forEach(result ->
                        text.append(" (result ").append(result.label()).append(')'));
        return text.toString();
    }

    private String limits() {
        int at = in.position();
        int kind = in.u8();
        if (kind == 0) {
            return " " + Integer.toUnsignedString(in.u32());
        }
        if (kind != ModuleBuilder.LIMITS_WITH_MAXIMUM && kind != ModuleBuilder.LIMITS_SHARED) {
            throw in.wrong("Unknown kind of limits", at);
        }
        String pages = " " + Integer.toUnsignedString(in.u32()) + " " + Integer.toUnsignedString(in.u32());
        return kind == ModuleBuilder.LIMITS_SHARED ? pages + " shared" : pages;
    }

    private void global() {
        int at = in.position();
        String type = instructions.valueType(in.u8(), at).label();
        boolean mutable = in.u8() != 0;
        declarations.add("(global " + InstructionReader.reference(globalNames, globalCount) + " "
                + (mutable ? "(mut " + type + ")" : type) + " (" + constant() + "))");
        globalCount++;
    }

    /** A constant and the end behind it. */
    private String constant() {
        String text = instructions.text(instructions.opcode(), 0);
        int at = in.position();
        if (instructions.opcode() != Opcode.END) {
            throw in.wrong("A constant of more than one instruction", at);
        }
        return text;
    }

    private void export() {
        String name = Literals.string(in.name());
        int at = in.position();
        int kind = in.u8();
        int index = in.u32();
        declarations.add("(export " + name + " "
                + switch (kind) {
                    case ModuleBuilder.KIND_FUNCTION -> "(func " + reference(index);
                    case ModuleBuilder.KIND_MEMORY -> "(memory " + Integer.toUnsignedString(index);
                    case ModuleBuilder.KIND_GLOBAL -> "(global " + InstructionReader.reference(globalNames, index);
                    default -> throw in.wrong("Unknown kind of export", at);
                }
                + "))");
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

    private void data() {
        int at = in.position();
        if (in.u32() != 0) {
            throw in.wrong("Unknown kind of data", at);
        }
        StringBuilder text = new StringBuilder("(data (").append(constant()).append(") \"");
        for (int rest = in.size(); rest > 0; rest--) {
            Literals.dataByte(text, in.u8());
        }
        declarations.add(text.append("\")").toString());
    }
}
