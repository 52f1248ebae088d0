package dev.nabla.selftest;

import dev.nabla.analysis.Diagnosis;
import dev.nabla.analysis.Embedding;
import dev.nabla.analysis.Finding;
import dev.nabla.analysis.Microscope;
import dev.nabla.analysis.Projection;
import dev.nabla.analysis.RunMeasures;
import dev.nabla.data.Dataset;
import dev.nabla.data.Pixels;
import dev.nabla.model.StepArchive;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Network;
import dev.nabla.optim.Adam;
import dev.nabla.program.Examples;
import dev.nabla.train.HandwrittenDigits;
import dev.nabla.train.ObservedStep;
import dev.nabla.train.Settings;
import java.util.Arrays;
import java.util.List;

/** Projections, the microscope, its files and the diagnosis: the same wherever they are made. */
final class AnalysisFacts {
    private static final int COUNT = 120;
    private static final int PIXELS = 784;

    private AnalysisFacts() {}

    static void addTo(List<String> lines) {
        Dataset digits = HandwrittenDigits.set(HandwrittenDigits.training(1), 0, COUNT);
        byte[] pixels = ((Pixels) digits.inputs()).values();
        for (Projection.Method method : Projection.Method.values()) {
            Embedding projection = Projection.ofPixels(method, pixels, COUNT, PIXELS, 1);
            projection.finish();
            float[] positions = new float[2 * COUNT];
            projection.copyPositions(positions);
            lines.add("bits projection-" + method + " " + Arrays.hashCode(positions));
        }
        microscope(lines);
        diagnosis(lines);
    }

    private static void microscope(List<String> lines) {
        Network network = Network.builder()
                .input(2)
                .dense(3, Activation.RELU)
                .dense(2, Activation.SOFTMAX)
                .build();
        Examples examples = Examples.of(2, new float[] {0.5f, -1, 2, 0.25f}, new int[] {0, 1});
        ObservedStep step = ObservedStep.run(
                network, new Settings(Adam.of(0.01f), 2, 1), examples, new int[] {1, 0}, network.initialize(1), 0);
        byte[] file = StepArchive.write(step);
        lines.add("exact step-archive-bytes " + file.length);
        lines.add("bits step-archive " + Arrays.hashCode(file));
        Microscope microscope = new Microscope(step);
        lines.add("bits microscope " + microscope.backward(1, 2, 1) + microscope.update(2, 1, 0));
        lines.add("close microscope-numeric " + microscope.numeric(2, 1, 0).analytic());
    }

    private static void diagnosis(List<String> lines) {
        Network network =
                Network.builder().input(2).dense(2, Activation.SOFTMAX).build();
        RunMeasures run = new RunMeasures(0.1f, 32, network);
        for (int i = 0; i < 400; i++) {
            run.addStep(1 + i / 64.0);
        }
        for (Finding finding : Diagnosis.of(run)) {
            lines.add("exact diagnosis " + finding.sentence() + finding.remedy().label());
        }
    }
}
