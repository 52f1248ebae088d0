package dev.nabla.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A module that is written by hand, byte by byte:
 *
 * <pre>
 * zero() → 0             next(a) → a + 1         add(a, b) → a + b       sum(a, b, c) → a + b + c
 * trap()                 at(address) → the int that stands there
 * lapped() → 0           calls env.lap(−1), counts to ten million, calls env.lap(7)
 * help(index) → 0        adds index to the int at 0, then waits until the int at 4 is not zero
 * end(value) → n         puts value at 4 and wakes the n helpers that wait
 * </pre>
 */
final class TinyModule {
    private static final int END = 0x0b;
    private static final String[] NAMES = {
        "zero", "next", "add", "sum", "trap", "at", "lapped", "help", "end",
    };

    private TinyModule() {}

    /**
     * Its bytes.
     *
     * @param shared whether its memory is; a module says so itself
     */
    static byte[] of(boolean shared) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        put(module, 0, 'a', 's', 'm', 1, 0, 0, 0);
        // Types 0 to 3: functions of so many ints that give an int. Type 4: a function of an int that gives nothing.
        section(
                module,
                1,
                bytes(
                        5, 0x60, 0, 1, 0x7f, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, 0x60, 3, 0x7f, 0x7f,
                        0x7f, 1, 0x7f, 0x60, 1, 0x7f, 0));
        ByteArrayOutputStream imports = new ByteArrayOutputStream();
        put(imports, 2);
        name(imports, "env");
        name(imports, "memory");
        put(imports, 2, shared ? 3 : 1, 1, 0x80, 0x80, 4); // at most 65,536 pages
        name(imports, "env");
        name(imports, "lap");
        put(imports, 0, 4);
        section(module, 2, imports.toByteArray());
        section(module, 3, bytes(NAMES.length, 0, 1, 2, 3, 0, 1, 0, 1, 1));
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        put(exports, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            name(exports, NAMES[i]);
            put(exports, 0, i + 1); // function 0 is env.lap
        }
        section(module, 7, exports.toByteArray());
        section(module, 10, code());
        return module.toByteArray();
    }

    private static byte[] code() {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        put(code, NAMES.length);
        body(code, 0, 0x41, 0); // zero: i32.const 0
        body(code, 0, 0x20, 0, 0x41, 1, 0x6a); // next: local.get 0, i32.const 1, i32.add
        body(code, 0, 0x20, 0, 0x20, 1, 0x6a); // add
        body(code, 0, 0x20, 0, 0x20, 1, 0x6a, 0x20, 2, 0x6a); // sum
        body(code, 0, 0x00); // trap: unreachable
        body(code, 0, 0x20, 0, 0x28, 2, 0); // at: local.get 0, i32.load
        // lapped, with a local: i32.const -1, call 0, loop, local.get 0, i32.const 1, i32.add, local.tee 0,
        // i32.const 10,000,000, i32.ne, br_if 0, end, i32.const 7, call 0, i32.const 0
        body(
                code, 1, 0x41, 0x7f, 0x10, 0, 0x03, 0x40, 0x20, 0, 0x41, 1, 0x6a, 0x22, 0, 0x41, 0x80, 0xad, 0xe2, 4,
                0x47, 0x0d, 0, END, 0x41, 7, 0x10, 0, 0x41, 0);
        // help: i32.const 0, local.get 0, i32.atomic.rmw.add, drop, loop, i32.const 4, i32.const 0, i64.const -1,
        // memory.atomic.wait32, drop, i32.const 4, i32.atomic.load, i32.eqz, br_if 0, end, i32.const 0
        body(
                code, 0, 0x41, 0, 0x20, 0, 0xfe, 0x1e, 2, 0, 0x1a, 0x03, 0x40, 0x41, 4, 0x41, 0, 0x42, 0x7f, 0xfe, 1, 2,
                0, 0x1a, 0x41, 4, 0xfe, 0x10, 2, 0, 0x45, 0x0d, 0, END, 0x41, 0);
        // end: i32.const 4, local.get 0, i32.atomic.store, i32.const 4, i32.const 100, memory.atomic.notify
        body(code, 0, 0x41, 4, 0x20, 0, 0xfe, 0x17, 2, 0, 0x41, 4, 0x41, 0xe4, 0, 0xfe, 0, 2, 0);
        return code.toByteArray();
    }

    private static void body(ByteArrayOutputStream code, int locals, int... instructions) {
        put(code, instructions.length + (locals == 0 ? 2 : 4));
        if (locals == 0) {
            put(code, 0);
        } else {
            put(code, 1, locals, 0x7f);
        }
        put(code, instructions);
        put(code, END);
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] contents) {
        put(module, id, (contents.length & 0x7f) | 0x80, contents.length >> 7);
        module.write(contents, 0, contents.length);
    }

    private static void name(ByteArrayOutputStream out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        put(out, bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    private static byte[] bytes(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, values);
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
