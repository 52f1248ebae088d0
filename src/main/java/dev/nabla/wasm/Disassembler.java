package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes modules as text, in WebAssembly's text format: one instruction a line, indented by block. Shows what {@link
 * ModuleBuilder} writes; other sections are mentioned in a comment.
 *
 * <p>Variables are named by index ({@code $0} is the first parameter), blocks by how deep they lie ({@code $L1} is an
 * outermost one), functions and globals by the module's name section.
 *
 * <p>All methods throw {@link IllegalArgumentException} for bytes that are no such module; the message names the offset and
 * the byte there.
 */
public final class Disassembler {
    private static final int MAX_LOCALS = 50_000;
    private static final String INDENT = "  ";

    private final ModuleReader module;
    private final StringBuilder text = new StringBuilder();
    private final int maxLines;
    private int lines;

    private Disassembler(ModuleReader module, int maxLines) {
        this.module = module;
        this.maxLines = maxLines;
        module.read();
    }

    /** The whole module. */
    public static String module(byte[] module) {
        DeclarationReader reader = new DeclarationReader(module);
        Disassembler disassembler = new Disassembler(reader, Integer.MAX_VALUE);
        disassembler.writeModule(reader.declarations());
        return disassembler.text.toString();
    }

    /** The function of that name, which the module must define. */
    public static String function(byte[] module, String name) {
        return function(module, name, Integer.MAX_VALUE);
    }

    /** Its first {@code maxLines} lines; one more says how many were left out, if any. */
    public static String function(byte[] module, String name, int maxLines) {
        Disassembler disassembler = new Disassembler(new ModuleReader(module), maxLines);
        disassembler.writeFunction(disassembler.module.bodyNamed(name), 0);
        if (disassembler.lines > maxLines) {
            disassembler
                    .text
                    .append(";; … ")
                    .append(disassembler.lines - maxLines)
                    .append(" more lines\n");
        }
        return disassembler.text.toString();
    }

    private void writeModule(List<String> declarations) {
        line(0, "(module");
        for (String declaration : declarations) {
            line(1, declaration);
        }
        for (int body = 0; body < module.bodies().size(); body++) {
            writeFunction(body, 1);
        }
        line(0, ")");
    }

    private void writeFunction(int body, int depth) {
        int index = module.functionIndex(body);
        FunctionType type = module.functionType(index);
        line(depth, header(index, type));
        ByteReader in = module.in();
        int moduleEnd = in.end();
        in.position(module.bodies().get(body).start());
        in.end(module.bodies().get(body).end());
        locals(type.parameters().size(), depth + 1);
        instructions(depth + 1);
        if (in.hasMore()) {
            throw in.wrong("Something behind the end of a function", in.position());
        }
        in.end(moduleEnd);
        line(depth, ")");
    }

    private String header(int index, FunctionType type) {
        StringBuilder header = new StringBuilder("(func ").append(module.reference(index));
        for (int i = 0; i < type.parameters().size(); i++) {
            variable(header, " (param", i, type.parameters().get(i));
        }
        for (ValueType result : type.results()) {
            header.append(" (result ").append(result.label()).append(')');
        }
        return header.toString();
    }

    /** One line for each run of locals of one type. */
    private void locals(int parameters, int depth) {
        ByteReader in = module.in();
        int runs = in.u32();
        int index = parameters;
        for (int run = 0; run != runs; run++) {
            int at = in.position();
            int count = in.u32();
            if (count < 0 || count > MAX_LOCALS - index) {
                throw in.wrong("Too many locals", at);
            }
            int typeAt = in.position();
            ValueType type = module.instructions().valueType(in.u8(), typeAt);
            List<String> declared = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                StringBuilder local = new StringBuilder();
                variable(local, "(local", index++, type);
                declared.add(local.toString());
            }
            line(depth, String.join(" ", declared));
        }
    }

    private static void variable(StringBuilder text, String kind, int index, ValueType type) {
        text.append(kind)
                .append(" $")
                .append(index)
                .append(' ')
                .append(type.label())
                .append(')');
    }

    /** Up to the end of the function, which the text format does not write. */
    private void instructions(int depth) {
        InstructionReader instructions = module.instructions();
        int open = 0;
        while (true) {
            Opcode opcode = instructions.opcode();
            if (opcode == Opcode.END && open == 0) {
                return;
            }
            String instruction = instructions.text(opcode, open);
            boolean outward = opcode == Opcode.END || (opcode == Opcode.ELSE && open > 0);
            line(depth + open - (outward ? 1 : 0), instruction);
            if (opcode == Opcode.END) {
                open--;
            } else if (opcode.immediate() == Opcode.Immediate.BLOCK) {
                open++;
            }
        }
    }

    private void line(int depth, String content) {
        if (lines++ < maxLines) {
            text.append(INDENT.repeat(depth)).append(content).append('\n');
        }
    }
}
