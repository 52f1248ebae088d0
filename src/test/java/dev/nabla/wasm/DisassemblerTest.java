package dev.nabla.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisassemblerTest {
    private static final String HEADER = "0061736d01000000";

    @Test
    void module_asText_isTheGoldenOne() {
        assertThat(Disassembler.module(sample())).isEqualTo("""
                (module
                  (import "env" "memory" (memory 1 16 shared))
                  (import "env" "lap" (func $lap (param i32)))
                  (global $steps (mut i32) (i32.const 0))
                  (export "scale" (func $scale))
                  (data (i32.const 1024) "a\\00\\"\\ff")
                  (func $"the sum" (param $0 i32) (param $1 f32) (result f32)
                    local.get $1
                    f32.const 0.1
                    f32.add
                  )
                  (func $scale (param $0 i32) (param $1 i32) (result i32)
                    (local $2 v128)
                    (local $3 f32) (local $4 f32)
                    (local $5 i32)
                    block $L1
                      local.get $1
                      i32.eqz
                      br_if $L1
                      loop $L2
                        local.get $0
                        local.get $0
                        v128.load offset=16
                        v128.const f32x4 0.5 0.5 0.5 0.5
                        f32x4.mul
                        local.tee $2
                        v128.store
                        local.get $2
                        v128.const i32x4 0x7fffffff 0x80000000 1 -1
                        v128.and
                        local.get $2
                        i8x16.shuffle 0 1 2 3 20 21 22 23 8 9 10 11 28 29 30 31
                        f32x4.extract_lane 3
                        local.set $3
                        local.get $0
                        v128.load32_lane offset=8 2
                        drop
                        br $L2
                      end
                    end
                    local.get $5
                    if $L1
                      i32.const 1
                      call $lap
                    else
                      local.get $0
                      local.get $3
                      call $"the sum"
                      local.set $4
                      global.get $steps
                      i32.const -1
                      i32.add
                      global.set $steps
                      atomic.fence
                    end
                    memory.size
                  )
                )
                """);
    }

    private static byte[] sample() {
        ModuleBuilder builder = new ModuleBuilder();
        builder.importMemory("env", "memory", 1, 16, true);
        Function lap = builder.importFunction("env", "lap", FunctionType.ofInts(1));
        Global steps = builder.global("steps", ValueType.I32);
        builder.data(1024, new byte[] {'a', 0, '"', -1});
        Code sum = builder.function(
                "the sum", new FunctionType(List.of(ValueType.I32, ValueType.F32), List.of(ValueType.F32)));
        sum.get(sum.parameter(1)).f32(0.1f).op(Opcode.F32_ADD);
        Code code = builder.function("scale", FunctionType.ofInts(2).givingInt());
        builder.export(code.function());
        Local address = code.parameter(0);
        Local four = code.local(ValueType.V128);
        Local one = code.local(ValueType.F32);
        Local other = code.local(ValueType.F32);
        Local flag = code.local(ValueType.I32);
        Label all = code.block();
        code.get(code.parameter(1)).op(Opcode.I32_EQZ).brIf(all);
        Label again = code.loop();
        code.get(address).get(address).memory(Opcode.V128_LOAD, 16).f32x4(0.5f).op(Opcode.F32X4_MUL);
        code.tee(four).memory(Opcode.V128_STORE, 0);
        code.get(four)
                .i32x4(0x7fffffff, 0x80000000, 1, -1)
                .op(Opcode.V128_AND)
                .get(four)
                .shuffle(0, 5, 2, 7);
        code.lane(Opcode.F32X4_EXTRACT_LANE, 3).set(one);
        code.get(address)
                .memoryLane(Opcode.V128_LOAD32_LANE, 8, 2)
                .op(Opcode.DROP)
                .br(again);
        code.end(again).end(all);
        code.get(flag);
        Label either = code.when();
        code.i32(1).call(lap).otherwise();
        code.get(address).get(one).call(sum.function()).set(other);
        code.get(steps).i32(-1).op(Opcode.I32_ADD).set(steps).op(Opcode.ATOMIC_FENCE);
        code.end(either);
        code.op(Opcode.MEMORY_SIZE);
        return builder.toBytes();
    }

    @Test
    void function_byName_isItsPartOfTheModule() {
        assertThat(Disassembler.function(sample(), "the sum")).isEqualTo("""
                (func $"the sum" (param $0 i32) (param $1 f32) (result f32)
                  local.get $1
                  f32.const 0.1
                  f32.add
                )
                """);
        assertThat(Disassembler.module(sample()))
                .contains(Disassembler.function(sample(), "scale").indent(2));
    }

    @Test
    void function_longerThanTheLimit_saysHowMuchIsLeftOut() {
        assertThat(Disassembler.function(sample(), "the sum", 2)).isEqualTo("""
                (func $"the sum" (param $0 i32) (param $1 f32) (result f32)
                  local.get $1
                ;; … 3 more lines
                """);
        assertThat(Disassembler.function(sample(), "the sum", 5)).doesNotContain("more");
    }

    @Test
    void function_thatIsNotDefined_isRefused() {
        assertThatThrownBy(() -> Disassembler.function(sample(), "lap"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The module defines no function named lap");
    }

    @Test
    void everyOpcode_isShownByItsMnemonic() {
        Set<Opcode> shown = EnumSet.noneOf(Opcode.class);
        for (OpcodeCase one : OpcodeCase.all().toList()) {
            String text = Disassembler.function(one.module(true), "run");
            assertThat(text.lines().map(line -> line.strip().split(" ", 2)[0]))
                    .as(one.text())
                    .contains(one.opcode().mnemonic());
            shown.add(one.opcode());
        }
        String sample = Disassembler.module(sample());
        Set<String> words = Arrays.stream(sample.split("\\s+")).collect(Collectors.toSet());
        for (Opcode opcode : Opcode.values()) {
            if (words.contains(opcode.mnemonic())) {
                shown.add(opcode);
            }
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).containsExactly(Opcode.RETURN);
    }

    @ParameterizedTest
    @CsvSource({
        "0x00000000, 0",
        "0x80000000, -0",
        "0x3f800000, 1",
        "0xbfc00000, -1.5",
        "0x3dcccccd, 0.1",
        "0x00000001, 0x1p-149",
        "0x807fffff, -0x7fffffp-149",
        "0x7f7fffff, 3.4028235E38",
        "0x7f800000, inf",
        "0xff800000, -inf",
        "0x7fc00000, nan",
        "0xffc00000, -nan",
        "0x7f800001, nan:0x1",
        "0xffc12345, -nan:0x412345"
    })
    void float_asText_isExact(String bits, String text) {
        assertThat(Literals.f32(Integer.parseUnsignedInt(bits.substring(2), 16)))
                .isEqualTo(text);
    }

    @Test
    void float_anyBits_readBackAreTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int bits = random.nextInt();
            float value = Float.intBitsToFloat(bits);
            if (!Float.isNaN(value) && !Float.isInfinite(value)) {
                assertThat(Float.floatToRawIntBits(Float.parseFloat(Literals.f32(bits))))
                        .isEqualTo(bits);
                assertThat(Float.floatToRawIntBits(Float.parseFloat(Literals.exactly(bits))))
                        .isEqualTo(bits);
            }
        }
        assertThat(Literals.exactly(0x80000001)).isEqualTo("-0x1p-149");
        assertThat(Literals.exactly(0x3fc00000)).isEqualTo("0xc00000p-23");
    }

    @Test
    void double_asText_isExact() {
        assertThat(Literals.f64(Double.doubleToRawLongBits(-1.1))).isEqualTo("-0x1199999999999ap-52");
        assertThat(Literals.f64(Double.doubleToRawLongBits(-0.0))).isEqualTo("-0");
        assertThat(Literals.f64(1)).isEqualTo("0x1p-1074");
        assertThat(Literals.f64(Double.doubleToRawLongBits(1e300))).isEqualTo("0x17e43c8800759cp944");
        assertThat(Literals.f64(Double.doubleToRawLongBits(4))).isEqualTo("4");
        assertThat(Literals.f64(0x7ff8000000000000L)).isEqualTo("nan");
        assertThat(Literals.f64(0xfff0000000000001L)).isEqualTo("-nan:0x1");
        assertThat(Literals.f64(0xfff0000000000000L)).isEqualTo("-inf");
    }

    @Test
    void vector_isShownAsFloatsIfItLooksLikeFloats() {
        int one = Float.floatToRawIntBits(1);
        assertThat(Literals.v128(one, 0, 0x80000000, Float.floatToRawIntBits(-0.1f)))
                .isEqualTo("f32x4 1 0 -0 -0.1");
        assertThat(Literals.v128(one, 1, 0, 0)).isEqualTo("i32x4 0x3f800000 1 0 0");
        assertThat(Literals.v128(0, 0, 0, 0)).isEqualTo("i32x4 0 0 0 0");
        assertThat(Literals.v128(0x80000000, 0x80000000, 0, 0)).isEqualTo("i32x4 0x80000000 0x80000000 0 0");
        assertThat(Literals.v128(0x7fffffff, -126, 65535, 65536)).isEqualTo("i32x4 0x7fffffff -126 65535 0x10000");
    }

    @ParameterizedTest
    @CsvSource({"scale, $scale", "a.b_c-1, $a.b_c-1", "a b, $\"a b\"", "'', $\"\"", "a\"b, $\"a\\\"b\""})
    void name_isQuotedWhereItMustBe(String name, String text) {
        assertThat(Literals.identifier(name)).isEqualTo(text);
    }

    @Test
    void alignment_isShownIfItIsNotNatural() {
        String text = Disassembler.module(body("00" + "4100" + "2800" + "8001" + "1a" + "0b"));

        assertThat(text).contains("i32.load offset=128 align=1\n");
        assertThat(Disassembler.module(body("00" + "4100" + "28028080808008" + "1a" + "0b")))
                .contains("i32.load offset=2147483648\n");
    }

    @Test
    void functionsWithoutNames_areCalledByIndex() {
        assertThat(Disassembler.module(body("00" + "1000" + "0b"))).contains("(func 0\n    call 0\n  )");
    }

    @Test
    void blockWithResult_showsItsType() {
        assertThat(Disassembler.module(body("00" + "027d" + "4300000040" + "0c01" + "0b" + "1a" + "0b")))
                .contains("    block $L1 (result f32)\n      f32.const 2\n      br 1\n    end\n    drop\n");
    }

    @Test
    void otherSections_areMentioned() {
        byte[] module = bytes(HEADER + "0504" + "01010102" + "0902" + "0100" + "0704" + "01000300");

        assertThat(Disassembler.module(module)).isEqualTo("""
                (module
                  (memory 1 2)
                  ;; section 9 of 2 bytes is not shown
                  (export "" (global 0))
                )
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "00ff0b, 'Unknown opcode at byte 23, which is 0xff'",
        "00fd8a020b, 'Unknown opcode 0xfd 0x10a at byte 23, which is 0xfd'",
        "00fc7f0b, 'Unknown opcode 0xfc 0x7f at byte 23, which is 0xfc'",
        "00fdffffffff7f0b, 'Unknown opcode 0xfd 0xffffffff at byte 23, which is 0xfd'",
        "0001, Byte 24 is missing",
        "0043000000, Byte 27 is missing",
        "00020540, 'Unknown type at byte 24, which is 0x5'",
        "0028200000, 'Unknown alignment at byte 24, which is 0x20'",
        "003f01, 'Something else than 0 at byte 24, which is 0x1'",
        "000b01, 'Something behind the end of a function at byte 24, which is 0x1'",
        "01ffffffff0f7f0b, 'Too many locals at byte 23, which is 0xff'"
    })
    void body_malformed_isRefusedWithOffsetAndByte(String body, String message) {
        assertThatThrownBy(() -> Disassembler.module(body(body)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "00, Byte 1 is missing",
        "0061736e01000000, Not a WebAssembly module",
        "0061736d02000000, An unknown version of WebAssembly at byte 4",
        "0061736d0100000001, Byte 9 is missing",
        "0061736d010000000105, A length of 5",
        "0061736d01000000010401600163, Unknown type at byte 13",
        "0061736d010000000302 0100, Unknown index of a type at byte 11"
    })
    void module_malformed_isRefusedWithOffset(String hex, String message) {
        assertThatThrownBy(() -> Disassembler.module(bytes(hex.replace(" ", ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void module_cutOffAnywhere_isRefusedOrAPrefixOfSections() {
        byte[] sample = sample();
        for (int length = 0; length < sample.length; length++) {
            byte[] cut = Arrays.copyOf(sample, length);
            try {
                assertThat(Disassembler.module(cut)).startsWith("(module");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).containsPattern("[Bb]yte \\d+");
            }
        }
    }

    @Test
    void module_damaged_isNeverMoreThanRefused() {
        Random random = new Random(2);
        byte[] sample = sample();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = sample.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Disassembler.module(damaged)).startsWith("(module");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).containsPattern("[Bb]yte \\d+");
            }
        }
    }

    /** A module of one function without parameters, whose body starts at byte 22. */
    private static byte[] body(String hex) {
        int size = hex.length() / 2;
        return bytes(HEADER + "010401600000" + "03020100" + "0a" + twoDigits(size + 2) + "01" + twoDigits(size) + hex);
    }

    private static String twoDigits(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
