package dev.nabla.cli;

import dev.nabla.optim.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A schedule in short, such as {@code cosine} or {@code step:1000:0.5}, before the length of the run is known.
 *
 * @param text as given
 */
record ScheduleText(String text) {
    private static final String EXPECTED =
            "constant, inverse-time:DECAY, step:EVERY:FACTOR, exponential:FACTOR," + " cosine[:END] or one-cycle";

    /** Reads the flag's value. */
    static final class Converter implements ITypeConverter<ScheduleText> {
        @Override
        public ScheduleText convert(String value) {
            ScheduleText schedule = new ScheduleText(value);
            try {
                schedule.over(1);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + value + "\", expected " + EXPECTED);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
            return schedule;
        }
    }

    /**
     * The schedule over so many steps, where it has an end.
     *
     * @throws IllegalArgumentException if the text is none
     */
    Schedule over(long steps) {
        String[] parts = text.split(":", -1);
        int arguments = parts.length - 1;
        if (parts[0].equals("constant") && arguments == 0) {
            return Schedule.CONSTANT;
        } else if (parts[0].equals("inverse-time") && arguments == 1) {
            return new Schedule.InverseTime(Float.parseFloat(parts[1]));
        } else if (parts[0].equals("step") && arguments == 2) {
            return new Schedule.Steps(Long.parseLong(parts[1]), Float.parseFloat(parts[2]));
        } else if (parts[0].equals("exponential") && arguments == 1) {
            return new Schedule.Exponential(Float.parseFloat(parts[1]));
        } else if (parts[0].equals("cosine") && arguments <= 1) {
            return new Schedule.Cosine(steps, arguments == 0 ? 0 : Float.parseFloat(parts[1]));
        } else if (parts[0].equals("one-cycle") && arguments == 0) {
            return new Schedule.OneCycle(steps);
        }
        throw new IllegalArgumentException("\"" + text + "\", expected " + EXPECTED);
    }
}
