package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.program.NormalizationOp.Normalize;
import dev.nabla.program.NormalizationOp.NormalizeGradient;
import dev.nabla.program.NormalizationOp.NormalizeSums;
import dev.nabla.program.NormalizationOp.RunningMoments;
import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import java.util.List;

/**
 * Defines the functions of batch normalization, four channels at a time. Sums over examples and places have two levels: each
 * thread sums over the places of its examples, then every thread sums over all examples, and writes the same.
 */
final class NormalizationKernels {
    private static final FunctionType TYPE = FunctionType.ofInts(2);

    private final Context context;
    private final Layout layout;

    NormalizationKernels(Context context, Layout layout) {
        this.context = context;
        this.layout = layout;
    }

    private Code function(String name) {
        return context.module().function(name, TYPE);
    }

    /** {@code sums[r][c] = Σ x} for the images [first, end), or {@code Σ (x − mean)²} where a mean is given. */
    Function sums(String name, Planes x, int mean, Matrix sums) {
        Code code = function(name);
        Planes.Walk from = x.walk();
        Planes.Walk to = Planes.of(sums).walk();
        ImageLoop loop = new ImageLoop(code, x.height(), x.width(), List.of(from));
        Local sum = code.local(ValueType.V128);
        Local center = code.local(ValueType.V128);
        Local value = code.local(ValueType.V128);
        loop.channels(x.channels(), () -> {
            if (mean != 0) {
                loop.ofChannels(mean).set(center);
            }
            loop.images(
                    code.parameter(0),
                    code.parameter(1),
                    () -> code.f32x4(0).set(sum),
                    k -> {
                        code.get(sum);
                        loop.load(from, k);
                        if (mean != 0) {
                            code.get(center).op(F32X4_SUB).tee(value).get(value).op(F32X4_MUL);
                        }
                        code.op(F32X4_ADD).set(sum);
                    },
                    () -> storeSum(loop, to, sum));
        });
        return code.function();
    }

    private static void storeSum(ImageLoop loop, Planes.Walk to, Local sum) {
        Code code = loop.code();
        code.get(loop.row()).i32(to.example()).op(I32_MUL).get(loop.channel()).op(I32_ADD);
        code.get(sum).memory(V128_STORE, to.address());
    }

    /** {@code total[c] = (Σ sums[r][c])/n}, or without the quotient; of all images, whatever the range. */
    Function total(String name, Matrix sums, int places, boolean mean, int total) {
        Code code = function(name);
        Planes.Walk from = Planes.of(sums).walk();
        ImageLoop loop = new ImageLoop(code, 1, 1, List.of(from));
        Local sum = code.local(ValueType.V128);
        Local rows = code.local(ValueType.I32);
        Local zero = code.local(ValueType.I32);
        ImageLoop.Mask mask = loop.mask(sums.width());
        code.get(context.rows()).set(rows);
        loop.channels(sums.width(), () -> {
            mask.begin();
            code.f32x4(0).set(sum);
            loop.images(zero, rows, k -> {
                code.get(sum);
                loop.load(from, k).op(F32X4_ADD).set(sum);
            });
            code.get(loop.channel()).get(sum);
            if (mean) {
                count(code, places);
                code.op(F32X4_DIV);
            }
            mask.keep();
            code.memory(V128_STORE, total);
        });
        return code.function();
    }

    /** Pushes n, as a float in all lanes. */
    private void count(Code code, int places) {
        code.get(context.rows()).i32(places).op(I32_MUL).op(F32_CONVERT_I32_S).op(F32X4_SPLAT);
    }

    /** {@code NormalizationOp.RunningMoments}; of all channels, whatever the range. */
    Function running(String name, RunningMoments op) {
        int channels = op.mean().shape().width();
        int places = op.positions();
        int mean = layout.address(op.mean());
        int variance = layout.address(op.variance());
        int runningMean = layout.address(op.runningMean());
        int runningVariance = layout.address(op.runningVariance());
        Code code = function(name);
        ImageLoop loop = new ImageLoop(code, 1, 1, List.of());
        Local factor = code.local(ValueType.V128);
        count(code, places);
        count(code, places);
        code.f32x4(1).op(F32X4_SUB).op(F32X4_DIV).set(factor);
        ImageLoop.Mask mask = loop.mask(channels);
        loop.channels(channels, () -> {
            mask.begin();
            code.get(loop.channel());
            loop.ofChannels(runningMean).f32x4(op.momentum());
            loop.ofChannels(mean);
            loop.ofChannels(runningMean).op(F32X4_SUB).op(F32X4_MUL).op(F32X4_ADD);
            mask.keep();
            code.memory(V128_STORE, runningMean);
            code.get(loop.channel());
            loop.ofChannels(runningVariance).f32x4(op.momentum());
            loop.ofChannels(variance).get(factor).op(F32X4_MUL);
            loop.ofChannels(runningVariance).op(F32X4_SUB).op(F32X4_MUL).op(F32X4_ADD);
            mask.keep();
            code.memory(V128_STORE, runningVariance);
        });
        return code.function();
    }

    /** Pushes {@code 1/√(variance + ε)}. */
    private static void inverseDeviation(ImageLoop loop, int variance, float epsilon) {
        Code code = loop.code();
        code.f32x4(1);
        loop.ofChannels(variance).f32x4(epsilon).op(F32X4_ADD).op(F32X4_SQRT).op(F32X4_DIV);
    }

