package dev.nabla.worker;

import dev.nabla.train.HandwrittenDigits;
import dev.nabla.train.StreamSource;

/** The digits of {@link HandwrittenDigits}. */
final class GeneratedDigits implements DigitMaker {
    @Override
    public StreamSource.Generator training(int seed) {
        return HandwrittenDigits.training(seed);
    }

    @Override
    public StreamSource.Generator validation() {
        return HandwrittenDigits.validation();
    }
}
