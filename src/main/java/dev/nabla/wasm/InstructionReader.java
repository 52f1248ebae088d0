package dev.nabla.wasm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads instructions, each as a line of the text format. */
final class InstructionReader {
    private static final int FIRST_PREFIX = 0xfc;
    private static final int LAST_PREFIX = 0xfe;
    private static final int SHUFFLED_LANES = 16;
    private static final int MAX_ALIGNMENT = 15;

    private final ByteReader in;
    private final Map<Integer, String> functions;
    private final Map<Integer, String> globals;
    private final Map<Integer, Opcode> opcodes = new HashMap<>();

    /** With the names of functions and globals, by their indices. */
    InstructionReader(ByteReader in, Map<Integer, String> functions, Map<Integer, String> globals) {
        this.in = in;
        this.functions = functions;
        this.globals = globals;
        for (Opcode opcode : Opcode.values()) {
            opcodes.put(key(opcode.prefix(), opcode.code()), opcode);
        }
    }

    private static int key(int prefix, int code) {
        return (prefix << 24) | code;
    }

    Opcode opcode() {
        int at = in.position();
        int first = in.u8();
        boolean prefixed = first >= FIRST_PREFIX && first <= LAST_PREFIX;
        int code = prefixed ? in.u32() : first;
        Opcode opcode = code >>> 24 == 0 ? opcodes.get(key(prefixed ? first : 0, code)) : null;
        if (opcode == null) {
            String codes = prefixed ? " 0x" + Integer.toHexString(first) + " 0x" + Integer.toHexString(code) : "";
            throw in.wrong("Unknown opcode" + codes, at);
        }
        return opcode;
    }

    /**
     * The rest of an instruction whose code has been read.
     *
     * @param depth how many blocks are open; those that a function opens are labelled by it
     */
    String text(Opcode opcode, int depth) {
        StringBuilder line = new StringBuilder(opcode.mnemonic());
        switch (opcode.immediate()) {
            case NONE -> {}
            case BLOCK -> block(line, depth + 1);
            case LABEL -> label(line, depth);
            case INDEX -> line.append(' ').append(index(opcode));
            case MEMORY -> memory(line, opcode);
            case LANE -> lanes(line, 1);
            case MEMORY_LANE -> {
                memory(line, opcode);
                lanes(line, 1);
            }
            case SHUFFLE -> lanes(line, SHUFFLED_LANES);
            case I32, I64 -> line.append(' ').append(in.s64());
            case F32 -> line.append(' ').append(Literals.f32(in.i32()));
            case F64 -> line.append(' ').append(Literals.f64(in.i64()));
            case V128 -> line.append(' ').append(Literals.v128(in.i32(), in.i32(), in.i32(), in.i32()));
            case ZERO -> zero();
            case ZERO_ZERO -> {
                zero();
                zero();
            }
        }
        return line.toString();
    }

    private void block(StringBuilder line, int depth) {
        int at = in.position();
        int code = in.u8();
        line.append(" $L").append(depth);
        if (code != Code.EMPTY_BLOCK) {
            line.append(" (result ").append(valueType(code, at).label()).append(')');
        }
    }

    private void label(StringBuilder line, int depth) {
        int outward = in.u32();
        line.append(' ');
        if (outward >= 0 && outward < depth) {
            line.append("$L").append(depth - outward);
        } else {
            line.append(Integer.toUnsignedString(outward));
        }
    }

    private String index(Opcode opcode) {
        int index = in.u32();
        return switch (opcode) {
            case CALL -> reference(functions, index);
            case GLOBAL_GET, GLOBAL_SET -> reference(globals, index);
            default -> "$" + Integer.toUnsignedString(index);
        };
    }

    /** A name, or the index of what has none. */
    static String reference(Map<Integer, String> names, int index) {
        String name = names.get(index);
        return name == null ? Integer.toUnsignedString(index) : Literals.identifier(name);
    }

    private void memory(StringBuilder line, Opcode opcode) {
        int at = in.position();
        int alignment = in.u32();
        if (alignment < 0 || alignment > MAX_ALIGNMENT) {
            throw in.wrong("Unknown alignment", at);
        }
        int offset = in.u32();
        if (offset != 0) {
            line.append(" offset=").append(Integer.toUnsignedString(offset));
        }
        if (alignment != opcode.alignment()) {
            line.append(" align=").append(1 << alignment);
        }
    }

    private void lanes(StringBuilder line, int count) {
        for (int i = 0; i < count; i++) {
            line.append(' ').append(in.u8());
        }
    }

    private void zero() {
        int at = in.position();
        if (in.u8() != 0) {
            throw in.wrong("Something else than 0", at);
        }
    }

    /** The type of a code that was read at an offset. */
    ValueType valueType(int code, int at) {
        for (ValueType type : ValueType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw in.wrong("Unknown type", at);
    }

    /** Types behind their number. */
    void valueTypes(List<ValueType> types) {
        int count = in.u32();
        for (int i = 0; i != count; i++) {
            int at = in.position();
            types.add(valueType(in.u8(), at));
        }
    }
}