    /** {@code NormalizationOp.Normalize}. */
    Function normalize(String name, Normalize op) {
        Planes x = layout.places(op.input());
        Planes y = layout.places(op.output());
        Code code = function(name);
        Planes.Walk from = x.walk();
        Planes.Walk to = y.walk();
        ImageLoop loop = new ImageLoop(code, x.height(), x.width(), List.of(from, to));
        Local center = code.local(ValueType.V128);
        Local inverse = code.local(ValueType.V128);
        Local factor = code.local(ValueType.V128);
        Local term = code.local(ValueType.V128);
        ImageLoop.Mask mask = loop.mask(x.channels());
        loop.channels(x.channels(), () -> {
            mask.begin();
            loop.ofChannels(layout.address(op.mean())).set(center);
            inverseDeviation(loop, layout.address(op.variance()), op.epsilon());
            code.set(inverse);
            loop.ofChannels(layout.address(op.scale())).set(factor);
            loop.ofChannels(layout.address(op.shift())).set(term);
            loop.images(code.parameter(0), code.parameter(1), k -> {
                loop.at(to);
                loop.load(from, k).get(center).op(F32X4_SUB).get(inverse).op(F32X4_MUL);
                code.get(factor).op(F32X4_MUL).get(term).op(F32X4_ADD);
                mask.keep();
                loop.store(to, k);
            });
        });
        return code.function();
    }

    /** {@code shifts[r][c] = Σ dy} and {@code scales[r][c] = Σ dy·x̂} for the images [first, end). */
    Function gradientSums(String name, NormalizeSums op, Matrix scales, Matrix shifts) {
        Planes x = layout.places(op.input());
        Planes dy = layout.places(op.dOutput());
        Code code = function(name);
        Planes.Walk from = x.walk();
        Planes.Walk dFrom = dy.walk();
        ImageLoop loop = new ImageLoop(code, x.height(), x.width(), List.of(from, dFrom));
        Local center = code.local(ValueType.V128);
        Local inverse = code.local(ValueType.V128);
        Local scaleSum = code.local(ValueType.V128);
        Local shiftSum = code.local(ValueType.V128);
        Local gradient = code.local(ValueType.V128);
        loop.channels(x.channels(), () -> {
            loop.ofChannels(layout.address(op.mean())).set(center);
            inverseDeviation(loop, layout.address(op.variance()), op.epsilon());
            code.set(inverse);
            loop.images(
                    code.parameter(0),
                    code.parameter(1),
                    () -> code.f32x4(0).set(scaleSum).f32x4(0).set(shiftSum),
                    k -> {
                        code.get(shiftSum);
                        loop.load(dFrom, k).tee(gradient).op(F32X4_ADD).set(shiftSum);
                        code.get(scaleSum).get(gradient);
                        loop.load(from, k)
                                .get(center)
                                .op(F32X4_SUB)
                                .get(inverse)
                                .op(F32X4_MUL);
                        code.op(F32X4_MUL).op(F32X4_ADD).set(scaleSum);
                    },
                    () -> {
                        storeSum(loop, Planes.of(scales).walk(), scaleSum);
                        storeSum(loop, Planes.of(shifts).walk(), shiftSum);
                    });
        });
        return code.function();
    }

    /** {@code NormalizationOp.NormalizeGradient}; dOutput and dInput may be the same. */
    Function gradient(String name, NormalizeGradient op) {
        Planes x = layout.places(op.input());
        Code code = function(name);
        Planes.Walk from = x.walk();
        Planes.Walk dFrom = layout.places(op.dOutput()).walk();
        Planes.Walk to = layout.places(op.dInput()).walk();
        int places = x.height() * x.width();
        ImageLoop loop = new ImageLoop(code, x.height(), x.width(), List.of(from, dFrom, to));
        Local center = code.local(ValueType.V128);
        Local inverse = code.local(ValueType.V128);
        Local factor = code.local(ValueType.V128);
        Local scaleShare = code.local(ValueType.V128);
        Local shiftShare = code.local(ValueType.V128);
        ImageLoop.Mask mask = loop.mask(x.channels());
        loop.channels(x.channels(), () -> {
            mask.begin();
            loop.ofChannels(layout.address(op.mean())).set(center);
            inverseDeviation(loop, layout.address(op.variance()), op.epsilon());
            code.set(inverse);
            loop.ofChannels(layout.address(op.scale()))
                    .get(inverse)
                    .op(F32X4_MUL)
                    .set(factor);
            loop.ofChannels(layout.address(op.dScale()));
            count(code, places);
            code.op(F32X4_DIV).set(scaleShare);
            loop.ofChannels(layout.address(op.dShift()));
            count(code, places);
            code.op(F32X4_DIV).set(shiftShare);
            loop.images(code.parameter(0), code.parameter(1), k -> {
                loop.at(to).get(factor);
                loop.load(dFrom, k).get(shiftShare).op(F32X4_SUB);
                loop.load(from, k).get(center).op(F32X4_SUB).get(inverse).op(F32X4_MUL);
                code.get(scaleShare).op(F32X4_MUL).op(F32X4_SUB).op(F32X4_MUL);
                mask.keep();
                loop.store(to, k);
            });
        });
        return code.function();
    }
}
