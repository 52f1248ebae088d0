package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/**
 * What an optimizer does to a parameter whose gradient is known: loads the value and its state, writes them back. The
 * state lies at a fixed distance, in bytes, from the value. The bits are those of {@code program.Updates}.
 */
sealed interface UpdateRule
        permits UpdateRule.Sgd,
                UpdateRule.Momentum,
                UpdateRule.Nesterov,
                UpdateRule.Scaled,
                UpdateRule.Adam,
                UpdateRule.Nadam,
                PriorRule {
    /** Begins its code in a function: the step's scalars go to variables. */
    Emitter in(Code code);

    /** {@code UpdateOp.SgdUpdate}. */
    record Sgd(Slot learningRate) implements UpdateRule {
        @Override
        public Emitter in(Code code) {
            return new SgdEmitter(code, learningRate.splat(code));
        }
    }

    /** {@code UpdateOp.MomentumUpdate}. */
    record Momentum(Slot learningRate, Slot momentum, int velocityDistance) implements UpdateRule {
        @Override
        public Emitter in(Code code) {
            return new MomentumEmitter(code, learningRate.splat(code), momentum.splat(code), velocityDistance);
        }
    }

    /** {@code UpdateOp.AdamUpdate}. */
    record Adam(
            Slot stepSize,
            Slot rootCorrection,
            float beta1,
            float beta2,
            float epsilon,
            int meanDistance,
            int varianceDistance)
            implements UpdateRule {
        @Override
        public Emitter in(Code code) {
            return new AdamEmitter(code, this);
        }
    }

    /** {@code UpdateOp.NesterovUpdate}. */
    record Nesterov(Slot learningRate, Slot momentum, int velocityDistance) implements UpdateRule {
        @Override
        public Emitter in(Code code) {
            return new NesterovEmitter(code, learningRate.splat(code), momentum.splat(code), velocityDistance);
        }
    }

    /** {@code UpdateOp.ScaledUpdate}. */
    record Scaled(Slot learningRate, float fade, float weight, float epsilon, int squaresDistance)
            implements UpdateRule {
        @Override
        public Emitter in(Code code) {
            return new ScaledEmitter(code, this);
        }
    }

    /** {@code UpdateOp.NadamUpdate}. */
    record Nadam(
            Slot gradientSize,
            Slot meanSize,
            Slot rootCorrection,
            float beta1,
            float beta2,
            float epsilon,
            int meanDistance,
            int varianceDistance)
            implements UpdateRule {
        @Override
        public Emitter in(Code code) {
            return new NadamEmitter(code, this);
        }
    }

    /** Writes the update of one vector, as often as it is asked to. */
    abstract class Emitter {
        /** A magnitude below becomes +0 in an optimizer's state. */
        private static final float SMALLEST_STATE = 0x1p-100f;

        final Code code;
        final Local vector;

        Emitter(Code code) {
            this.code = code;
            vector = code.local(ValueType.V128);
        }

        /**
         * Updates the vector at {@code address + offset}.
         *
         * @param gradient of these elements; stays
         * @param address in bytes; every distance plus offset must be at least 0
         * @param nonFinite gets bits where the new value is infinite or NaN
         */
        abstract void emit(Local gradient, Local address, int offset, Local nonFinite);

        /** Pops the new value and the address below it. */
        final void storeValue(int offset, Local nonFinite) {
            code.tee(vector).memory(V128_STORE, offset);
            code.get(vector)
                    .get(vector)
                    .op(F32X4_SUB)
                    .get(nonFinite)
                    .op(V128_OR)
                    .set(nonFinite);
        }

        /** Pops new state and the address below it; the state without tiny numbers is then in {@code state}. */
        final void storeState(int offset, Local state) {
            code.tee(state)
                    .get(state)
                    .op(F32X4_ABS)
                    .f32x4(SMALLEST_STATE)
                    .op(F32X4_LT)
                    .op(V128_ANDNOT);
            code.tee(state).memory(V128_STORE, offset);
        }
    }

    /** See {@link Sgd}. */
    final class SgdEmitter extends Emitter {
        private final Local learningRate;

        SgdEmitter(Code code, Local learningRate) {
            super(code);
            this.learningRate = learningRate;
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(address).get(address).memory(V128_LOAD, offset);
            code.get(learningRate).get(gradient).op(F32X4_MUL).op(F32X4_SUB);
            storeValue(offset, nonFinite);
        }
    }

    /** See {@link Momentum}. */
    final class MomentumEmitter extends Emitter {
        private final Local learningRate;
        private final Local momentum;
        private final Local velocity;
        private final int distance;

        MomentumEmitter(Code code, Local learningRate, Local momentum, int distance) {
            super(code);
            this.learningRate = learningRate;
            this.momentum = momentum;
            this.distance = distance;
            velocity = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(address);
            code.get(momentum).get(address).memory(V128_LOAD, offset + distance).op(F32X4_MUL);
            code.get(gradient).op(F32X4_ADD);
            storeState(offset + distance, velocity);
            code.get(address).get(address).memory(V128_LOAD, offset);
            code.get(learningRate).get(velocity).op(F32X4_MUL).op(F32X4_SUB);
            storeValue(offset, nonFinite);
        }
    }

    /** See {@link Adam}. */
    final class AdamEmitter extends Emitter {
        private final Adam rule;
        private final Local stepSize;
        private final Local rootCorrection;
        private final Local mean;
        private final Local variance;

        AdamEmitter(Code code, Adam rule) {
            super(code);
            this.rule = rule;
            stepSize = rule.stepSize().splat(code);
            rootCorrection = rule.rootCorrection().splat(code);
            mean = code.local(ValueType.V128);
            variance = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(address);
            faded(address, offset + rule.meanDistance(), rule.beta1());
            code.get(gradient).f32x4(1f - rule.beta1()).op(F32X4_MUL).op(F32X4_ADD);
            storeState(offset + rule.meanDistance(), mean);

            code.get(address);
            faded(address, offset + rule.varianceDistance(), rule.beta2());
            code.get(gradient).get(gradient).op(F32X4_MUL);
            code.f32x4(1f - rule.beta2()).op(F32X4_MUL).op(F32X4_ADD);
            storeState(offset + rule.varianceDistance(), variance);

            code.get(address).get(address).memory(V128_LOAD, offset);
            code.get(stepSize).get(mean).op(F32X4_MUL);
            code.get(variance).op(F32X4_SQRT).get(rootCorrection).op(F32X4_MUL);
            code.f32x4(rule.epsilon()).op(F32X4_ADD).op(F32X4_DIV).op(F32X4_SUB);
            storeValue(offset, nonFinite);
        }

        /** Pushes fade·state. */
        private void faded(Local address, int offset, float fade) {
            code.get(address).memory(V128_LOAD, offset).f32x4(fade).op(F32X4_MUL);
        }
    }

    /** See {@link Nesterov}. */
    final class NesterovEmitter extends Emitter {
        private final Local learningRate;
        private final Local momentum;
        private final Local velocity;
        private final int distance;

        NesterovEmitter(Code code, Local learningRate, Local momentum, int distance) {
            super(code);
            this.learningRate = learningRate;
            this.momentum = momentum;
            this.distance = distance;
            velocity = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(address);
            code.get(momentum).get(address).memory(V128_LOAD, offset + distance).op(F32X4_MUL);
            code.get(gradient).op(F32X4_ADD);
            storeState(offset + distance, velocity);
            code.get(address).get(address).memory(V128_LOAD, offset).get(learningRate);
            code.get(gradient).get(momentum).get(velocity).op(F32X4_MUL).op(F32X4_ADD);
            code.op(F32X4_MUL).op(F32X4_SUB);
            storeValue(offset, nonFinite);
        }
    }

    /** See {@link Scaled}. */
    final class ScaledEmitter extends Emitter {
        private final Scaled rule;
        private final Local learningRate;
        private final Local squares;

        ScaledEmitter(Code code, Scaled rule) {
            super(code);
            this.rule = rule;
            learningRate = rule.learningRate().splat(code);
            squares = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            int state = offset + rule.squaresDistance();
            code.get(address);
            code.f32x4(rule.fade()).get(address).memory(V128_LOAD, state).op(F32X4_MUL);
            code.f32x4(rule.weight()).get(gradient).get(gradient).op(F32X4_MUL).op(F32X4_MUL);
            code.op(F32X4_ADD);
            storeState(state, squares);
            code.get(address).get(address).memory(V128_LOAD, offset);
            code.get(learningRate).get(gradient).op(F32X4_MUL);
            code.get(squares).op(F32X4_SQRT).f32x4(rule.epsilon()).op(F32X4_ADD);
            code.op(F32X4_DIV).op(F32X4_SUB);
            storeValue(offset, nonFinite);
        }
    }

    /** See {@link Nadam}. */
    final class NadamEmitter extends Emitter {
        private final Nadam rule;
        private final Local gradientSize;
        private final Local meanSize;
        private final Local rootCorrection;
        private final Local mean;
        private final Local variance;

        NadamEmitter(Code code, Nadam rule) {
            super(code);
            this.rule = rule;
            gradientSize = rule.gradientSize().splat(code);
            meanSize = rule.meanSize().splat(code);
            rootCorrection = rule.rootCorrection().splat(code);
            mean = code.local(ValueType.V128);
            variance = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            int meanAt = offset + rule.meanDistance();
            int varianceAt = offset + rule.varianceDistance();
            code.get(address);
            code.f32x4(rule.beta1()).get(address).memory(V128_LOAD, meanAt).op(F32X4_MUL);
            code.f32x4(1f - rule.beta1()).get(gradient).op(F32X4_MUL).op(F32X4_ADD);
            storeState(meanAt, mean);
            code.get(address);
            code.f32x4(rule.beta2()).get(address).memory(V128_LOAD, varianceAt).op(F32X4_MUL);
            code.f32x4(1f - rule.beta2())
                    .get(gradient)
                    .get(gradient)
                    .op(F32X4_MUL)
                    .op(F32X4_MUL);
            code.op(F32X4_ADD);
            storeState(varianceAt, variance);
            code.get(address).get(address).memory(V128_LOAD, offset);
            code.get(gradientSize).get(gradient).op(F32X4_MUL);
            code.get(meanSize).get(mean).op(F32X4_MUL).op(F32X4_ADD);
            code.get(variance).op(F32X4_SQRT).get(rootCorrection).op(F32X4_MUL);
            code.f32x4(rule.epsilon()).op(F32X4_ADD).op(F32X4_DIV).op(F32X4_SUB);
            storeValue(offset, nonFinite);
        }
    }
}
