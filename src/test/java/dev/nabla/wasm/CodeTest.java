package dev.nabla.wasm;

import static dev.nabla.wasm.Opcode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.endive.wasm.WasmEngineException;

class CodeTest {
    private final ModuleBuilder builder = new ModuleBuilder();

    CodeTest() {
        builder.importMemory("env", "memory", 1, 2, false);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 3", "10, 55"})
    void loop_branchesToItsBeginning(int count, int sum) {
        Code code = function(1);
        Local total = code.local(ValueType.I32);
        Local left = code.parameter(0);
        Label all = code.block();
        code.get(left).op(I32_EQZ).brIf(all);
        Label again = code.loop();
        code.get(total).get(left).op(I32_ADD).set(total);
        code.get(left).i32(1).op(I32_SUB).tee(left).brIf(again);
        code.end(again);
        code.end(all);
        code.get(total);

        assertThat(run(count)).isEqualTo(sum);
    }

    @Test
    void branches_fromNestedBlocks_leaveTheBlockOfTheirLabel() {
        Code code = function(1);
        Local path = code.local(ValueType.I32);
        Label outer = code.block();
        Label middle = code.block();
        Label inner = code.block();
        code.get(code.parameter(0)).op(I32_EQZ).brIf(outer);
        code.get(code.parameter(0)).i32(1).op(I32_EQ).brIf(middle);
        code.get(code.parameter(0)).i32(2).op(I32_EQ).brIf(inner);
        add(code, path, 1);
        code.end(inner);
        add(code, path, 10);
        code.end(middle);
        add(code, path, 100);
        Label unused = code.block();
        code.br(outer);
        code.end(unused);
        add(code, path, 5000);
        code.end(outer);
        add(code, path, 1000);
        code.get(path);
        Endive endive = endive();

        assertThat(List.of(0, 1, 2, 3))
                .map(choice -> endive.call("run", choice)[0])
                .containsExactly(1000L, 1100L, 1110L, 1111L);
    }

    @Test
    void when_takesOneOfTwoWays() {
        Code code = function(1);
        Local result = code.local(ValueType.I32);
        code.get(code.parameter(0));
        Label positive = code.when();
        code.i32(7).set(result).otherwise().i32(8).set(result).end(positive);
        code.get(code.parameter(0));
        Label only = code.when();
        add(code, result, 10);
        code.end(only);
        code.get(result);
        Endive endive = endive();

        assertThat(endive.call("run", 1)[0]).isEqualTo(17);
        assertThat(endive.call("run", 0)[0]).isEqualTo(8);
    }

    @Test
    void returning_leavesTheFunction() {
        Code code = function(1);
        code.i32(3).op(RETURN).op(UNREACHABLE);

        assertThat(run(0)).isEqualTo(3);
    }

    @Test
    void functions_callEachOther() {
        Code square = builder.function("square", FunctionType.ofInts(1).givingInt());
        square.get(square.parameter(0)).get(square.parameter(0)).op(I32_MUL);
        Code code = function(1);
        code.get(code.parameter(0)).call(square.function()).call(square.function());

        assertThat(run(3)).isEqualTo(81);
    }

    @Test
    void locals_ofAlternatingTypes_keepTheirValues() {
        Code code = function(1);
        Local first = code.local(ValueType.I32);
        Local second = code.local(ValueType.F32);
        Local third = code.local(ValueType.F32);
        Local fourth = code.local(ValueType.V128);
        Local fifth = code.local(ValueType.I64);
        Local sixth = code.local(ValueType.I32);
        code.i32(1)
                .set(first)
                .f32(2)
                .set(second)
                .f32(3)
                .set(third)
                .f32x4(4)
                .set(fourth)
                .i64(5)
                .set(fifth)
                .i32(6)
                .set(sixth);
        code.get(second)
                .get(third)
                .op(F32_ADD)
                .get(fourth)
                .lane(F32X4_EXTRACT_LANE, 3)
                .op(F32_MUL);
        code.op(I32_TRUNC_SAT_F32_S).get(first).op(I32_ADD).get(sixth).op(I32_ADD);
        code.get(fifth).op(I32_WRAP_I64).op(I32_ADD);

        assertThat(run(0)).isEqualTo(20 + 1 + 6 + 5);
    }

    @Test
    void offset_beyondMemory_traps() {
        Code code = function(1);
        code.get(code.parameter(0)).memory(I32_LOAD, Integer.MAX_VALUE);
        Endive endive = endive();

        assertThatThrownBy(() -> endive.call("run", 0)).isInstanceOf(WasmEngineException.class);
    }

    @Test
    void offset_large_isAddedToTheAddress() {
        Code code = function(1);
        code.get(code.parameter(0)).memory(I32_LOAD, 65_000);
        Endive endive = endive();
        endive.memory().writeI32(65_532, 42);

        assertThat(endive.call("run", 532)[0]).isEqualTo(42);
    }

    @Test
    void offset_negative_isRefused() {
        Code code = function(1);

        assertThatThrownBy(() -> code.memory(F32_LOAD, -4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run: f32.load at offset -4, expected 0 or more");
    }

    @Test
    void copy_ofOverlappingRanges_movesTheOldBytes() {
        Code code = function(1);
        code.i32(1).i32(0).i32(3).memoryCopy();
        code.i32(16).i32(17).i32(3).memoryCopy();
        code.i32(24).i32(0x1ff).i32(2).memoryFill();
        code.i32(0);
        Endive endive = endive();
        endive.memory().write(0, new byte[] {1, 2, 3, 4});
        endive.memory().write(16, new byte[] {1, 2, 3, 4});

        endive.call("run", 0);

        assertThat(endive.memory().readBytes(0, 5)).containsExactly(1, 1, 2, 3, 0);
        assertThat(endive.memory().readBytes(16, 4)).containsExactly(2, 3, 4, 4);
        assertThat(endive.memory().readBytes(24, 3)).containsExactly(-1, -1, 0);
    }

    @Test
    void block_notEnded_isRefused() {
        function(1).block();

        assertThatThrownBy(builder::toBytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run: 1 blocks are not ended");
    }

    @Test
    void block_endedOutOfOrder_isRefused() {
        refused(code -> {
            Label outer = code.block();
            code.loop();
            code.end(outer);
        });
        refused(code -> code.end(code.end(code.block()).block()).end(new Label(0, false)));
    }

    @Test
    void branch_toAClosedBlock_isRefused() {
        refused(code -> {
            Label closed = code.block();
            code.end(closed).br(closed);
        });
        refused(code -> {
            Label closed = code.block();
            code.end(closed).block();
            code.brIf(closed);
        });
    }

    @Test
    void otherwise_withoutIf_isRefused() {
        refused(Code::otherwise);
        refused(code -> {
            code.loop();
            code.otherwise();
        });
        refused(code -> {
            code.i32(1).when();
            code.otherwise().otherwise();
        });
        assertThatThrownBy(() -> function(1).op(END)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> function(1).op(ELSE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void instruction_writtenWithOtherImmediates_isRefused() {
        Code code = function(1);

        assertThatThrownBy(() -> code.op(I32_LOAD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("i32.load: written with NONE, expected MEMORY");
        assertThatThrownBy(() -> code.memory(I32_ADD, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.memory(V128_LOAD8_LANE, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.memoryLane(V128_LOAD, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.lane(F32X4_ADD, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.op(I32_CONST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> code.op(BLOCK)).isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(Consumer<Code> body) {
        Code code = function(1);
        assertThatThrownBy(() -> body.accept(code))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("run: ");
    }

    private static void add(Code code, Local to, int value) {
        code.get(to).i32(value).op(I32_ADD).set(to);
    }

    private Code function(int parameters) {
        Code code = builder.function("run", FunctionType.ofInts(parameters).givingInt());
        builder.export(code.function());
        return code;
    }

    private Endive endive() {
        return Endive.of(builder.toBytes(), false);
    }

    private int run(int argument) {
        return (int) endive().call("run", argument)[0];
    }
}
