package dev.nabla.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.OpCode;

class OpcodeTest {
    /** Instructions with labels and indices: tested with {@link Code}. */
    private static final Set<Opcode> WITH_CODE = EnumSet.of(
            Opcode.BLOCK,
            Opcode.LOOP,
            Opcode.IF,
            Opcode.ELSE,
            Opcode.END,
            Opcode.BR,
            Opcode.BR_IF,
            Opcode.RETURN,
            Opcode.CALL,
            Opcode.LOCAL_GET,
            Opcode.LOCAL_SET,
            Opcode.LOCAL_TEE,
            Opcode.GLOBAL_GET,
            Opcode.GLOBAL_SET);

    private static final Pattern LANES_IN_MEMORY = Pattern.compile("(?:load|store)(\\d+)(?:x(\\d))?");

    @TestFactory
    Stream<DynamicTest> opcode_run_givesWhatTheSpecificationSays() {
        return OpcodeCase.all().map(one -> DynamicTest.dynamicTest(one.text(), () -> run(one)));
    }

    private static void run(OpcodeCase one) {
        boolean shared = one.opcode().mnemonic().contains("atomic");
        Endive endive = Endive.of(one.module(shared), shared);
        endive.memory().write(0, OpcodeCase.memory());
        if (one.expected() == null) {
            assertThatThrownBy(() -> endive.call("run")).isInstanceOf(WasmEngineException.class);
            return;
        }
        endive.call("run");
        int[] found = endive.words(
                one.inMemory() ? OpcodeCase.WRITTEN : OpcodeCase.RESULT,
                one.expected().words().size());
        assertThat(one.expected().matches(found))
                .as(
                        "found %s",
                        Arrays.stream(found).mapToObj(Integer::toHexString).toList())
                .isTrue();
    }

    @Test
    void everyOpcode_hasACase() {
        Set<Opcode> tested = OpcodeCase.all().map(OpcodeCase::opcode).collect(Collectors.toSet());

        assertThat(tested).doesNotContainAnyElementsOf(WITH_CODE);
        tested.addAll(WITH_CODE);
        assertThat(tested).containsExactlyInAnyOrder(Opcode.values());
    }

    @ParameterizedTest
    @EnumSource
    void code_isTheOneThatEndiveKnowsByThatName(Opcode opcode) {
        int code = opcode.prefix() == 0
                ? opcode.code()
                : (opcode.prefix() << (opcode.code() < 0x100 ? 8 : 16)) | opcode.code();
        OpCode known = OpCode.byOpCode(code);

        assertThat(known).isNotNull();
        assertThat(known.name().toUpperCase(Locale.ROOT).replace("MEM_ATOMIC", "MEMORY_ATOMIC"))
                .isEqualTo(opcode.name());
    }

    @ParameterizedTest
    @EnumSource
    void name_isTheMnemonicInCapitals(Opcode opcode) {
        assertThat(OpcodeCase.constant(opcode.mnemonic())).isEqualTo(opcode.name());
    }

    @ParameterizedTest
    @EnumSource
    void alignment_isTheSizeOfTheAccess(Opcode opcode) {
        boolean accesses =
                opcode.immediate() == Opcode.Immediate.MEMORY || opcode.immediate() == Opcode.Immediate.MEMORY_LANE;
        assertThat(1 << opcode.alignment()).isEqualTo(accesses ? bytes(opcode.mnemonic()) : 1);
    }

    private static int bytes(String mnemonic) {
        Matcher lanes = LANES_IN_MEMORY.matcher(mnemonic);
        if (lanes.find()) {
            int count = lanes.group(2) == null ? 1 : Integer.parseInt(lanes.group(2));
            return Integer.parseInt(lanes.group(1)) * count / Byte.SIZE;
        }
        if (mnemonic.startsWith("v128")) {
            return 16;
        }
        return mnemonic.contains("64.") ? 8 : 4;
    }
}
