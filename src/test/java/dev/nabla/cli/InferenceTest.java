package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.nn.Activation;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.Network;
import dev.nabla.optim.Sgd;
import dev.nabla.program.ElementType;
import dev.nabla.program.Examples;
import dev.nabla.program.Tensor;
import dev.nabla.program.Workers;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private static final int SIZE = 24;
    private static final Network NETWORK = Network.builder()
            .input(5, 5, 1)
            .layer(Conv2d.of(3, 2, Activation.RELU))
            .layer(BatchNorm.of())
            .layer(new Dropout(0.4f))
            .dense(2, Activation.SOFTMAX)
            .build();

    private final Examples examples = EngineFixture.labelled(new Random(31), SIZE, 25, 2);
    private final Trainer trainer = new Trainer(
            NETWORK, new Settings(Sgd.of(0.1f), 8, 1), new EpochSource(examples, EngineFixture.range(SIZE), 1));

    @Test
    void outputs_batchNormAndDropout_areThoseOfTheTrainer() {
        trainer.trainEpoch(report -> {});
        float[] expected = new float[2];
        float[] input = EngineFixture.normals(new Random(32), 25, 1);
        trainer.predict(input, 1, expected);
        Inference inference =
                new Inference("m", NETWORK, trainer.weights(), ElementType.F32, ElementType.I32, Workers.caller());
        assertThat(inference.outputs(input)).isEqualTo(expected);
    }

    @Test
    void new_withoutTheRunningMoments_isRefused() {
        List<Tensor> weights = trainer.weights();
        assertThatThrownBy(() -> new Inference(
                        "m",
                        NETWORK,
                        weights.subList(0, weights.size() - 1),
                        ElementType.F32,
                        ElementType.I32,
                        Workers.caller()))
                .hasMessage("m: tensor null, expected layer2.runningVariance [3]");
    }
}
