package dev.nabla.wasm;

/** The type of a value on the stack, of a local, a parameter or a result. */
public enum ValueType {
    /** 32-bit integer, also an address. */
    I32("i32", 0x7f),
    /** 64-bit integer. */
    I64("i64", 0x7e),
    /** 32-bit floating point. */
    F32("f32", 0x7d),
    /** 64-bit floating point. */
    F64("f64", 0x7c),
    /** 128 bits, of which instructions choose the lanes. */
    V128("v128", 0x7b);

    private final String label;
    private final int code;

    ValueType(String label, int code) {
        this.label = label;
        this.code = code;
    }

    /** The name in the text format. */
    public String label() {
        return label;
    }

    /** The byte in the binary format. */
    int code() {
        return code;
    }
}
