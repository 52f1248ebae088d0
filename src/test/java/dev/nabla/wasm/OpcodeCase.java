package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A line of {@link OpcodeCases}.
 *
 * @param lanes the lane, or the four of a shuffle
 * @param expected null if it traps
 * @param inMemory whether the expected value is found in memory afterwards
 */
record OpcodeCase(
        String text,
        Opcode opcode,
        int offset,
        List<Integer> lanes,
        List<Value> operands,
        Value expected,
        boolean inMemory) {
    static final int RESULT = 64;
    static final int WRITTEN = 32;
    private static final int FLOATS = 48;

    /** All groups. */
    static Stream<OpcodeCase> all() {
        return Stream.of(
                        OpcodeCases.CONTROL,
                        OpcodeCases.INTEGERS,
                        OpcodeCases.NUMBERS,
                        OpcodeCases.CONVERSIONS,
                        OpcodeCases.MEMORY,
                        OpcodeCases.VECTOR_MEMORY,
                        OpcodeCases.LANES,
                        OpcodeCases.VECTOR_INTEGERS,
                        OpcodeCases.VECTOR_NUMBERS,
                        OpcodeCases.ATOMICS)
                .flatMap(group -> parse(group).stream());
    }

    private static List<OpcodeCase> parse(String lines) {
        return lines.lines().map(OpcodeCase::of).toList();
    }

    private static OpcodeCase of(String line) {
        String[] words = line.split(" ", -1);
        Opcode opcode = Opcode.valueOf(constant(words[0]));
        int offset = 0;
        List<Integer> lanes = List.of();
        List<Value> operands = new ArrayList<>();
        for (String word : List.of(words).subList(1, words.length - 2)) {
            switch (word.charAt(0)) {
                case '@' -> offset = Integer.parseInt(word.substring(1));
                case '#' ->
                    lanes = Stream.of(word.substring(1).split(",", -1))
                            .map(Integer::valueOf)
                            .toList();
                default -> operands.add(Value.of(word));
            }
        }
        String expected = words[words.length - 1];
        return new OpcodeCase(
                line,
                opcode,
                offset,
                lanes,
                operands,
                expected.equals("trap") ? null : Value.of(expected),
                words[words.length - 2].equals("=>"));
    }

    static String constant(String mnemonic) {
        return mnemonic.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** A module that exports {@code run}. */
    byte[] module(boolean shared) {
        ModuleBuilder builder = new ModuleBuilder();
        builder.importMemory("env", "memory", 1, 2, shared);
        Code code = builder.function("run", FunctionType.ofInts(0));
        boolean gives = expected != null && !inMemory;
        if (gives) {
            code.i32(RESULT);
        }
        operands.forEach(operand -> operand.push(code));
        instruction(code);
        if (gives) {
            code.memory(expected.store(), 0);
        } else if (leavesResult()) {
            code.op(Opcode.DROP);
        }
        builder.export(code.function());
        return builder.toBytes();
    }

    private boolean leavesResult() {
        String name = opcode.mnemonic();
        return name.contains("rmw")
                || (expected == null
                        && !name.contains("store")
                        && opcode != Opcode.UNREACHABLE
                        && !name.startsWith("memory.f")
                        && !name.startsWith("memory.c"));
    }

    private void instruction(Code code) {
        switch (opcode.immediate()) {
            case NONE, ZERO -> code.op(opcode);
            case ZERO_ZERO -> code.memoryCopy();
            case MEMORY -> code.memory(opcode, offset);
            case LANE -> code.lane(opcode, lanes.get(0));
            case MEMORY_LANE -> code.memoryLane(opcode, offset, lanes.get(0));
            case SHUFFLE -> code.shuffle(lanes.get(0), lanes.get(1), lanes.get(2), lanes.get(3));
            case I32, I64, F32, F64, V128 -> {}
            case BLOCK, LABEL, INDEX -> throw new IllegalArgumentException(text);
        }
    }

    /** What memory holds before. */
    static byte[] memory() {
        byte[] bytes = new byte[RESULT];
        for (int i = 0; i < 16; i++) {
            bytes[i] = (byte) i;
            bytes[16 + i] = (byte) (0xf0 + i);
            bytes[WRITTEN + i] = (byte) 0xaa;
        }
        System.arraycopy(new byte[] {0, 0, (byte) 0xc0, 0x3f, 1, 0, (byte) 0x80, 0x7f}, 0, bytes, FLOATS, 8);
        return bytes;
    }
}
