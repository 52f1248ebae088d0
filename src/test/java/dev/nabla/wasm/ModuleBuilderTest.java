package dev.nabla.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryImport;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.ValType;

class ModuleBuilderTest {
    private final ModuleBuilder builder = new ModuleBuilder();

    @Test
    void module_empty_isHeaderAndNames() {
        assertThat(HexFormat.of().formatHex(builder.toBytes())).isEqualTo("0061736d01000000" + "0005046e616d65");
        assertThat(Parser.parse(builder.toBytes()).functionSection().functionCount())
                .isZero();
    }

    @Test
    void module_ofOneFunction_hasTheBytesOfTheSpecification() {
        Code code = builder.function("add", FunctionType.ofInts(2).givingInt());
        code.get(code.parameter(0)).get(code.parameter(1)).op(Opcode.I32_ADD);
        builder.export(code.function());

        assertThat(HexFormat.of().formatHex(builder.toBytes()))
                .isEqualTo("0061736d01000000"
                        + "01070160027f7f017f"
                        + "03020100"
                        + "0707010361646400" + "00"
                        + "0a09010700200020016a0b"
                        + "000d046e616d650106010003616464");
    }

    @Test
    void memory_imported_hasItsLimits() {
        builder.importMemory("env", "memory", 3, 65_536, true);

        MemoryImport memory =
                (MemoryImport) Parser.parse(builder.toBytes()).importSection().getImport(0);

        assertThat(memory.module()).isEqualTo("env");
        assertThat(memory.name()).isEqualTo("memory");
        assertThat(memory.limits()).isEqualTo(new MemoryLimits(3, 65_536, true));
    }

    @Test
    void memory_sharedOrNot_mustBeWhatTheModuleSays() {
        builder.importMemory("env", "memory", 1, 2, false);

        assertThatThrownBy(() -> Endive.of(builder.toBytes(), true))
                .isInstanceOf(WasmEngineException.class)
                .hasMessageContaining("incompatible");
    }

    @Test
    void functions_importedAndDefined_areCalledByTheirIndices() {
        FunctionType binary = new FunctionType(List.of(ValueType.I32, ValueType.F32), List.of(ValueType.F32));
        Function scale = builder.importFunction("host", "scale", binary);
        builder.importMemory("env", "memory", 1, 1, false);
        Function negate =
                builder.importFunction("host", "negate", FunctionType.ofInts(1).givingInt());
        Code code = builder.function("run", FunctionType.ofInts(1).givingInt());
        code.get(code.parameter(0)).call(negate).f32(1.5f).call(scale).op(Opcode.I32_TRUNC_SAT_F32_S);
        builder.export(code.function());
        ImportValues imports = ImportValues.builder()
                .addMemory(new ImportMemory("env", "memory", new ByteArrayMemory(new MemoryLimits(1, 1))))
                .addFunction(
                        new HostFunction(
                                "host",
                                "scale",
                                run.endive.wasm.types.FunctionType.of(
                                        List.of(ValType.I32, ValType.F32), List.of(ValType.F32)),
                                (instance, arguments) -> new long[] {
                                    Float.floatToRawIntBits(
                                            (int) arguments[0] * Float.intBitsToFloat((int) arguments[1]))
                                }),
                        new HostFunction(
                                "host",
                                "negate",
                                run.endive.wasm.types.FunctionType.of(List.of(ValType.I32), List.of(ValType.I32)),
                                (instance, arguments) -> new long[] {-(int) arguments[0]}))
                .build();

        Instance instance = Instance.builder(Parser.parse(builder.toBytes()))
                .withImportValues(imports)
                .build();

        assertThat((int) instance.export("run").apply(4)[0]).isEqualTo(-6);
    }

