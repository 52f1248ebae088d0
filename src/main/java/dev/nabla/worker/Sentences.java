package dev.nabla.worker;

/** Failures in words. */
final class Sentences {
    private Sentences() {}

    /** What the exception says, or at least what it is. */
    static String of(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty()
                ? "The trainer failed: " + failure.getClass().getSimpleName()
                : message;
    }
}
