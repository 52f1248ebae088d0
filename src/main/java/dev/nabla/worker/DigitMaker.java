package dev.nabla.worker;

import dev.nabla.train.StreamSource;

/** Makes generators of handwritten digits. */
interface DigitMaker {
    /** Digits to learn from. */
    StreamSource.Generator training(int seed);

    /** Digits of other writers, the same for every run. */
    StreamSource.Generator validation();
}
