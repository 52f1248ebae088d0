package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    @Test
    void check_printsALineATensor() {
        Run run = Run.line("check --layers 4:tanh,3 --inputs 6 --examples 2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .hasSize(7)
                .anyMatch(line -> line.matches("tensor +checked +kinks +failures +largest error +analytic +numeric"))
                .anyMatch(line -> line.matches("layer1.weight +24 +0 +0( +-?[0-9]\\.[0-9]+e-[0-9]+){3}"))
                .anyMatch(line -> line.matches("x +12 +0 +0( +-?[0-9]\\.[0-9]+e-[0-9]+){3}"))
                .endsWith("All gradients agree.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--layers 1",
                "--layers 7:relu,5:sigmoid,4",
                "--layers 3:sigmoid --loss quadratic",
                "--layers 5:tanh,3:softmax --loss mean-squared-error --l2 0.1",
                "--layers 5:gelu,3 --loss binary-cross-entropy --l1 0.1",
                "--layers 5:elu,3 --loss huber --huber-delta 0.2",
                "--layers 5:silu,3 --label-smoothing 0.1 --class-weights 1,2,0.5",
                "--layers 3 --inputs 1 --examples 1 --seed -7",
                "--layers 4:relu,2 --initializer normal:2 --bias-initializer uniform"
            })
    void check_ofAnyNetwork_agrees(String flags) {
        Run run = Run.line("check " + flags);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }
}
