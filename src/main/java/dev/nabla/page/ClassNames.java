package dev.nabla.page;

import dev.nabla.protocol.Setup;
import java.util.List;

/** What the classes of each data set are called. */
final class ClassNames {
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private ClassNames() {}

    static List<String> of(Setup.Source source) {
        return source == Setup.Source.FASHION_MNIST ? CLOTHES : DIGITS;
    }
}
