package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.Opcode;
import dev.nabla.wasm.ValueType;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EndiveMachineTest {
    private final EndiveMachine machine = new EndiveMachine();

    @Test
    void memory_writtenAndRead_holdsTheBits() {
        LinearMemory memory = machine.allocate(1, 3);
        int[] ints = {7, -1, Integer.MIN_VALUE, 0x01020304};
        float[] floats = {1.5f, -0f, Float.intBitsToFloat(0xffc12345), Float.MIN_VALUE};

        memory.write(8, ints, 1, 3);
        memory.write(65532 - 12, floats, 0, 4);

        int[] readInts = new int[5];
        memory.read(8, readInts, 2, 3);
        assertThat(readInts).containsExactly(0, 0, -1, Integer.MIN_VALUE, 0x01020304);
        byte[] bytes = new byte[4];
        memory.read(16, bytes, 0, 4);
        assertThat(bytes).containsExactly(4, 3, 2, 1);
        int[] bits = new int[4];
        memory.read(65532 - 12, bits, 0, 4);
        assertThat(bits).containsExactly(0x3fc00000, 0x80000000, 0xffc12345, 1);
        float[] readFloats = new float[4];
        memory.read(65532 - 12, readFloats, 0, 4);
        assertThat(Float.floatToRawIntBits(readFloats[2])).isEqualTo(0xffc12345);
    }

    @Test
    void memory_grows_keepsWhatItHolds() {
        LinearMemory memory = machine.allocate(1, 3);
        memory.write(65535, new byte[] {42}, 0, 1);

        memory.grow(3);

        byte[] across = new byte[2];
        memory.read(65535, across, 0, 2);
        assertThat(memory.pages()).isEqualTo(3);
        assertThat(across).containsExactly(42, 0);
    }

    @Test
    void memory_beyondItsMaximum_isRefused() {
        LinearMemory memory = machine.allocate(1, 3);

        assertThatThrownBy(() -> memory.grow(4))
                .isInstanceOf(MachineException.class)
                .hasMessage("No room for a memory of 4 pages of 64 KiB (at most 3)");
        assertThatThrownBy(() -> machine.allocate(40_000, 65_536)).isInstanceOf(MachineException.class);
    }

    @Test
    void memory_outOfBoundsOrCrooked_throws() {
        LinearMemory memory = machine.allocate(1, 1);

        assertThatThrownBy(() -> memory.write(65533, new byte[4], 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.read(65536, new int[1], 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.write(2, new float[1], 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void module_called_worksOnMemoryAndItsOwnGlobals() {
        byte[] module = module(1, code -> {});
        LinearMemory memory = machine.allocate(1, 2);
        ModuleInstance first = machine.instantiate(module, memory);
        ModuleInstance second = machine.instantiate(module, memory);

        assertThat(first.call("count", 16, 5)).isEqualTo(1);
        assertThat(first.call("count", 20, 6)).isEqualTo(2);
        assertThat(second.call("count", 24, 7)).isEqualTo(1);

        int[] stored = new int[3];
        memory.read(16, stored, 0, 3);
        assertThat(stored).containsExactly(5, 6, 7);
    }

    @Test
    void module_seesMemoryThatGrewLater() {
        LinearMemory memory = machine.allocate(1, 2);
        ModuleInstance instance = machine.instantiate(module(1, code -> {}), memory);
        assertThatThrownBy(() -> instance.call("count", 65536, 1))
                .isInstanceOf(MachineException.class)
                .hasMessageStartingWith("count trapped: out of bounds memory access");

        memory.grow(2);

        instance.call("count", 65536, 9);
        int[] stored = new int[1];
        memory.read(65536, stored, 0, 1);
        assertThat(stored).containsExactly(9);
    }

    @Test
    void module_trapping_isToldWithTheReason() {
        byte[] module = module(1, code -> code.op(Opcode.UNREACHABLE));
        ModuleInstance instance = machine.instantiate(module, machine.allocate(1, 1));

        assertThatThrownBy(() -> instance.call("count", 0, 0))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("count trapped")
                .hasMessageContaining("unreachable");
    }

    @Test
    void module_recursingForEver_isToldAsTrap() {
        byte[] module = module(
                1,
                code -> code.get(code.parameter(0))
                        .get(code.parameter(1))
                        .call(code.function())
                        .op(Opcode.DROP));
        ModuleInstance instance = machine.instantiate(module, machine.allocate(1, 1));

        assertThatThrownBy(() -> instance.call("count", 0, 0)).isInstanceOf(MachineException.class);
    }

    @Test
    void module_invalid_isNotAccepted() {
        byte[] module = module(1, code -> code.op(Opcode.I32_ADD));
        LinearMemory memory = machine.allocate(1, 1);

        assertThatThrownBy(() -> machine.instantiate(module, memory))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("not accepted");
        assertThatThrownBy(() -> machine.instantiate(new byte[] {1, 2, 3, 4}, memory))
                .isInstanceOf(MachineException.class);
    }

    @Test
    void module_wantingMoreMemory_isNotAccepted() {
        LinearMemory memory = machine.allocate(1, 1);

        assertThatThrownBy(() -> machine.instantiate(module(2, code -> {}), memory))
                .isInstanceOf(MachineException.class);
    }

    @Test
    void function_calledInAnotherWay_isRefused() {
        ModuleInstance instance = machine.instantiate(module(1, code -> {}), machine.allocate(1, 1));

        assertThatThrownBy(() -> instance.call("count", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.call("nothing", 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.call("missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing");
    }

    /** {@code count(address, value)}: stores the value, gives how often it was called. */
    private static byte[] module(int pages, Consumer<Code> first) {
        ModuleBuilder builder = new ModuleBuilder();
        builder.importMemory("env", "memory", pages, pages + 1, false);
        Function lap = builder.importFunction("env", "lap", FunctionType.ofInts(1));
        Global calls = builder.global("calls", ValueType.I32);
        Code code = builder.function("count", FunctionType.ofInts(2).givingInt());
        first.accept(code);
        code.i32(3).call(lap);
        code.get(code.parameter(0)).get(code.parameter(1)).memory(Opcode.I32_STORE, 0);
        code.get(calls).i32(1).op(Opcode.I32_ADD).set(calls).get(calls);
        builder.export(code.function());
        Code nothing = builder.function("nothing", FunctionType.ofInts(2));
        builder.export(nothing.function());
        return builder.toBytes();
    }
}
