package dev.nabla.present;

/** Where a value stands on an axis, and which value stands there. */
public sealed interface Scale permits LinearScale, LogScale {

    /** The position of a value. */
    double position(double value);

    /** The value at a position. */
    double value(double position);
}
