package dev.nabla.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random expressions give the same bits in Java and in Endive. */
class ExpressionTest {
    private static final int EXPRESSIONS = 300;
    private static final int DEPTH = 6;
    private static final int SEED = 4;
    private static final int ADDRESS = 64;

    @ParameterizedTest
    @EnumSource(names = {"I32", "F32", "V128"})
    void expression_inJavaAndAsModule_hasTheSameBits(ValueType type) {
        Random random = new Random(SEED);
        for (int number = 0; number < EXPRESSIONS; number++) {
            Expression expression = Expression.random(random, type, DEPTH);
            byte[] module = module(expression);
            Endive endive = Endive.of(module, false);

            endive.call("run");

            Expression.Words value = expression.value();
            int[] expected = {value.a(), value.b(), value.c(), value.d()};
            assertThat(endive.words(ADDRESS, expected.length))
                    .as("number %s:\n%s", number, Disassembler.function(module, "run"))
                    .isEqualTo(expected);
        }
    }

    private static byte[] module(Expression expression) {
        ModuleBuilder builder = new ModuleBuilder();
        builder.importMemory("env", "memory", 1, 2, false);
        Code code = builder.function("run", FunctionType.ofInts(0));
        code.i32(ADDRESS);
        expression.code().accept(code);
        code.memory(
                switch (expression.type()) {
                    case I32 -> Opcode.I32_STORE;
                    case F32 -> Opcode.F32_STORE;
                    default -> Opcode.V128_STORE;
                },
                0);
        builder.export(code.function());
        return builder.toBytes();
    }
}
