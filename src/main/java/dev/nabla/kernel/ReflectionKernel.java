package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;

/**
 * Emits what turns the weights of a convolution round, by squares of four filters and four channels. It takes the taps that it
 * has to do.
 */
final class ReflectionKernel {
    private final Code code;
    private final Panels source;
    private final Reflection target;
    private final Local[] rows = new Local[Lanes.COUNT];
    private final Local[] pairs = new Local[Lanes.COUNT];
    private final Local tap;
    private final Local tile;
    private final Local from;
    private final Local to;
    private final Local channel;
    private final Local mask;

    private ReflectionKernel(Code code, Panels source, Reflection target) {
        this.code = code;
        this.source = source;
        this.target = target;
        for (int i = 0; i < Lanes.COUNT; i++) {
            rows[i] = code.local(ValueType.V128);
            pairs[i] = code.local(ValueType.V128);
        }
        tap = code.parameter(0);
        tile = code.local(ValueType.I32);
        from = code.local(ValueType.I32);
        to = code.local(ValueType.I32);
        channel = code.local(ValueType.I32);
        mask = code.local(ValueType.V128);
    }

    /** Defines the function. */
    static Function define(ModuleBuilder module, String name, Panels source, Reflection target) {
        Code code = module.function(name, FunctionType.ofInts(2));
        new ReflectionKernel(code, source, target).write();
        return code.function();
    }

    private void write() {
        Loops.upTo(code, tap, code.parameter(1), 1, () -> Loops.times(code, tile, source.tiles(), 1, this::tap));
    }

    private void tap() {
        int channels = target.window().channels();
        code.get(tap).i32(channels * source.rowBytes()).op(I32_MUL);
        code.get(tile).i32(source.panelBytes()).op(I32_MUL).op(I32_ADD).set(from);
        code.i32(target.window().area() - 1)
                .get(tap)
                .op(I32_SUB)
                .i32(target.tapBytes())
                .op(I32_MUL);
        code.get(tile)
                .i32(Panels.TILE * Reflection.ROW_BYTES)
                .op(I32_MUL)
                .op(I32_ADD)
                .set(to);
        int end = Lanes.vectors(channels) * Lanes.BYTES;
        Loops.times(code, channel, end, Lanes.BYTES, () -> {
            Lanes.below(code, channel, 0, channels);
            code.set(mask);
            filters(0);
            filters(Lanes.COUNT);
            Loops.add(code, from, Lanes.COUNT * source.rowBytes());
            // To the other half of the panel, or to the next panel.
            code.get(to).i32(target.panelBytes() - Lanes.BYTES).i32(Lanes.BYTES);
            code.get(channel)
                    .i32(Lanes.BYTES)
                    .op(I32_AND)
                    .op(SELECT)
                    .op(I32_ADD)
                    .set(to);
        });
    }

    /** Four filters of four channels; there are no rows for filters that there are not. */
    private void filters(int first) {
        WeightKernels.block(code, from, source.address() + first * Float.BYTES, source.rowBytes(), rows, pairs);
        int inLastTile = (target.filters() - 1) % Panels.TILE + 1;
        for (int k = 0; k < Lanes.COUNT; k++) {
            Label some = null;
            if (first + k >= inLastTile) {
                some = code.get(tile).i32(source.tiles() - 1).op(I32_LT_S).when();
            }
            code.get(to).get(rows[k]).get(mask).op(V128_AND);
            code.memory(V128_STORE, target.address() + (first + k) * Reflection.ROW_BYTES);
            if (some != null) {
                code.end(some);
            }
        }
    }
}
