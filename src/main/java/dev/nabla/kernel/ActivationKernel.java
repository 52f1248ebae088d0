package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.Elementwise;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Writes an activation over rows, forward or backward. Matrices of one stride are one contiguous range, padding and all.
 */
final class ActivationKernel {
    /** Cheap functions do so many vectors an iteration; the others fill the machine with one. */
    private static final int UNROLL = 4;

    private final Code code;
    private final Scratch scratch;
    private final Elementwise function;

    ActivationKernel(Code code, Elementwise function) {
        this.code = code;
        this.scratch = new Scratch(code);
        this.function = function;
    }

    void forward(Matrix input, Matrix output) {
        if (input.stride() == output.stride()) {
            Local at = code.parameter(0);
            flat(input.rowBytes(), Activations.isShort(function) ? UNROLL : 1, offset -> {
                code.get(at).get(at).memory(V128_LOAD, input.address() + offset);
                Activations.forward(scratch, function);
                code.memory(V128_STORE, output.address() + offset);
            });
            return;
        }
        RowLoop loop = new RowLoop(code, List.of(input, output));
        loop.rows(() -> loop.vectors((offset, lanes) -> {
            loop.at(output);
            loop.load(input, offset);
            Activations.forward(scratch, function);
            loop.store(output, offset);
        }));
    }

    void backward(Matrix input, Matrix output, Matrix dOutput, Matrix dInput) {
        Local z = code.local(ValueType.V128);
        Local a = code.local(ValueType.V128);
        boolean readsInput = Activations.derivativeReadsInput(function);
        int stride = dInput.stride();
        boolean oneStride =
                output.stride() == stride && dOutput.stride() == stride && (!readsInput || input.stride() == stride);
        if (oneStride && Activations.derivativeKeepsZero(function)) {
            Local at = code.parameter(0);
            flat(dInput.rowBytes(), UNROLL, offset -> {
                if (readsInput) {
                    code.get(at).memory(V128_LOAD, input.address() + offset).set(z);
                }
                code.get(at).memory(V128_LOAD, output.address() + offset).set(a);
                code.get(at).get(at).memory(V128_LOAD, dOutput.address() + offset);
                Activations.backward(scratch, function, z, a);
                code.memory(V128_STORE, dInput.address() + offset);
            });
            return;
        }
        RowLoop loop = new RowLoop(
                code, readsInput ? List.of(input, output, dOutput, dInput) : List.of(output, dOutput, dInput));
        loop.rows(() -> {
            loop.vectors((offset, lanes) -> {
                if (readsInput) {
                    loop.load(input, offset).set(z);
                }
                loop.load(output, offset).set(a);
                loop.at(dInput);
                loop.load(dOutput, offset);
                Activations.backward(scratch, function, z, a);
                Lanes.keep(code, lanes);
                loop.store(dInput, offset);
            });
            loop.clearPadding(dInput);
        });
    }

    private void flat(int rowBytes, int unroll, IntConsumer body) {
        Local at = code.parameter(0);
        Local end = code.parameter(1);
        code.get(at)
                .i32(rowBytes)
                .op(I32_MUL)
                .set(at)
                .get(end)
                .i32(rowBytes)
                .op(I32_MUL)
                .set(end);
        FlatLoop.write(code, at, end, unroll, body);
    }
}
