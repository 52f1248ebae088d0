package dev.nabla.kernel;

import static dev.nabla.wasm.Opcode.*;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Label;
import dev.nabla.wasm.Local;
import dev.nabla.wasm.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Updates a parameter where its gradient is in registers, so that gradients need not be stored. For one function.
 */
final class UpdateEpilogue implements Product.Epilogue {
    private final Context context;
    private final UpdateRule rule;
    private final int code;
    private UpdateRule.@Nullable Emitter emitter;
    private @Nullable Local nonFinite;

    /**
     * An update of all elements.
     *
     * @param code what is reported if a value becomes infinite or NaN; 0 for nothing
     */
    UpdateEpilogue(Context context, UpdateRule rule, int code) {
        this.context = context;
        this.rule = rule;
        this.code = code;
    }

    @Override
    public void begin(Code body) {
        emitter = rule.in(body);
        nonFinite = body.local(ValueType.V128);
    }

    @Override
    public void emit(Code body, Local sums, Local place, int offset, Local column, int vector) {
        if (emitter == null || nonFinite == null) {
            throw new IllegalStateException("The function has not begun");
        }
        emitter.emit(sums, place, offset, nonFinite);
    }

    @Override
    public void end(Code body) {
        if (code != 0 && nonFinite != null) {
            body.get(nonFinite).op(V128_ANY_TRUE);
            report(body, context, code);
        }
    }

    /** Pops whether a parameter has become non-finite; notes it unless one of a lower code has. */
    static void report(Code body, Context context, int code) {
        Label some = body.when();
        body.i32(code).get(context.nonFinite());
        body.get(context.nonFinite())
                .op(I32_EQZ)
                .get(context.nonFinite())
                .i32(code)
                .op(I32_GT_S);
        body.op(I32_OR).op(SELECT).set(context.nonFinite());
        body.end(some);
    }
}
