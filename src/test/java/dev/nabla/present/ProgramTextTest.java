package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.ProgramListing;
import dev.nabla.protocol.ProgramListing.Buffer;
import dev.nabla.protocol.ProgramListing.Leading;
import dev.nabla.protocol.ProgramListing.Op;
import dev.nabla.protocol.ProgramListing.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTextTest {
    private static final Step FORWARD = step(
            List.of(new Op("MatMul", "FORWARD"), new Op("AddBias", ""), new Op("Activate", "RELU")),
            List.of(0, 1, 2),
            List.of(3));
    private static final Step INPUT_GRADIENT = step(
            List.of(new Op("MatMul", "INPUT_GRADIENT"), new Op("ActivateGradient", "RELU")),
            List.of(4, 1, 3),
            List.of(4));
    private static final Step UPDATE = step(
            List.of(new Op("MatMul", "WEIGHT_GRADIENT"), new Op("MomentumUpdate", "")),
            List.of(4, 0, 1, 5),
            List.of(5, 1));
    private static final Step MEAN = step(List.of(new Op("Mean", "")), List.of(6), List.of(7));
    private static final ProgramListing LISTING = new ProgramListing(
            1,
            true,
            "WebAssembly SIMD",
            "",
            32,
            100,
            1000,
            List.of(
                    new Buffer("x", "f32", Leading.ROWS, List.of(28, 28, 1)),
                    new Buffer("layer1.weight", "f32", Leading.NONE, List.of(32, 784)),
                    new Buffer("layer1.bias", "f32", Leading.NONE, List.of(32)),
                    new Buffer("layer1.a", "f32", Leading.ROWS, List.of(32)),
                    new Buffer("d:layer1.z", "f32", Leading.ROWS, List.of(32)),
                    new Buffer("layer1.weight.velocity", "f32", Leading.NONE, List.of(32, 784)),
                    new Buffer("losses", "f32", Leading.BATCH, List.of()),
                    new Buffer("loss", "metric", Leading.NONE, List.of())),
            List.of(FORWARD, INPUT_GRADIENT, UPDATE, MEAN));

    private static Step step(List<Op> ops, List<Integer> reads, List<Integer> writes) {
        return new Step("forward", ops, reads, writes, 1000, 10, false);
    }

    @Test
    void title_ofFusedOperations_namesThemInOrder() {
        assertThat(ProgramText.title(FORWARD)).isEqualTo("MatMul + AddBias + ReLU");
        assertThat(ProgramText.title(INPUT_GRADIENT)).isEqualTo("MatMul + ReLU′");
    }

    @Test
    void target_isWhatIsWrittenLast() {
        assertThat(ProgramText.target(LISTING, FORWARD)).isEqualTo("layer1.a");
        assertThat(ProgramText.target(LISTING, INPUT_GRADIENT)).isEqualTo("∂layer1.z");
        assertThat(ProgramText.target(LISTING, UPDATE)).isEqualTo("layer1.weight");
    }

    @Test
    void shapes_ofProducts_areThoseOfTheFactors() {
        assertThat(ProgramText.shapes(LISTING, FORWARD)).isEqualTo("[rows, 784] × [32, 784]ᵀ → [rows, 32]");
        assertThat(ProgramText.shapes(LISTING, INPUT_GRADIENT)).isEqualTo("[rows, 32] × [32, 784] → [rows, 32]");
        assertThat(ProgramText.shapes(LISTING, UPDATE)).isEqualTo("[rows, 32]ᵀ × [rows, 784] → [32, 784]");
        assertThat(ProgramText.shapes(LISTING, MEAN)).isEqualTo("[batch] → one number");
    }

    @Test
    void shape_ofABuffer_isWhole() {
        assertThat(ProgramText.shape(LISTING.buffers().get(0))).isEqualTo("[rows, 28, 28, 1]");
    }

    @Test
    void phase_ofFusedPhases_isTheLast() {
        assertThat(ProgramText.phase(FORWARD)).isEqualTo("forward");
        assertThat(ProgramText.phase(new Step("backward, update", List.of(), List.of(), List.of(), 0, 0, false)))
                .isEqualTo("update");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "320, 320", "1600, 1.60 k", "1234567, 1.23 M", "98765432100, 98.8 G"})
    void flops_haveThreeDigits(long flops, String text) {
        assertThat(ProgramText.flops(flops).replace(NumberText.THIN, ' ')).isEqualTo(text);
    }

    @Test
    void gigaflops_areOperationsByTime() {
        assertThat(ProgramText.gigaflops(5_000_000, 100)).isEqualTo("50.0");
        assertThat(ProgramText.gigaflops(0, 100)).isEqualTo("–");
        assertThat(ProgramText.gigaflops(5_000_000, 0)).isEqualTo("–");
    }

    @Test
    void time_isInMicrosecondsBelowAMillisecond() {
        assertThat(ProgramText.time(41.26)).isEqualTo("41.3" + NumberText.THIN + "µs");
        assertThat(ProgramText.time(1724)).isEqualTo("1.72" + NumberText.THIN + "ms");
    }

    @Test
    void engine_countsThreads() {
        assertThat(ProgramText.engine(LISTING, 1)).isEqualTo("WebAssembly SIMD, 1 thread");
        assertThat(ProgramText.engine(LISTING, 2)).isEqualTo("WebAssembly SIMD, 2 threads");
    }
}
