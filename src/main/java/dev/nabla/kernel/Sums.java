package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.Opcode;
import dev.nabla.wasm.ValueType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Functions (address, count) of one module that give a sum over so many contiguous floats, by the rule of {@code
 * program.Reduction}; each is defined when it is first asked for.
 */
final class Sums {
    private static final FunctionType TYPE =
            new FunctionType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.F32));
    private static final int BLOCK = 1024;
    private static final int PARTIAL_SUMS = 16;

    /** What is summed of a number. */
    enum Term {
        ITSELF("Sum"),
        SQUARE("SumOfSquares"),
        MAGNITUDE("SumOfMagnitudes");

        private final String label;

        Term(String label) {
            this.label = label;
        }
    }

    private final ModuleBuilder module;
    private final Map<Term, Function> defined = new EnumMap<>(Term.class);

    Sums(ModuleBuilder module) {
        this.module = module;
    }

    /** The sum of that. */
    Function of(Term term) {
        Function known = defined.get(term);
        if (known == null) {
            known = define(term);
            defined.put(term, known);
        }
        return known;
    }

    private Function define(Term term) {
        Code code = module.function(term.label, TYPE);
        Local count = code.parameter(1);
        Local rest = code.local(ValueType.I32);
        Local total = code.local(ValueType.V128);
        SixteenSums sums = new SixteenSums(code, term);
        Label done = code.block();
        Label blocks = code.loop();
        code.get(count).i32(0).op(I32_LE_S).brIf(done);
        code.get(count).i32(BLOCK).get(count).i32(BLOCK).op(I32_LT_S).op(SELECT).set(rest);
        code.get(count).i32(BLOCK).op(I32_SUB).set(count);
        sums.addBlock(rest);
        code.get(total).op(F32X4_ADD).set(total).br(blocks).end(blocks).end(done);
        code.get(total).lane(F32X4_EXTRACT_LANE, 0);
        return code.function();
    }

    /** The interleaved partial sums of a block. */
    private static final class SixteenSums {
        private final Code code;
        private final Term term;
        private final Local at;
        private final Local vector;
        private final Local[] sums = new Local[PARTIAL_SUMS / Lanes.COUNT];

        SixteenSums(Code code, Term term) {
            this.code = code;
            this.term = term;
            at = code.parameter(0);
            vector = code.local(ValueType.V128);
            for (int k = 0; k < sums.length; k++) {
                sums[k] = code.local(ValueType.V128);
            }
        }

        /** Sums so many floats from {@code at} on, up to 1024; moves at, pushes the block's sum in all lanes. */
        void addBlock(Local rest) {
            for (Local sum : sums) {
                code.f32x4(0f).set(sum);
            }
            Label end = code.block();
            Label loop = code.loop();
            code.get(rest).i32(PARTIAL_SUMS).op(I32_LT_S).brIf(end);
            for (int k = 0; k < sums.length; k++) {
                load(k);
                addTo(sums[k]);
            }
            move(at, I32_ADD, PARTIAL_SUMS * Float.BYTES);
            move(rest, I32_SUB, PARTIAL_SUMS);
            code.br(loop).end(loop).end(end);
            addTail(rest);
            code.get(sums[0]).get(sums[2]).op(F32X4_ADD);
            code.get(sums[1]).get(sums[3]).op(F32X4_ADD).op(F32X4_ADD).set(vector);
            Lanes.sumAcross(code, vector);
            code.get(vector);
        }

        /** Up to 15 floats; +0 in place of those behind, whose vectors are not touched if none is wanted. */
        private void addTail(Local rest) {
            Label end = code.block();
            for (int k = 0; k < sums.length; k++) {
                int j = k * Lanes.COUNT;
                code.get(rest).i32(j).op(I32_LE_S).brIf(end);
                load(k);
                code.i32x4(j, j + 1, j + 2, j + 3)
                        .get(rest)
                        .op(I32X4_SPLAT)
                        .op(I32X4_LT_S)
                        .op(V128_AND);
                addTo(sums[k]);
            }
            code.end(end);
        }

        private void load(int k) {
            code.get(at).memory(V128_LOAD, k * Lanes.BYTES);
        }

        private void addTo(Local sum) {
            switch (term) {
                case ITSELF -> {}
                case SQUARE -> code.tee(vector).get(vector).op(F32X4_MUL);
                case MAGNITUDE -> code.op(F32X4_ABS);
            }
            code.get(sum).op(F32X4_ADD).set(sum);
        }

        private void move(Local local, Opcode operation, int by) {
            code.get(local).i32(by).op(operation).set(local);
        }
    }
}
