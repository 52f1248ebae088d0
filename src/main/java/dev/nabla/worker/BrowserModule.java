package dev.nabla.worker;

import dev.nabla.browser.TypedArrays;
import dev.nabla.browser.Wasm;
import dev.nabla.kernel.MachineException;
import dev.nabla.kernel.ModuleInstance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** A module that this worker calls. */
final class BrowserModule implements ModuleInstance {
    private final JSObject instance;
    private final Map<String, JSObject> functions = new HashMap<>();
    private String lastName = "";
    private @Nullable JSObject last;

    BrowserModule(JSObject instance) {
        this.instance = instance;
    }

    @Override
    public int call(String function, int... arguments) {
        JSObject called = find(function);
        double result = switch (arguments.length) {
            case 0 -> Wasm.call(called);
            case 1 -> Wasm.call(called, arguments[0]);
            case 2 -> Wasm.call(called, arguments[0], arguments[1]);
            default -> Wasm.call(called, TypedArrays.of(arguments));
        };
        if (Double.isNaN(result)) {
            throw new MachineException("The function " + function + " stopped (" + Wasm.reason(called) + ").");
        }
        return (int) result;
    }

    /** The same function is called again and again, by the same name. */
    private JSObject find(String name) {
        JSObject found = last;
        if (found == null || !lastName.equals(name)) {
            found = functions.get(name);
            if (found == null) {
                found = Wasm.function(instance, name);
                if (found == null) {
                    throw new MachineException("The module has no function " + name + ".");
                }
                functions.put(name, found);
            }
            lastName = name;
            last = found;
        }
        return found;
    }

    @Override
    public double lapMillis(int index) {
        return Wasm.lapMillis(instance, index);
    }
}