    @Test
    void import_behindADefinition_isRefused() {
        builder.function("run", FunctionType.ofInts(0));

        assertThatThrownBy(() -> builder.importFunction("env", "late", FunctionType.ofInts(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late");
    }

    @Test
    void types_equalOnes_areWrittenOnce() {
        builder.function("one", FunctionType.ofInts(2));
        builder.function("two", FunctionType.ofInts(2));
        builder.function("three", FunctionType.ofInts(3));

        assertThat(Parser.parse(builder.toBytes()).typeSection().typeCount()).isEqualTo(2);
    }

    @Test
    void export_ofNone_leavesAFunctionInside() {
        builder.function("inside", FunctionType.ofInts(0));

        WasmModule module = Parser.parse(builder.toBytes());

        assertThat(module.exportSection().exportCount()).isZero();
        assertThat(module.nameSection().nameOfFunction(0)).isEqualTo("inside");
    }

    @Test
    void globals_areVariablesOfEachInstance() {
        Global first = builder.global("first", ValueType.I32);
        Global second = builder.global("second", ValueType.I32);
        builder.importMemory("env", "memory", 1, 1, false);
        Code code = builder.function("run", FunctionType.ofInts(0).givingInt());
        code.get(first).i32(1).op(Opcode.I32_ADD).set(first);
        code.get(second).i32(10).op(Opcode.I32_ADD).set(second);
        code.get(first).get(second).op(Opcode.I32_ADD);
        builder.export(code.function());
        ByteArrayMemory memory = new ByteArrayMemory(new MemoryLimits(1, 1));
        Endive one = Endive.of(builder.toBytes(), memory);
        Endive other = Endive.of(builder.toBytes(), memory);

        assertThat(one.call("run")[0]).isEqualTo(11);
        assertThat(one.call("run")[0]).isEqualTo(22);
        assertThat(other.call("run")[0]).isEqualTo(11);
        assertThat(Parser.parse(builder.toBytes()).nameSection().nameOfGlobal(1))
                .isEqualTo("second");
    }

    @Test
    void global_ofAnotherType_isRefused() {
        assertThatThrownBy(() -> builder.global("rate", ValueType.F32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Global rate: type f32, expected i32");
    }

    @Test
    void data_isWrittenWhenTheModuleIsInstantiated() {
        builder.importMemory("env", "memory", 1, 2, false);
        builder.data(100, new byte[] {1, 2, 3});
        byte[] large = new byte[20_000];
        large[19_999] = 9;
        builder.data(40_000, large);

        Endive endive = Endive.of(builder.toBytes(), false);

        assertThat(endive.memory().readBytes(99, 5)).containsExactly(0, 1, 2, 3, 0);
        assertThat(endive.memory().read(59_999)).isEqualTo((byte) 9);
    }

    @Test
    void data_beyondMemory_isNotInstantiated() {
        builder.importMemory("env", "memory", 1, 2, false);
        builder.data(65_534, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> Endive.of(builder.toBytes(), false))
                .isInstanceOf(WasmEngineException.class)
                .hasMessageContaining("out of bounds memory access");
    }

    @Test
    void helpers_onSharedMemory_waitUntilNotified() throws InterruptedException {
        builder.importMemory("env", "memory", 1, 1, true);
        Code code = builder.function("help", FunctionType.ofInts(1).givingInt());
        code.i32(64).i32(1).memory(Opcode.I32_ATOMIC_RMW_ADD, 0).op(Opcode.DROP);
        code.i32(0)
                .i32(0)
                .i64(20_000_000_000L)
                .memory(Opcode.MEMORY_ATOMIC_WAIT32, 0)
                .op(Opcode.DROP);
        code.i32(128)
                .get(code.parameter(0))
                .memory(Opcode.I32_ATOMIC_RMW_ADD, 0)
                .op(Opcode.DROP);
        code.i32(0).memory(Opcode.I32_ATOMIC_LOAD, 0);
        builder.export(code.function());
        byte[] module = builder.toBytes();
        ByteArrayMemory memory = new ByteArrayMemory(new MemoryLimits(1, 1, true));
        List<Thread> helpers = List.of(helper(module, memory, 5), helper(module, memory, 7));
        helpers.forEach(Thread::start);
        while (memory.atomicReadInt(64) < helpers.size()) {
            Thread.onSpinWait();
        }

        memory.atomicWriteInt(0, 1);
        memory.atomicNotify(0, helpers.size());
        for (Thread helper : helpers) {
            helper.join();
        }

        assertThat(memory.atomicReadInt(128)).isEqualTo(12);
    }

    private static Thread helper(byte[] module, ByteArrayMemory memory, int argument) {
        Endive endive = Endive.of(module, memory);
        return new Thread(() -> endive.call("help", argument));
    }
}
