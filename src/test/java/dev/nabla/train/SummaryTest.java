package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.nn.Activation;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Sgd;
import dev.nabla.program.ElementType;
import dev.nabla.program.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final int BATCH = 32;

    private static Network network() {
        return Network.builder()
                .input(28, 28, 1)
                .layer(Conv2d.of(8, 5, Activation.LINEAR).withPadding(Padding.SAME))
                .layer(BatchNorm.of())
                .layer(new MaxPool2d(2, 2))
                .layer(new Dropout(0.5f))
                .layer(Dense.of(10, Activation.LINEAR))
                .build();
    }

    private static Summary summary(Settings settings) {
        return Summary.of(network(), settings, ElementType.U8, ElementType.I32, BATCH);
    }

    @Test
    void rows_haveShapesAndParameters() {
        Summary summary = summary(new Settings(Sgd.of(0.1f), BATCH, 1));

        assertThat(summary.rows())
                .extracting(Summary.Row::output)
                .containsExactly(
                        Shape.of(28, 28, 8),
                        Shape.of(28, 28, 8),
                        Shape.of(14, 14, 8),
                        Shape.of(14, 14, 8),
                        Shape.of(10));
        assertThat(summary.rows())
                .extracting(Summary.Row::parameters)
                .containsExactly(8L * 25 + 8, 16L, 0L, 0L, 10L * 1568 + 10);
        assertThat(summary.parameters()).isEqualTo(208 + 16 + 15690);
    }

    /** A multiplication and an addition for each weight at each place, an addition for each bias. */
    @Test
    void flops_areThoseOfTheFormulas() {
        Summary summary = summary(new Settings(Sgd.of(0.1f), BATCH, 1));

        assertThat(summary.rows().get(0).flops()).isEqualTo(2L * 28 * 28 * 8 * 25 + 28 * 28 * 8);
        assertThat(summary.rows().get(4).flops()).isBetween(2L * 1568 * 10 + 10, 2L * 1568 * 10 + 100);
        assertThat(summary.flops())
                .isEqualTo(summary.rows().stream().mapToLong(Summary.Row::flops).sum());
        assertThat(summary.trainingFlops()).isGreaterThan(2 * summary.flops());
    }

    @Test
    void bytes_ofLayersAreMostOfTheWhole_andGrowWithTheOptimizersState() {
        Summary sgd = summary(new Settings(Sgd.of(0.1f), BATCH, 1));
        Summary adam = summary(new Settings(Adam.of(0.1f), BATCH, 1));
        long layers = sgd.rows().stream().mapToLong(Summary.Row::bytes).sum();

        assertThat(layers).isBetween(sgd.bytes() * 9 / 10, sgd.bytes());
        // Adam keeps two numbers a parameter.
        assertThat(adam.bytes() - sgd.bytes()).isEqualTo(8 * sgd.parameters());
        List<Summary.Row> rows = adam.rows();
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).bytes() - sgd.rows().get(i).bytes())
                    .isEqualTo(8 * rows.get(i).parameters());
        }
    }
}
