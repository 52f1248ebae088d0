package dev.nabla.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.EngineFixture;
import dev.nabla.analysis.Finding.Disease;
import dev.nabla.analysis.Finding.Severity;
import dev.nabla.data.Dataset;
import dev.nabla.data.Points;
import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Initializer.Scheme;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Sgd;
import dev.nabla.program.Examples;
import dev.nabla.train.DataExamples;
import dev.nabla.train.DataRandom;
import dev.nabla.train.EpochSource;
import dev.nabla.train.Evaluation;
import dev.nabla.train.Event;
import dev.nabla.train.HandwrittenDigits;
import dev.nabla.train.ObservedStep;
import dev.nabla.train.Settings;
import dev.nabla.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on real runs: each disease is found where it is, and none where there is none. */
class DiagnosisTest {
    private static final int BATCH = 50;

    /** Runs, and what is measured on the way as the page does: validations, and observed steps of 128 examples. */
    private static final class Patient {
        private final Network network;
        private final Settings settings;
        private final Examples examples;
        private final int[] members;
        private final int[] validation;

        Patient(Network network, Optimizer optimizer, int batchSize, Dataset data, int training) {
            this.network = network;
            this.settings = new Settings(optimizer, batchSize, 3);
            this.examples = DataExamples.of(data);
            int[] all = dev.nabla.program.Random.of(5, 1, 0).permutation(data.size());
            this.members = java.util.Arrays.copyOf(all, training);
            this.validation = java.util.Arrays.copyOfRange(all, training, data.size());
        }

        RunMeasures run(int steps) {
            Trainer trainer = new Trainer(network, settings, new EpochSource(examples, members, 3));
            RunMeasures measures = new RunMeasures(settings.optimizer().learningRate(), settings.batchSize(), network);
            for (int part = 0; part < 20 && trainer.nonFinite() == null; part++) {
                long until = (long) steps * (part + 1) / 20;
                while (trainer.step() < until && trainer.nonFinite() == null) {
                    trainer.advance((int) (until - trainer.step()), report -> measures.addStep(report.loss()));
                }
                if (trainer.nonFinite() != null) {
                    measures.addNonFinite();
                    break;
                }
                Evaluation evaluation = trainer.evaluate(examples, validation);
                measures.addValidation(evaluation.loss(), evaluation.accuracy());
                int[] probe = java.util.Arrays.copyOf(members, Math.min(128, members.length));
                measures.addVitals(LayerVitals.of(
                        network,
                        ObservedStep.run(
                                network,
                                settings,
                                examples,
                                probe,
                                trainer.state().tensors(),
                                trainer.step())));
            }
            return measures;
        }

        List<Finding> findings(int steps) {
            return Diagnosis.of(run(steps));
        }
    }

    private static Dataset digits(int count) {
        return HandwrittenDigits.set(HandwrittenDigits.training(1), 0, count);
    }

    private static Dataset points(Points kind, int perClass, double noise) {
        return kind.generate(kind.defaultClasses(), perClass, noise, DataRandom.training(4));
    }

    private static Network deep(
            int inputs, int outputs, int hidden, int units, Activation activation, Initializer weights) {
        Network.Builder builder = Network.builder().input(inputs);
        for (int i = 0; i < hidden; i++) {
            builder.layer(Dense.of(units, activation).withInitializers(weights, Initializer.zeros()));
        }
        return builder.dense(outputs, Activation.SOFTMAX).build();
    }

    private static Network digitNetwork(Activation activation) {
        return Network.builder()
                .input(28, 28, 1)
                .dense(32, activation)
                .dense(10, Activation.SOFTMAX)
                .build();
    }

    @Test
    void healthy_digitsWithReluAndSgd_findsNothing() {
        Patient patient = new Patient(digitNetwork(Activation.RELU), Sgd.of(0.1f), BATCH, digits(3000), 2500);

        assertThat(patient.findings(600)).isEmpty();
    }

    @Test
    void healthy_digitsWithSigmoidAndMomentum_findsNothing() {
        Patient patient = new Patient(
                digitNetwork(Activation.SIGMOID), Sgd.of(0.1f).withMomentum(0.9f), BATCH, digits(3000), 2500);

        assertThat(patient.findings(600)).isEmpty();
    }

    @Test
    void healthy_spiralWithAdam_findsNothing() {
        Patient patient = new Patient(
                EngineFixture.network(
                        2, Loss.CROSS_ENTROPY, Dense.of(64, Activation.RELU), Dense.of(3, Activation.SOFTMAX)),
                Adam.of(0.01f),
                BATCH,
                points(Points.SPIRAL, 300, 0.2),
                700);

        assertThat(patient.findings(1500)).isEmpty();
    }

    @Test
    void healthy_circlesWithTanh_findsNothing() {
        Patient patient = new Patient(
                deep(2, 2, 2, 16, Activation.TANH, Initializer.forActivation(Activation.TANH)),
                Sgd.of(0.1f),
                BATCH,
                points(Points.CIRCLES, 400, 0.05),
                600);

        assertThat(patient.findings(1500)).isEmpty();
    }

