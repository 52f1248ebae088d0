package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Elementwise;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import org.jspecify.annotations.Nullable;

/** What is fused to the products of a layer: bias and activation forward, the activation's derivative backward. */
final class Epilogues {
    private static final int VECTOR_BYTES = 16;

    private Epilogues() {}

    /** Whether a function is so short that it is applied to sums in registers. */
    static boolean isFused(Elementwise function) {
        return Activations.isShort(function);
    }

    /** Whether a derivative needs nothing but the function's output, so that it can be applied to sums in registers. */
    static boolean isGradientFused(Elementwise function) {
        return !Activations.derivativeReadsInput(function) && Activations.derivativeKeepsZero(function);
    }

    /** {@code sums + bias}, then an activation or nothing. */
    static Product.Epilogue bias(int bias, @Nullable Elementwise activation) {
        return new Product.Epilogue() {
            private @Nullable Scratch scratch;

            @Override
            public void begin(Code code) {
                scratch = new Scratch(code);
            }

            @Override
            public void emit(Code code, Local sums, Local place, int offset, Local column, int vector) {
                code.get(sums)
                        .get(column)
                        .memory(V128_LOAD, bias + vector * VECTOR_BYTES)
                        .op(F32X4_ADD);
                if (activation != null) {
                    Activations.forward(begun(scratch), activation);
                }
                code.set(sums).get(place).get(sums).memory(V128_STORE, offset);
            }
        };
    }

    /**
     * {@code sums · f′}, f′ computed from the function's output a, which is arranged like the result.
     *
     * @param output address of a
     * @param result address of the result
     */
    static Product.Epilogue gradient(Elementwise function, int output, int result) {
        return new Product.Epilogue() {
            private @Nullable Scratch scratch;
            private @Nullable Local a;

            @Override
            public void begin(Code code) {
                scratch = new Scratch(code);
                a = code.local(ValueType.V128);
            }

            @Override
            public void emit(Code code, Local sums, Local place, int offset, Local column, int vector) {
                Local loaded = begun(a);
                code.get(place).memory(V128_LOAD, offset - result + output).set(loaded);
                code.get(place).get(sums);
                Activations.backward(begun(scratch), function, loaded, loaded);
                code.memory(V128_STORE, offset);
            }
        };
    }

    private static <T> T begun(@Nullable T local) {
        if (local == null) {
            throw new IllegalStateException("The function has not begun");
        }
        return local;
    }
}
