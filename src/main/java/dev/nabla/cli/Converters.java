package dev.nabla.cli;

import dev.nabla.nn.Initializer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Spelling;
import dev.nabla.optim.OptimizerKind;
import dev.nabla.program.Shape;
import dev.nabla.train.Search;
import dev.nabla.train.SearchDimension;
import dev.nabla.train.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read the values of flags; each refusal names the value and what was expected. */
final class Converters {
    private Converters() {}

    private static <T> T orRefuse(String value, Function<String, T> read) {
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static TypeConversionException refusal(String value, String expected) {
        return new TypeConversionException("\"" + value + "\", expected " + expected);
    }

    private static int integer(String value, int least) {
        return integer(value, least, Integer.MAX_VALUE);
    }

    private static int integer(String value, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException(refusal(value, expected).getMessage());
        }
        throw refusal(value, expected);
    }

    private static float number(String value, String expected) {
        try {
            return Float.parseFloat(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(refusal(value, expected).getMessage());
        }
    }

    /** A whole number of at least 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return integer(value, 1);
        }
    }

    /** A whole number of at least 0. */
    static final class CountOrNone implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return integer(value, 0);
        }
    }

    /** A number of threads. */
    static final class Threads implements ITypeConverter<Integer> {
        /** The largest number that is accepted. */
        static final int MOST = 256;

        @Override
        public Integer convert(String value) {
            return integer(value, 1, MOST);
        }
    }

    /** A whole number. */
    static final class Seed implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return integer(value, Integer.MIN_VALUE);
        }
    }

    /** A finite number above 0. */
    static final class Positive implements ITypeConverter<Float> {
        private static final String EXPECTED = "a finite number above 0";

        @Override
        public Float convert(String value) {
            float number = number(value, EXPECTED);
            if (number > 0 && number <= Float.MAX_VALUE) {
                return number;
            }
            throw refusal(value, EXPECTED);
        }
    }

    /** A finite number of at least 0. */
    static final class NotNegative implements ITypeConverter<Float> {
        private static final String EXPECTED = "a finite number that is not negative";

        @Override
        public Float convert(String value) {
            float number = number(value, EXPECTED);
            if (number >= 0 && number <= Float.MAX_VALUE) {
                return number;
            }
            throw refusal(value, EXPECTED);
        }
    }

    /** A number from 0 to below 1. */
    static final class Fraction implements ITypeConverter<Float> {
        private static final String EXPECTED = "a number from 0 to below 1";

        @Override
        public Float convert(String value) {
            float number = number(value, EXPECTED);
            if (number >= 0 && number < 1) {
                return number;
            }
            throw refusal(value, EXPECTED);
        }
    }

    /** A loss by its label. */
    static final class Losses implements ITypeConverter<Loss> {
        @Override
        public Loss convert(String value) {
            return orRefuse(value, Loss::of);
        }
    }

    /** {@code scheme[:scale]}. */
    static final class Initializers implements ITypeConverter<Initializer> {
        @Override
        public Initializer convert(String value) {
            int colon = value.indexOf(':');
            String scheme = colon < 0 ? value : value.substring(0, colon);
            float scale = colon < 0 ? 1 : number(value.substring(colon + 1), "a number behind the colon");
            return orRefuse(scheme, label -> Initializer.of(label, scale));
        }
    }

    /** A list of layers; see {@link LayerList}. */
    static final class Layers implements ITypeConverter<LayerList> {
        @Override
        public LayerList convert(String value) {
            return orRefuse(value, LayerList::parse);
        }
    }

    /** An optimizer by its label. */
    static final class Optimizers implements ITypeConverter<OptimizerKind> {
        @Override
        public OptimizerKind convert(String value) {
            return orRefuse(value, OptimizerKind::of);
        }
    }

    /** The shape of an example, such as {@code 28x28x1}. */
    static final class Input implements ITypeConverter<Shape> {
        private static final int RANK = 3;

        @Override
        public Shape convert(String value) {
            String[] parts = value.split("x", -1);
            int[] dimensions = new int[parts.length];
            for (int i = 0; i < parts.length; i++) {
                dimensions[i] = integer(parts[i], 1);
            }
            if (parts.length > RANK) {
                throw refusal(value, "up to three sizes, such as 28x28x1");
            }
            return orRefuse(value, text -> Shape.of(dimensions));
        }
    }

    /** A setting to search and its values. */
    static final class Dimensions implements ITypeConverter<SearchDimension> {
        @Override
        public SearchDimension convert(String value) {
            return orRefuse(value, SearchSpace::parse);
        }
    }

    /** A method of search. */
    static final class Methods implements ITypeConverter<Search.Method> {
        @Override
        public Search.Method convert(String value) {
            return oneOf(value, Search.Method.values(), Search.Method::label);
        }
    }

    /** What counts in a search. */
    static final class Goals implements ITypeConverter<Search.Goal> {
        @Override
        public Search.Goal convert(String value) {
            return oneOf(value, Search.Goal.values(), Search.Goal::label);
        }
    }

    private static <T> T oneOf(String value, T[] values, Function<T, String> label) {
        List<String> labels = new ArrayList<>();
        for (T candidate : values) {
            if (label.apply(candidate).equals(value)) {
                return candidate;
            }
            labels.add(label.apply(candidate));
        }
        throw refusal(value, "one of: " + String.join(", ", labels) + Spelling.hint(value, labels));
    }
}