    @Test
    void healthy_threeHiddenRelus_findsNothing() {
        Patient patient = new Patient(
                deep(784, 10, 3, 32, Activation.RELU, Initializer.of(Scheme.HE_NORMAL)),
                Adam.of(0.001f),
                BATCH,
                digits(3000),
                2500);

        assertThat(patient.findings(600)).isEmpty();
    }

    @Test
    void healthy_convolutionsAndBatchNormalization_findNothing() {
        Patient patient = new Patient(convolutional(), Sgd.of(0.1f), BATCH, digits(700), 600);
        RunMeasures run = patient.run(120);

        assertThat(Diagnosis.of(run)).isEmpty();
        List<LayerVitals> vitals = run.vitals().get(0);
        assertThat(vitals).extracting(LayerVitals::layer).containsExactly(1, 4, 7);
        assertThat(vitals)
                .extracting(LayerVitals::activation)
                .containsExactly(Activation.RELU, Activation.RELU, Activation.SOFTMAX);
        assertThat(vitals).extracting(LayerVitals::hidden).containsExactly(true, true, false);
        assertThat(vitals).allSatisfy(layer -> assertThat(layer.deltaNorm()).isPositive());
    }

    @Test
    void smallBatch_batchNormalization_isFoundInARun() {
        Patient patient = new Patient(convolutional(), Sgd.of(0.02f), 4, digits(300), 250);
        Finding finding = find(patient.findings(60), Disease.SMALL_BATCH);

        assertThat(finding.sentence()).contains("only 4 examples");
        assertThat(finding.remedy().change()).isEqualTo(new Event.BatchSize(32));
    }

    private static Network convolutional() {
        return Network.builder()
                .input(28, 28, 1)
                .layer(Conv2d.of(4, 5, Activation.LINEAR).withStride(2))
                .layer(BatchNorm.of())
                .layer(new ActivationLayer(Activation.RELU))
                .dense(32, Activation.LINEAR)
                .layer(BatchNorm.of())
                .layer(new ActivationLayer(Activation.RELU))
                .dense(10, Activation.SOFTMAX)
                .build();
    }

