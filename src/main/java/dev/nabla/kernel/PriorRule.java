package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;

/** What is done to a gradient or a value before an optimizer's rule, which is handed what has become of the gradient. */
sealed interface PriorRule extends UpdateRule {
    /** {@code UpdateOp.WeightDecay}. */
    record Decayed(Slot rate, UpdateRule then) implements PriorRule {
        @Override
        public Emitter in(Code code) {
            return new DecayEmitter(code, rate.splat(code), then.in(code));
        }
    }

    /** {@code LossOp.SquaredNormGradient}: gradient + (2·lambda)·value. */
    record Penalized(Slot lambda, UpdateRule then) implements PriorRule {
        @Override
        public Emitter in(Code code) {
            return new PenaltyEmitter(code, doubled(code, lambda), then.in(code));
        }

        /** 2·lambda in all lanes. */
        static Local doubled(Code code, Slot lambda) {
            Local factor = lambda.splat(code);
            code.get(factor).get(factor).op(F32X4_ADD).set(factor);
            return factor;
        }
    }

    /** {@code LossOp.AbsoluteNormGradient}: gradient ± lambda, the sign that of the value. */
    record SignPenalized(Slot lambda, UpdateRule then) implements PriorRule {
        @Override
        public Emitter in(Code code) {
            return new SignEmitter(code, lambda.splat(code), then.in(code));
        }

        /** Pushes {@code value > 0 ? lambda : value < 0 ? −lambda : +0}. */
        static void sign(Code code, Local value, Local lambda) {
            code.get(lambda).get(value).f32x4(0f).op(F32X4_GT).op(V128_AND);
            code.get(lambda).op(F32X4_NEG).get(value).f32x4(0f).op(F32X4_LT).op(V128_AND);
            code.op(V128_OR);
        }
    }

    /** {@code UpdateOp.ClipValue}. */
    record Clipped(float limit, UpdateRule then) implements PriorRule {
        @Override
        public Emitter in(Code code) {
            return new ClipEmitter(code, limit, then.in(code));
        }

        /** Pops a gradient, pushes it clipped. */
        static void clip(Code code, float limit) {
            code.f32x4(limit).op(F32X4_PMIN).f32x4(-limit).op(F32X4_PMAX);
        }
    }

    /** See {@link Decayed}. */
    final class DecayEmitter extends Emitter {
        private final Local rate;
        private final Emitter then;

        DecayEmitter(Code code, Local rate, Emitter then) {
            super(code);
            this.rate = rate;
            this.then = then;
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(address).get(address).memory(V128_LOAD, offset).tee(vector);
            code.get(rate).get(vector).op(F32X4_MUL).op(F32X4_SUB);
            code.memory(V128_STORE, offset);
            then.emit(gradient, address, offset, nonFinite);
        }
    }

    /** See {@link Penalized}. */
    final class PenaltyEmitter extends Emitter {
        private final Local factor;
        private final Emitter then;
        private final Local sum;

        PenaltyEmitter(Code code, Local factor, Emitter then) {
            super(code);
            this.factor = factor;
            this.then = then;
            sum = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(gradient).get(factor).get(address).memory(V128_LOAD, offset);
            code.op(F32X4_MUL).op(F32X4_ADD).set(sum);
            then.emit(sum, address, offset, nonFinite);
        }
    }

    /** See {@link SignPenalized}. */
    final class SignEmitter extends Emitter {
        private final Local lambda;
        private final Emitter then;
        private final Local sum;

        SignEmitter(Code code, Local lambda, Emitter then) {
            super(code);
            this.lambda = lambda;
            this.then = then;
            sum = code.local(ValueType.V128);
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(address).memory(V128_LOAD, offset).set(vector).get(gradient);
            SignPenalized.sign(code, vector, lambda);
            code.op(F32X4_ADD).set(sum);
            then.emit(sum, address, offset, nonFinite);
        }
    }

    /** See {@link Clipped}. */
    final class ClipEmitter extends Emitter {
        private final float limit;
        private final Emitter then;

        ClipEmitter(Code code, float limit, Emitter then) {
            super(code);
            this.limit = limit;
            this.then = then;
        }

        @Override
        void emit(Local gradient, Local address, int offset, Local nonFinite) {
            code.get(gradient);
            Clipped.clip(code, limit);
            code.set(vector);
            then.emit(vector, address, offset, nonFinite);
        }
    }
}
