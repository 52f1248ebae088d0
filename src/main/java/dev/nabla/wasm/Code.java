package dev.nabla.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * The body of a function, written instruction by instruction onto the stack machine. Methods return this, so that a line
 * reads like the text format: {@code code.get(x).get(y).op(F32_ADD).set(z)}.
 *
 * <p>What is written is not checked for types; the machine that takes the module does that.
 */
public final class Code {
    static final int EMPTY_BLOCK = 0x40;

    private final Function function;
    private final ByteWriter out = new ByteWriter();
    private final List<ValueType> locals = new ArrayList<>();
    private final List<Label> open = new ArrayList<>();

    Code(Function function) {
        this.function = function;
    }

    /** The function whose body this is. */
    public Function function() {
        return function;
    }

    /** Parameter {@code i}. */
    public Local parameter(int i) {
        return new Local(i, function.type().parameters().get(i));
    }

    /** A new variable, 0 at first. */
    public Local local(ValueType type) {
        locals.add(type);
        return new Local(function.type().parameters().size() + locals.size() - 1, type);
    }

    /** An instruction without immediates, or with none but the index of the memory; not the end or else of a block. */
    public Code op(Opcode opcode) {
        if (opcode == Opcode.ELSE || opcode == Opcode.END) {
            throw new IllegalArgumentException(function.name() + ": " + opcode.mnemonic() + " without a label");
        }
        if (opcode.immediate() == Opcode.Immediate.ZERO) {
            code(opcode).out.u8(0);
            return this;
        }
        require(opcode, Opcode.Immediate.NONE);
        return code(opcode);
    }

    /** Pushes a variable. */
    public Code get(Local local) {
        code(Opcode.LOCAL_GET).out.u32(local.index());
        return this;
    }

    /** Pops into a variable. */
    public Code set(Local local) {
        code(Opcode.LOCAL_SET).out.u32(local.index());
        return this;
    }

    /** Copies the top of the stack into a variable. */
    public Code tee(Local local) {
        code(Opcode.LOCAL_TEE).out.u32(local.index());
        return this;
    }

    /** Pushes a global. */
    public Code get(Global global) {
        code(Opcode.GLOBAL_GET).out.u32(global.index());
        return this;
    }

    /** Pops into a global. */
    public Code set(Global global) {
        code(Opcode.GLOBAL_SET).out.u32(global.index());
        return this;
    }

    /** Pushes an int. */
    public Code i32(int value) {
        code(Opcode.I32_CONST).out.s64(value);
        return this;
    }

    /** Pushes a long. */
    public Code i64(long value) {
        code(Opcode.I64_CONST).out.s64(value);
        return this;
    }

    /** Pushes a float. */
    public Code f32(float value) {
        code(Opcode.F32_CONST).out.i32(Float.floatToRawIntBits(value));
        return this;
    }

    /** Pushes a double. */
    public Code f64(double value) {
        long bits = Double.doubleToRawLongBits(value);
        code(Opcode.F64_CONST);
        out.i32((int) bits);
        out.i32((int) (bits >>> Integer.SIZE));
        return this;
    }

    /** Pushes four equal floats. */
    public Code f32x4(float value) {
        int bits = Float.floatToRawIntBits(value);
        return i32x4(bits, bits, bits, bits);
    }

    /** Pushes four equal ints. */
    public Code i32x4(int value) {
        return i32x4(value, value, value, value);
    }

    /** Pushes four ints, the one at the lowest address first. */
    public Code i32x4(int a, int b, int c, int d) {
        code(Opcode.V128_CONST);
        out.i32(a);
        out.i32(b);
        out.i32(c);
        out.i32(d);
        return this;
    }

    /** A load or store at the address on the stack (below the value of a store) plus {@code offset}. */
    public Code memory(Opcode opcode, int offset) {
        require(opcode, Opcode.Immediate.MEMORY);
        return code(opcode).access(opcode, offset);
    }

    /** A load or store of one lane. */
    public Code memoryLane(Opcode opcode, int offset, int lane) {
        require(opcode, Opcode.Immediate.MEMORY_LANE);
        code(opcode).access(opcode, offset).out.u8(lane);
        return this;
    }

    /** Extraction or replacement of a lane. */
    public Code lane(Opcode opcode, int lane) {
        require(opcode, Opcode.Immediate.LANE);
        code(opcode).out.u8(lane);
        return this;
    }