    @ParameterizedTest
    @ValueSource(floats = {100, 1000})
    void diverging_hugeLearningRate_suggestsATenth(float rate) {
        Network softmax = EngineFixture.network(2, Loss.CROSS_ENTROPY, Dense.of(3, Activation.SOFTMAX));
        Patient patient = new Patient(softmax, Sgd.of(rate), BATCH, points(Points.BLOBS, 200, 0.8), 500);
        Finding finding = only(patient.findings(200), Disease.DIVERGING);

        assertThat(finding.severity()).isEqualTo(Severity.SERIOUS);
        assertThat(finding.remedy()).isEqualTo(new Remedy.LearningRate(rate / 10));
        assertThat(finding.remedy().change()).isEqualTo(new Event.LearningRate(rate / 10));
        assertThat(finding.sentence())
                .contains("learning rate " + Figures.of(rate))
                .endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(floats = {3, 1000})
    void deadRelus_hugeLearningRate_isBlamed(float rate) {
        Patient patient =
                new Patient(digitNetwork(Activation.RELU), Sgd.of(rate).withMomentum(0.9f), BATCH, digits(1200), 1000);
        Finding finding = find(patient.findings(200), Disease.DEAD_RELUS);

        assertThat(finding.severity()).isEqualTo(Severity.SERIOUS);
        assertThat(finding.remedy()).isEqualTo(new Remedy.LearningRate(rate / 10));
        assertThat(finding.sentence()).contains("learning rate " + Figures.of(rate) + " is too large");
    }

    @Test
    void diverging_infiniteWeights_namesTheStep() {
        Patient patient = new Patient(
                EngineFixture.network(2, Loss.QUADRATIC, Dense.of(8, Activation.RELU), Dense.of(2, Activation.LINEAR)),
                Sgd.of(1e6f),
                BATCH,
                points(Points.MOONS, 100, 0.1),
                150);

        assertThat(only(patient.findings(100), Disease.DIVERGING).sentence())
                .startsWith("In step ")
                .contains("became infinite");
    }

    @Test
    void deadRelus_biasFarBelowZero_isFoundWithItsShare() {
        Network network = EngineFixture.network(
                2,
                Loss.CROSS_ENTROPY,
                Dense.of(32, Activation.RELU)
                        .withInitializers(Initializer.of(Scheme.HE_NORMAL), new Initializer(Scheme.CONSTANT, -2.5f)),
                Dense.of(2, Activation.SOFTMAX));
        Patient patient = new Patient(network, Sgd.of(0.05f), BATCH, points(Points.MOONS, 200, 0.1), 300);
        RunMeasures run = patient.run(400);
        List<LayerVitals> vitals = run.vitals().get(run.vitals().size() - 1);
        Finding finding = find(Diagnosis.of(run), Disease.DEAD_RELUS);

        assertThat(vitals.get(0).deadShare()).isBetween(0.4, 1.0);
        assertThat(finding.sentence())
                .startsWith(Figures.percent(vitals.get(0).deadShare()) + " of the ReLUs in layer 1");
        assertThat(finding.remedy()).isEqualTo(new Remedy.HiddenActivation(Activation.LEAKY_RELU));
    }

    @Test
    void deadRelus_theRemedy_cures() {
        Network network = EngineFixture.network(
                2,
                Loss.CROSS_ENTROPY,
                Dense.of(32, Activation.LEAKY_RELU)
                        .withInitializers(Initializer.of(Scheme.HE_NORMAL), new Initializer(Scheme.CONSTANT, -2.5f)),
                Dense.of(2, Activation.SOFTMAX));
        Patient patient = new Patient(network, Sgd.of(0.05f), BATCH, points(Points.MOONS, 200, 0.1), 300);

        assertThat(patient.findings(400)).noneMatch(finding -> finding.disease() == Disease.DEAD_RELUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "sigmoid"})
    void saturation_largeFirstWeights_isFound(String activation) {
        Patient patient = new Patient(
                deep(784, 10, 1, 32, Activation.of(activation), new Initializer(Scheme.NORMAL, 3)),
                Sgd.of(0.01f),
                BATCH,
                digits(1200),
                1000);
        Finding finding = find(patient.findings(200), Disease.SATURATION);

        assertThat(finding.sentence()).contains("outputs of layer 1").contains(activation + " is flat");
        assertThat(finding.remedy()).isEqualTo(new Remedy.Initialization(Scheme.XAVIER_UNIFORM));
    }

    @Test
    void vanishingGradients_eightSigmoidLayers_areFound() {
        Patient patient = new Patient(
                deep(2, 2, 8, 16, Activation.SIGMOID, Initializer.forActivation(Activation.SIGMOID)),
                Sgd.of(0.1f),
                BATCH,
                points(Points.MOONS, 200, 0.1),
                300);
        Finding finding = find(patient.findings(400), Disease.VANISHING_GRADIENTS);

        assertThat(finding.severity()).isEqualTo(Severity.SERIOUS);
        assertThat(finding.sentence()).contains("layer 1").contains("layer 9");
        assertThat(finding.remedy()).isEqualTo(new Remedy.HiddenActivation(Activation.RELU));
    }

    @Test
    void vanishingGradients_sameDepthWithRelu_areNot() {
        Patient patient = new Patient(
                deep(2, 2, 8, 16, Activation.RELU, Initializer.of(Scheme.HE_NORMAL)),
                Sgd.of(0.05f),
                BATCH,
                points(Points.MOONS, 200, 0.1),
                300);

        assertThat(patient.findings(400)).isEmpty();
    }

    @Test
    void explodingGradients_largeFirstWeights_areFound() {
        Patient patient = new Patient(
                deep(2, 2, 8, 64, Activation.RELU, Initializer.of(Scheme.NORMAL)),
                Sgd.of(1e-20f),
                BATCH,
                points(Points.MOONS, 200, 0.1),
                300);
        Finding finding = find(patient.findings(40), Disease.EXPLODING_GRADIENTS);

        assertThat(finding.sentence()).contains("times on its way to the first layer");
        assertThat(finding.remedy()).isEqualTo(new Remedy.Initialization(Scheme.HE_NORMAL));
    }

    @Test
    void overfitting_fewNoisyPoints_isFoundSinceItsStep() {
        Patient patient = new Patient(
                deep(2, 3, 2, 64, Activation.RELU, Initializer.of(Scheme.HE_NORMAL)),
                Adam.of(0.01f),
                20,
                points(Points.BLOBS, 100, 0.8),
                60);
        Finding finding = find(patient.findings(1500), Disease.OVERFITTING);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.sentence()).startsWith("Since step ").contains("validation loss rose");
        assertThat(finding.remedy()).isEqualTo(new Remedy.WeightPenalty(1e-3f));
    }

    @Test
    void plateau_tinyLearningRate_suggestsTenTimes() {
        Patient patient = new Patient(digitNetwork(Activation.RELU), Sgd.of(1e-6f), BATCH, digits(1200), 1000);
        Finding finding = only(patient.findings(400), Disease.PLATEAU);

        assertThat(finding.remedy()).isEqualTo(new Remedy.LearningRate(1e-6f * 10));
        assertThat(finding.sentence()).contains("of their size");
    }

    private static Finding only(List<Finding> findings, Disease disease) {
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.disease()).isEqualTo(disease));
        return findings.get(0);
    }

    private static Finding find(List<Finding> findings, Disease disease) {
        return findings.stream()
                .filter(finding -> finding.disease() == disease)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + disease + " in " + findings));
    }
}
