package dev.nabla.worker;

import dev.nabla.program.Random;
import dev.nabla.train.StreamSource;
import java.util.Arrays;

/** Pictures that are made quickly and learned quickly: each class has a bright bar of its own, in noise. */
final class FakeDigits implements DigitMaker {
    private static final int VALIDATION = -1;

    @Override
    public StreamSource.Generator training(int seed) {
        return generator(seed);
    }

    @Override
    public StreamSource.Generator validation() {
        return generator(VALIDATION);
    }

    private static StreamSource.Generator generator(int seed) {
        return (first, count, pixels, labels, offset) -> {
            for (int i = 0; i < count; i++) {
                Random random = Random.of(seed, 1, (int) (first + i));
                int label = random.below(0, Networks.CLASSES);
                int from = (offset + i) * Networks.PIXELS;
                Arrays.fill(pixels, from, from + Networks.PIXELS, (byte) 0);
                for (int p = 0; p < 20; p++) {
                    pixels[from + random.below(1 + p, Networks.PIXELS)] = (byte) random.below(100 + p, 256);
                    pixels[from + label * 56 + p] = (byte) (128 + random.below(200 + p, 128));
                }
                labels[offset + i] = label;
            }
        };
    }
}