    /** Pops two vectors, pushes four of their 32-bit lanes: 0 to 3 of the first, 4 to 7 of the second. */
    public Code shuffle(int a, int b, int c, int d) {
        code(Opcode.I8X16_SHUFFLE);
        for (int lane : new int[] {a, b, c, d}) {
            for (int i = 0; i < 4; i++) {
                out.u8(4 * lane + i);
            }
        }
        return this;
    }

    /** Pops count, value and address: fills memory with a byte. */
    public Code memoryFill() {
        return op(Opcode.MEMORY_FILL);
    }

    /** Pops count, source and target: copies memory. */
    public Code memoryCopy() {
        code(Opcode.MEMORY_COPY).out.u8(0);
        out.u8(0);
        return this;
    }

    /** Begins a block without results: branches to it leave it. */
    public Label block() {
        return open(Opcode.BLOCK);
    }

    /** Begins a loop without results: branches to it go back to its beginning. */
    public Label loop() {
        return open(Opcode.LOOP);
    }

    /** Pops a condition; what follows runs if it is not 0. */
    public Label when() {
        return open(Opcode.IF);
    }

    /** What follows runs if the condition of the innermost if was 0. */
    public Code otherwise() {
        if (open.isEmpty() || !open.get(open.size() - 1).takeElse()) {
            throw new IllegalStateException(function.name() + ": an else without an if of its own");
        }
        return code(Opcode.ELSE);
    }

    /** Ends the innermost block, loop or if, which must be this one. */
    public Code end(Label label) {
        if (open.isEmpty() || open.remove(open.size() - 1) != label) {
            throw new IllegalStateException(function.name() + ": a block ends that is not the innermost one");
        }
        return code(Opcode.END);
    }

    /** Branches. */
    public Code br(Label label) {
        return branch(Opcode.BR, label);
    }

    /** Pops a condition; branches if it is not 0. */
    public Code brIf(Label label) {
        return branch(Opcode.BR_IF, label);
    }

    /** Calls a function. */
    public Code call(Function callee) {
        code(Opcode.CALL).out.u32(callee.index());
        return this;
    }

    private Label open(Opcode opcode) {
        code(opcode).out.u8(EMPTY_BLOCK);
        Label label = new Label(open.size(), opcode == Opcode.IF);
        open.add(label);
        return label;
    }

    private Code branch(Opcode opcode, Label label) {
        if (label.depth() >= open.size() || open.get(label.depth()) != label) {
            throw new IllegalStateException(function.name() + ": a branch to a block that is not open");
        }
        code(opcode).out.u32(open.size() - 1 - label.depth());
        return this;
    }

    private Code access(Opcode opcode, int offset) {
        if (offset < 0) {
            throw new IllegalArgumentException(
                    function.name() + ": " + opcode.mnemonic() + " at offset " + offset + ", expected 0 or more");
        }
        out.u32(opcode.alignment());
        out.u32(offset);
        return this;
    }

    private Code code(Opcode opcode) {
        if (opcode.prefix() != 0) {
            out.u8(opcode.prefix());
            out.u32(opcode.code());
        } else {
            out.u8(opcode.code());
        }
        return this;
    }

    private static void require(Opcode opcode, Opcode.Immediate immediate) {
        if (opcode.immediate() != immediate) {
            throw new IllegalArgumentException(
                    opcode.mnemonic() + ": written with " + immediate + ", expected " + opcode.immediate());
        }
    }

    /** Locals, instructions and the final end, with their length in front. */
    void writeTo(ByteWriter section) {
        if (!open.isEmpty()) {
            throw new IllegalStateException(function.name() + ": " + open.size() + " blocks are not ended");
        }
        ByteWriter body = new ByteWriter();
        ByteWriter runs = new ByteWriter();
        int count = 0;
        for (int i = 0; i < locals.size(); ) {
            int from = i;
            while (i < locals.size() && locals.get(i) == locals.get(from)) {
                i++;
            }
            runs.u32(i - from);
            runs.u8(locals.get(from).code());
            count++;
        }
        body.u32(count);
        body.append(runs);
        body.append(out);
        body.u8(Opcode.END.code());
        section.sized(body);
    }
}
