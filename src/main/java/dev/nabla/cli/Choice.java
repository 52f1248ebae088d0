package dev.nabla.cli;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Yes, no, or what the circumstances say. */
enum Choice {
    AUTO,
    YES,
    NO;

    /** Yes or no. */
    boolean decide(BooleanSupplier circumstances) {
        return this == YES || (this == AUTO && circumstances.getAsBoolean());
    }

    /** Reads the flag's value. */
    static final class Converter implements ITypeConverter<Choice> {
        @Override
        public Choice convert(String value) {
            for (Choice choice : values()) {
                if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return choice;
                }
            }
            throw new TypeConversionException("\"" + value + "\", expected auto, yes or no");
        }
    }
}
