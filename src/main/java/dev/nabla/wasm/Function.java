package dev.nabla.wasm;

/**
 * A function of a module, imported or defined.
 *
 * @param index by which it is called
 * @param name in the name section
 */
public record Function(int index, String name, FunctionType type) {}
