package dev.nabla.data;

/**
 * The source of randomness of this package, given by the caller with its seed inside.
 *
 * <p>Counter-based: the same arguments give the same 32 bits, whenever and in whatever order they are asked for; different
 * arguments give bits that look independent. The streams below are this package's own: a caller that uses one seed for
 * more than this package maps them to ids of its own.
 */
@FunctionalInterface
public interface RandomBits {
    /** Stream of {@link Split}: step = class, index = example. */
    int SPLIT = 0;

    /** Stream of the positions of {@link Points}: step = class, index = 2 · point + axis. */
    int POSITION = 1;

    /** Stream of the noise of {@link Points}: step = class, index = 4 · point + 2 · axis, and the next. */
    int NOISE = 2;

    /** Stream of the styles of writers of {@link Handwriting}: step = writer, index = draw. */
    int WRITER = 3;

    /** Stream of the training examples of {@link Handwriting}: step = example, index = draw. */
    int TRAINING_DIGIT = 4;

    /** Stream of the validation examples of {@link Handwriting}: step = example, index = draw. */
    int VALIDATION_DIGIT = 5;

    /** Stream of {@link Augmenter}: step = epoch, index = 64 · example + draw. */
    int AUGMENTATION = 6;

    /** 32 random bits, a function of the arguments alone. */
    int bits(int stream, int step, int index);
}
