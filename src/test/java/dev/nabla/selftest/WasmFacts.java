package dev.nabla.selftest;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Disassembler;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.Opcode;
import dev.nabla.wasm.ValueType;
import java.util.Arrays;
import java.util.List;

/** A module has the same bytes and the same text wherever it is written, and a damaged one is refused in the same words. */
final class WasmFacts {
    private static final float[] FLOATS = {
        0f,
        -0f,
        1f,
        -1.5f,
        0.1f,
        1e-3f,
        123456.79f,
        1e7f,
        3e-39f,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private WasmFacts() {}

    static void addTo(List<String> lines) {
        byte[] module = module();
        lines.add("exact wasm-bytes " + module.length + " " + Arrays.hashCode(module));
        lines.add("exact wasm-text " + Disassembler.module(module).replace("\n", "|"));
        lines.add("exact wasm-limit " + Disassembler.function(module, "step", 3).replace("\n", "|"));
        int refused = 0;
        int hash = 0;
        for (int length = 0; length < module.length; length++) {
            try {
                Disassembler.module(Arrays.copyOf(module, length));
            } catch (IllegalArgumentException e) {
                refused++;
                hash = 31 * hash + String.valueOf(e.getMessage()).hashCode();
            }
        }
        lines.add("exact wasm-refused " + refused + " " + Integer.toHexString(hash));
    }

    private static byte[] module() {
        ModuleBuilder builder = new ModuleBuilder();
        builder.importMemory("env", "memory", 1, 65_536, true);
        Global steps = builder.global("steps", ValueType.I32);
        builder.data(1_000_000, new byte[] {0, -1, 65});
        Code code = builder.function("step", FunctionType.ofInts(1).givingInt());
        Local four = code.local(ValueType.V128);
        Label loop = code.loop();
        for (float value : FLOATS) {
            code.f32(value).op(Opcode.DROP).f32x4(value).set(four);
        }
        code.i64(-1L << 40).op(Opcode.DROP).f64(-1.1).op(Opcode.DROP);
        code.get(code.parameter(0)).get(four).memory(Opcode.V128_STORE, 1 << 30);
        code.get(steps).i32(Integer.MIN_VALUE).op(Opcode.I32_ADD).set(steps);
        code.get(steps).brIf(loop).end(loop).get(steps);
        builder.export(code.function());
        return builder.toBytes();
    }
}
