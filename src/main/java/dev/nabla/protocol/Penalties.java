package dev.nabla.protocol;

/**
 * What a layer's loss adds for large weights: λ of L2 and L1 on weights and on biases, 0 for none.
 *
 * @param l2 of {@code λ·Σw²}
 * @param l1 of {@code λ·Σ|w|}
 * @param biasL2 of {@code λ·Σb²}
 * @param biasL1 of {@code λ·Σ|b|}
 */
public record Penalties(float l2, float l1, float biasL2, float biasL1) {
    /** None. */
    public static final Penalties NONE = new Penalties(0, 0, 0, 0);

    /** The largest λ that a link or a control may ask for. */
    public static final float MAX = 1;

    /** The same with another L2 penalty on weights. */
    public Penalties withL2(float lambda) {
        return new Penalties(lambda, l1, biasL2, biasL1);
    }

    /** The same with another L1 penalty on weights. */
    public Penalties withL1(float lambda) {
        return new Penalties(l2, lambda, biasL2, biasL1);
    }

    /** The same with other penalties on biases. */
    public Penalties withBias(float l2OfBias, float l1OfBias) {
        return new Penalties(l2, l1, l2OfBias, l1OfBias);
    }

    void write(PacketWriter writer) {
        writer.add(l2).add(l1).add(biasL2).add(biasL1);
    }

    static Penalties read(PacketReader reader) {
        return new Penalties(reader.readFloat(), reader.readFloat(), reader.readFloat(), reader.readFloat());
    }
}
