package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The error of every function over a dense sweep of all bit patterns. {@code -Dnabla.sweep.stride=1} takes all 2³² of
 * them (some minutes per function) and prints what the javadoc of {@link Maths} states.
 */
@Tag("slow")
class MathsSweepTest {
    private static final int STRIDE = Integer.getInteger("nabla.sweep.stride", 199);

    @ParameterizedTest
    @EnumSource
    void function_denseSweep_staysWithinItsError(MathsFunction function) {
        MathsFunction.Worst worst = function.sweep(STRIDE);
        System.out.printf(Locale.ROOT, "%-8s %.4f ulp at %s, stride %d%n", function, worst.ulps(), worst.at(), STRIDE);
        assertThat(worst.ulps()).as("%s", worst).isLessThanOrEqualTo(function.maxUlps());
    }
}
