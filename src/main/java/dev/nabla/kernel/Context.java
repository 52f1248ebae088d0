package dev.nabla.kernel;

import dev.nabla.wasm.Global;
import dev.nabla.wasm.ModuleBuilder;
import dev.nabla.wasm.ValueType;

/**
 * A module under construction and the variables that its functions share. Each thread has its own instance, so its own
 * variables; all threads set those that describe the chunk to the same values.
 */
final class Context {
    private final ModuleBuilder module;
    private final Global thread;
    private final Global threads;
    private final Global rows;
    private final Global chunkStart;
    private final Global batchRows;
    private final Global order;
    private final Global scalars;
    private final Global metrics;
    private final Global keys;
    private final Global inputs;
    private final Global targets;
    private final Global nonFinite;

    Context(ModuleBuilder module) {
        this.module = module;
        thread = module.global("thread", ValueType.I32);
        threads = module.global("threads", ValueType.I32);
        rows = module.global("rows", ValueType.I32);
        chunkStart = module.global("chunkStart", ValueType.I32);
        batchRows = module.global("batchRows", ValueType.I32);
        order = module.global("order", ValueType.I32);
        scalars = module.global("scalars", ValueType.I32);
        metrics = module.global("metrics", ValueType.I32);
        keys = module.global("keys", ValueType.I32);
        inputs = module.global("inputs", ValueType.I32);
        targets = module.global("targets", ValueType.I32);
        nonFinite = module.global("nonFinite", ValueType.I32);
    }

    ModuleBuilder module() {
        return module;
    }

    /** This thread, from 0. */
    Global thread() {
        return thread;
    }

    /** Number of threads that work. */
    Global threads() {
        return threads;
    }

    /** Examples of the chunk. */
    Global rows() {
        return rows;
    }

    /** Where in its batch the chunk begins. */
    Global chunkStart() {
        return chunkStart;
    }

    /** Examples of the batch. */
    Global batchRows() {
        return batchRows;
    }

    /** Address of the chunk's indices of examples. */
    Global order() {
        return order;
    }

    /** Address of the step's scalars. */
    Global scalars() {
        return scalars;
    }

    /** Address of the step's metrics. */
    Global metrics() {
        return metrics;
    }

    /** Address of the step's random keys. */
    Global keys() {
        return keys;
    }

    /** Address of the data's inputs. */
    Global inputs() {
        return inputs;
    }

    /** Address of the data's targets. */
    Global targets() {
        return targets;
    }

    /** 0, or the lowest code of a parameter of which this thread made an element infinite or NaN in this step. */
    Global nonFinite() {
        return nonFinite;
    }
}
