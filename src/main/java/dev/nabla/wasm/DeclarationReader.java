package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.List;

/** A module taken apart, with what it declares besides functions as lines of text. */
final class DeclarationReader extends ModuleReader {
    private final List<String> declarations = new ArrayList<>();
    private int globalCount;

    DeclarationReader(byte[] module) {
        super(module);
    }

    /** Lines for imports, globals, exports, data. */
    List<String> declarations() {
        return declarations;
    }

    @Override
    void other(int id, int size) {
        switch (id) {
            case ModuleBuilder.SECTION_MEMORY -> entries(() -> declarations.add("(memory" + limitsText() + ")"));
            case ModuleBuilder.SECTION_GLOBAL -> entries(this::global);
            case ModuleBuilder.SECTION_EXPORT -> entries(this::export);
            case ModuleBuilder.SECTION_DATA -> entries(this::data);
            default -> declarations.add(";; section " + id + " of " + size + " bytes is not shown");
        }
    }

    private static String imported(String module, String name) {
        return "(import " + Literals.string(module) + " " + Literals.string(name) + " (";
    }

    @Override
    void importedFunction(String module, String name, int index) {
        declarations.add(imported(module, name) + "func " + reference(index) + signature(functionType(index)) + "))");
    }

    @Override
    void importedMemory(String module, String name) {
        declarations.add(imported(module, name) + "memory" + limitsText() + "))");
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

    private String limitsText() {
        int[] limits = limits();
        String pages = " " + Integer.toUnsignedString(limits[0]);
        if (limits.length == 1) {
            return pages;
        }
        pages += " " + Integer.toUnsignedString(limits[1]);
        return limits[2] == ModuleBuilder.LIMITS_SHARED ? pages + " shared" : pages;
    }

    private void global() {
        int at = in().position();
        String type = instructions().valueType(in().u8(), at).label();
        boolean mutable = in().u8() != 0;
        declarations.add("(global " + InstructionReader.reference(globalNames(), globalCount) + " "
                + (mutable ? "(mut " + type + ")" : type) + " (" + constant() + "))");
        globalCount++;
    }

    /** A constant and the end behind it. */
    private String constant() {
        String text = instructions().text(instructions().opcode(), 0);
        int at = in().position();
        if (instructions().opcode() != Opcode.END) {
            throw in().wrong("A constant of more than one instruction", at);
        }
        return text;
    }

    private void export() {
        String name = Literals.string(in().name());
        int at = in().position();
        int kind = in().u8();
        int index = in().u32();
        declarations.add("(export " + name + " "
                + switch (kind) {
                    case ModuleBuilder.KIND_FUNCTION -> "(func " + reference(index);
                    case ModuleBuilder.KIND_MEMORY -> "(memory " + Integer.toUnsignedString(index);
                    case ModuleBuilder.KIND_GLOBAL -> "(global " + InstructionReader.reference(globalNames(), index);
                    default -> throw in().wrong("Unknown kind of export", at);
                }
                + "))");
    }

    private void data() {
        int at = in().position();
        if (in().u32() != 0) {
            throw in().wrong("Unknown kind of data", at);
        }
        StringBuilder text = new StringBuilder("(data (").append(constant()).append(") \"");
        for (int rest = in().size(); rest > 0; rest--) {
            Literals.dataByte(text, in().u8());
        }
        declarations.add(text.append("\")").toString());
    }
}
