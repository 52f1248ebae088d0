package dev.nabla.wasm;

/** A mutable variable of a module: each instance, and so each thread, has its own. */
public record Global(int index, String name, ValueType type) {}
