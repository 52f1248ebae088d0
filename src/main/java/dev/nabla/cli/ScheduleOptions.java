package dev.nabla.cli;

import dev.nabla.optim.Schedule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that describe a schedule of the learning rate; null where they are not given. */
final class ScheduleOptions {
    @Option(
            names = "--schedule",
            paramLabel = "NAME[:NUMBER…]",
            converter = ScheduleText.Converter.class,
            description = {
                "Of the learning rate (default: constant): inverse-time:DECAY, step:EVERY:FACTOR, exponential:FACTOR,",
                "cosine[:END] or one-cycle over the whole run. EVERY counts steps, END is a share of the rate."
            })
    private @Nullable ScheduleText schedule;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Steps in which the rate grows evenly, before the schedule (default: 0).")
    private @Nullable Integer warmup;

    /**
     * The schedule that the flags describe.
     *
     * @param total steps of the run
     */
    Schedule schedule(long total) {
        int rise = warmup == null ? 0 : warmup;
        Schedule then = schedule == null ? Schedule.CONSTANT : schedule.over(Math.max(1, total - rise));
        return rise == 0 ? then : new Schedule.Warmup(rise, then);
    }

    /** Checks that the flags given say the same as the schedule of a file, whose length stays. */
    void requireSame(Schedule saved, Agreement agreement) {
        Schedule then = saved instanceof Schedule.Warmup warm ? warm.then() : saved;
        if (warmup != null) {
            agreement.require("--warmup", (long) warmup, saved instanceof Schedule.Warmup warm ? warm.steps() : 0L);
        }
        if (schedule != null) {
            agreement.require("--schedule", text(schedule.over(length(then))), text(then));
        }
    }

    private static long length(Schedule schedule) {
        if (schedule instanceof Schedule.Cosine cosine) {
            return cosine.steps();
        }
        return schedule instanceof Schedule.OneCycle cycle ? cycle.steps() : 1;
    }

    /** As the flag has it. */
    private static String text(Schedule schedule) {
        if (schedule instanceof Schedule.InverseTime inverse) {
            return "inverse-time:" + inverse.decay();
        } else if (schedule instanceof Schedule.Steps steps) {
            return "step:" + steps.every() + ":" + steps.factor();
        } else if (schedule instanceof Schedule.Exponential exponential) {
            return "exponential:" + exponential.factor();
        } else if (schedule instanceof Schedule.Cosine cosine) {
            return "cosine:" + cosine.end();
        }
        return schedule instanceof Schedule.OneCycle
                ? "one-cycle"
                : schedule.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
