package dev.nabla.kernel;

import dev.nabla.wasm.Code;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The {@link VectorFunction}s as functions of one module, v128 → v128; each is defined when it is first asked for. */
final class VectorMaths {
    private static final FunctionType TYPE = new FunctionType(List.of(ValueType.V128), List.of(ValueType.V128));

    private final ModuleBuilder module;
    private final Map<VectorFunction, Function> defined = new EnumMap<>(VectorFunction.class);

    VectorMaths(ModuleBuilder module) {
        this.module = module;
    }

    /** {@code Maths.exp} of four lanes. */
    Function exp() {
        return function(VectorFunction.EXP);
    }

    /** {@code Maths.log} of four lanes. */
    Function log() {
        return function(VectorFunction.LOG);
    }

    /** {@code Maths.tanh} of four lanes. */
    Function tanh() {
        return function(VectorFunction.TANH);
    }

    /** {@code Maths.sigmoid} of four lanes. */
    Function sigmoid() {
        return function(VectorFunction.SIGMOID);
    }

    /** {@code Maths.erf} of four lanes. */
    Function erf() {
        return function(VectorFunction.ERF);
    }

    /** One of them. */
    Function function(VectorFunction function) {
        Function known = defined.get(function);
        if (known == null) {
            Code code = module.function(function.label(), TYPE);
            code.get(code.parameter(0));
            function.emit(new Scratch(code));
            known = code.function();
            defined.put(function, known);
        }
        return known;
    }
}
