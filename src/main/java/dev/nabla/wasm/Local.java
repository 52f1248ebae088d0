package dev.nabla.wasm;

/** A parameter or variable of one function. */
public record Local(int index, ValueType type) {}
