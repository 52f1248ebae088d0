package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Global;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that computes exp(z − max) and its sum once a row, and from them any of the probabilities, the cross-entropy
 * and its gradient. The outputs may lie where the logits are.
 */
final class SoftmaxKernel {
    /** So many vectors of a row stay in variables; more go through the memory of an output. */
    private static final int HELD = 4;

    private final ModuleBuilder module;
    private final VectorMaths maths;
    private final Global chunkStart;
    private final Matrix logits;
    private int labels;
    private @Nullable Matrix probabilities;
    private @Nullable Integer losses;
    private @Nullable Slot inverseBatch;
    private @Nullable Matrix dLogits;

    SoftmaxKernel(ModuleBuilder module, VectorMaths maths, Global chunkStart, Matrix logits) {
        this.module = module;
        this.maths = maths;
        this.chunkStart = chunkStart;
        this.logits = logits;
    }

    /** Also writes {@code p[r][j] = exp(z[r][j] − max) / Σ}, with +0 in the padding. */
    SoftmaxKernel probabilities(Matrix output) {
        probabilities = output;
        return this;
    }

    /** Also writes {@code losses[chunkStart + r] = log Σ − (z[r][label] − max)}. */
    SoftmaxKernel losses(int labelsAddress, int lossesAddress) {
        labels = labelsAddress;
        losses = lossesAddress;
        return this;
    }

    /** Also writes {@code dLogits[r][j] = (p[r][j] − [j = label])·inverseBatch}. */
    SoftmaxKernel gradient(int labelsAddress, Slot inverse, Matrix output) {
        labels = labelsAddress;
        inverseBatch = inverse;
        dLogits = output;
        return this;
    }

    /** The function. */
    Function define(String name) {
        Code code = module.function(name, FunctionType.ofInts(2));
        new Body(code).write();
        return code.function();
    }

    /**
     * Defines {@code dLogits[r][j] = (p[r][j] − [j = label])·inverseBatch} alone.
     *
     * @param name of the function
     */
    static Function gradient(
            ModuleBuilder module, String name, Matrix p, int labels, Slot inverseBatch, Matrix dLogits) {
        Code code = module.function(name, FunctionType.ofInts(2));
        RowLoop loop = new RowLoop(code, List.of(p, dLogits));
        Local inverse = inverseBatch.splat(code);
        Local label = code.local(ValueType.V128);
        loop.rows(() -> {
            loop.loadInt(labels, label);
            loop.vectorsAgainst(label, (offset, lanes) -> {
                loop.at(dLogits);
                loop.load(p, offset);
                Lanes.keep(code, lanes);
                RowCode.subtractTarget(code, label, offset, inverse);
                loop.store(dLogits, offset);
            });
            loop.clearPadding(dLogits);
        });
        return code.function();
    }

    private final class Body {
        private final Code code;
        private final Scratch scratch;
        private final RowLoop loop;
        private final PartialSums sums;
        private final Local label;
        private final Local max;
        private final Local vector;
        private final Local @Nullable [] held;

        Body(Code code) {
            this.code = code;
            scratch = new Scratch(code);
            List<Matrix> matrices = new ArrayList<>(List.of(logits));
            if (probabilities != null) {
                matrices.add(probabilities);
            }
            if (dLogits != null) {
                matrices.add(dLogits);
            }
            loop = new RowLoop(code, matrices);
            sums = new PartialSums(code, loop);
            label = code.local(ValueType.V128);
            max = code.local(ValueType.V128);
            vector = code.local(ValueType.V128);
            held = logits.vectors() <= HELD ? new Local[logits.vectors()] : null;
            for (int v = 0; held != null && v < held.length; v++) {
                held[v] = code.local(ValueType.V128);
            }
        }

        void write() {
            LogLosses log = losses == null ? null : new LogLosses(code, maths, loop, losses, chunkStart);
            Local inverse = inverseBatch == null ? null : inverseBatch.splat(code);
            loop.rows(() -> {
                RowCode.max(code, loop, logits, max, held);
                if (log != null) {
                    labelDifference();
                    log.difference(vector);
                }
                exponentials();
                if (log != null) {
                    log.sum(sums.total());
                }
                outputs(inverse);
            });
        }

        /** {@code z[label] − max}, before an output overwrites z. */
        private void labelDifference() {
            code.get(loop.row())
                    .i32(2)
                    .op(I32_SHL)
                    .memory(I32_LOAD, labels)
                    .i32(2)
                    .op(I32_SHL);
            loop.at(logits).op(I32_ADD).memory(V128_LOAD32_SPLAT, logits.address());
            code.get(max).op(F32X4_SUB).set(vector);
        }

        private void exponentials() {
            Matrix target = target();
            sums.begin();
            loop.blocks(
                    (offset, lanes) -> {
                        if (held != null) {
                            code.get(held[offset / Lanes.BYTES]).get(max).op(F32X4_SUB);
                            VectorFunction.EXP.emit(scratch);
                            Lanes.keep(code, lanes);
                            code.tee(held[offset / Lanes.BYTES]);
                        } else {
                            loop.load(logits, offset).get(max).op(F32X4_SUB).call(maths.exp());
                            Lanes.keep(code, lanes);
                            keep(target, offset);
                        }
                        sums.add(offset);
                    },
                    () -> sums.endBlock(false));
        }

        /** Stores the top in the target, if there is one, and leaves it on the stack. */
        private void keep(@Nullable Matrix target, int offset) {
            if (target != null) {
                code.set(vector);
                loop.at(target).get(vector);
                loop.store(target, offset);
                code.get(vector);
            }
        }

        private @Nullable Matrix target() {
            return probabilities == null ? dLogits : probabilities;
        }

        private void outputs(@Nullable Local inverse) {
            Matrix target = target();
            if (target == null) {
                return;
            }
            if (inverse != null) {
                loop.loadInt(labels, label);
            }
            loop.vectorsAgainst(label, (offset, lanes) -> {
                if (held != null) {
                    code.get(held[offset / Lanes.BYTES]);
                } else {
                    loop.load(target, offset);
                }
                code.get(sums.total()).op(F32X4_DIV);
                Lanes.keep(code, lanes);
                code.set(vector);
                if (probabilities != null) {
                    loop.at(probabilities).get(vector);
                    loop.store(probabilities, offset);
                }
                if (inverse != null) {
                    Matrix gradient = Objects.requireNonNull(dLogits);
                    loop.at(gradient).get(vector);
                    RowCode.subtractTarget(code, label, offset, inverse);
                    loop.store(gradient, offset);
                }
            });
            if (dLogits != null) {
                loop.clearPadding(dLogits);
            }
        }
    }
}
