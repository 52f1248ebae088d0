package dev.nabla.analysis;

import dev.nabla.analysis.Finding.Disease;
import dev.nabla.analysis.Finding.Severity;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Initializer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a run, by stated rules over what was measured. The thresholds are ours; they are tested on runs that
 * have each disease and on healthy ones.
 *
 * <ul>
 *   <li>Diverging: a number became infinite or NaN; or, after {@value #FEW_STEPS} steps, the training loss of the last tenth
 *       is more than {@value #WORSE} times that of the first tenth, or, for batches of {@value #SMALL_BATCH} or more, {@value
 *       #MUCH_WORSE} times that of the first step.
 *   <li>Dead ReLUs: in the last two observed steps at least {@value #MANY_DEAD} of a hidden layer's units gave 0 for every
 *       example; serious from {@value #MOSTLY_DEAD}. Where a step's loss had been more than {@value #SPIKE} times the first
 *       one's, too large a learning rate killed them.
 *   <li>Saturation: in the last two observed steps at least {@value #MANY_SATURATED} of the outputs of a hidden sigmoid or
 *       tanh lie where its slope is below a twentieth of its steepest.
 *   <li>Vanishing gradients: in the last two observed steps the first layer's ‖δ‖ is less than {@value #VANISHED} of the last
 *       one's; exploding gradients: more than {@value #EXPLODED} times.
 *   <li>Overfitting: the mean of the last two validation losses is {@value #RISEN} times the smallest one or more, which lies
 *       at least three validations back, while the training loss fell by a tenth or more since.
 *   <li>Plateau: after {@value #MANY_STEPS} steps the training loss of the last sixth is within {@value #UNCHANGED} of that of
 *       the sixth before, and more than {@value #HIGH} of the first twentieth's. Where weights hardly move (update ratio below
 *       {@value #SLOW}) the learning rate is too small, else it may be too large.
 *   <li>Small batch: a layer normalizes over batches of fewer than {@value #SMALL_BATCH} examples (Y. Wu, K. He, Group
 *       normalization, 2018, figure 1: the error rises below 8).
 * </ul>
 *
 * <p>Dead ReLUs and saturation mean little over few examples: observe steps of 100 or more.
 */
public final class Diagnosis {
    static final int FEW_STEPS = 30;
    static final double WORSE = 1.5;
    static final double MUCH_WORSE = 3;
    static final double MANY_DEAD = 0.4;
    static final double MOSTLY_DEAD = 0.9;
    static final double SPIKE = 5;
    static final double MANY_SATURATED = 0.6;
    static final double VANISHED = 1e-3;
    static final double EXPLODED = 1e3;
    static final double RISEN = 1.15;
    static final double FALLEN = 0.9;
    static final int MANY_STEPS = 300;
    static final double UNCHANGED = 0.01;
    static final double HIGH = 0.5;
    static final double SLOW = 1e-4;
    static final int SMALL_BATCH = 8;

    private static final int VALIDATIONS_BACK = 3;
    private static final int USUAL_BATCH = 32;
    private static final float USUAL_PENALTY = 1e-3f;
    private static final float RATE_STEP = 10;

    private final RunMeasures run;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(RunMeasures run) {
        this.run = run;
    }

    /** All that is wrong, the causes before what follows from them; empty for a healthy run. */
    public static List<Finding> of(RunMeasures run) {
        Diagnosis diagnosis = new Diagnosis(run);
        diagnosis.smallBatch();
        diagnosis.diverging();
        diagnosis.layers();
        diagnosis.gradients();
        diagnosis.overfitting();
        diagnosis.plateau();
        return List.copyOf(diagnosis.findings);
    }

    private void add(Disease disease, Severity severity, String sentence, Remedy remedy) {
        findings.add(new Finding(disease, severity, sentence, remedy));
    }

    private void smallBatch() {
        if (run.batchNormalized() && run.batchSize() < SMALL_BATCH) {
            add(
                    Disease.SMALL_BATCH,
                    run.batchSize() == 1 ? Severity.SERIOUS : Severity.WARNING,
                    "Batch normalization estimates mean and variance from only " + run.batchSize()
                            + (run.batchSize() == 1 ? " example." : " examples."),
                    new Remedy.BatchSize(USUAL_BATCH));
        }
    }

    private void diverging() {
        Remedy slower = new Remedy.LearningRate(run.learningRate() / RATE_STEP);
        if (run.nonFiniteStep() > 0) {
            add(
                    Disease.DIVERGING,
                    Severity.SERIOUS,
                    "In step " + run.nonFiniteStep() + " a number became infinite; the learning rate "
                            + Figures.of(run.learningRate()) + " is too large.",
                    slower);
            return;
        }
        double first = run.meanLoss(0, 0.1);
        double last = run.meanLoss(0.9, 1);
        if (run.batchSize() >= SMALL_BATCH && last > MUCH_WORSE * run.firstLoss()) {
            first = run.firstLoss();
        }
        if (run.steps() >= FEW_STEPS && last > WORSE * first) {
            add(
                    Disease.DIVERGING,
                    Severity.SERIOUS,
                    "The training loss rose from " + Figures.of(first) + " to " + Figures.of(last)
                            + "; the learning rate " + Figures.of(run.learningRate()) + " is too large.",
                    slower);
        }
    }

    private boolean has(Disease disease) {
        return findings.stream().anyMatch(finding -> finding.disease() == disease);
    }

    private List<LayerVitals> latest() {
        return run.vitals().size() < 2
                ? List.of()
                : run.vitals().get(run.vitals().size() - 1);
    }

    private List<LayerVitals> previous() {
        return run.vitals().get(run.vitals().size() - 2);
    }

    private void layers() {
        List<LayerVitals> latest = latest();
        for (int i = 0; i < latest.size(); i++) {
            LayerVitals layer = latest.get(i);
            LayerVitals before = previous().get(i);
            double dead = Math.min(layer.deadShare(), before.deadShare());
            if (layer.hidden() && dead >= MANY_DEAD) {
                dead(layer, dead >= MOSTLY_DEAD ? Severity.SERIOUS : Severity.WARNING);
            }
            if (layer.hidden() && Math.min(layer.saturatedShare(), before.saturatedShare()) >= MANY_SATURATED) {
                add(
                        Disease.SATURATION,
                        Severity.WARNING,
                        Figures.percent(layer.saturatedShare()) + " of the outputs of layer " + layer.layer()
                                + " lie where " + layer.activation().label() + " is flat: hardly any gradient passes.",
                        new Remedy.Initialization(Initializer.Scheme.XAVIER_UNIFORM));
            }
        }
    }

    private void dead(LayerVitals layer, Severity severity) {
        String sentence = Figures.percent(layer.deadShare()) + " of the ReLUs in layer " + layer.layer()
                + " give 0 for every example, so no gradient reaches their weights";
        if (run.peakLoss() > SPIKE * run.firstLoss()) {
            add(
                    Disease.DEAD_RELUS,
                    severity,
                    sentence + "; the training loss had risen to " + Figures.of(run.peakLoss()) + " in step "
                            + run.peakStep() + ": the learning rate " + Figures.of(run.learningRate())
                            + " is too large.",
                    new Remedy.LearningRate(run.learningRate() / RATE_STEP));
        } else {
            add(Disease.DEAD_RELUS, severity, sentence + ".", new Remedy.HiddenActivation(Activation.LEAKY_RELU));
        }
    }

    private void gradients() {
        List<LayerVitals> latest = latest();
        if (latest.size() < 2) {
            return;
        }
        double now = reach(latest);
        double before = reach(previous());
        double first = latest.get(0).deltaNorm();
        double last = latest.get(latest.size() - 1).deltaNorm();
        String sizes = " (‖δ‖ is " + Figures.of(first) + " in layer 1 and " + Figures.of(last) + " in layer "
                + latest.get(latest.size() - 1).layer() + ").";
        boolean blocked = has(Disease.DEAD_RELUS) || has(Disease.SATURATION);
        if (now < VANISHED && before < VANISHED && !blocked) {
            add(
                    Disease.VANISHING_GRADIENTS,
                    Severity.SERIOUS,
                    "Of the gradient at the output only " + Figures.of(now) + " reaches the first layer" + sizes,
                    new Remedy.HiddenActivation(Activation.RELU));
        } else if (now > EXPLODED && before > EXPLODED) {
            add(
                    Disease.EXPLODING_GRADIENTS,
                    Severity.SERIOUS,
                    "The gradient grows " + Figures.of(now) + " times on its way to the first layer" + sizes,
                    new Remedy.Initialization(Initializer.Scheme.HE_NORMAL));
        }
    }

    /** The first layer's ‖δ‖ in proportion to the last one's; 1 where nothing is left to learn. */
    private static double reach(List<LayerVitals> layers) {
        double last = layers.get(layers.size() - 1).deltaNorm();
        return last > 0 ? layers.get(0).deltaNorm() / last : 1;
    }

    private void overfitting() {
        List<RunMeasures.Validation> all = run.validations();
        int count = all.size();
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = all.get(i).loss() < all.get(best).loss() ? i : best;
        }
        if (count - 1 - best < VALIDATIONS_BACK || has(Disease.DIVERGING)) {
            return;
        }
        double now = (all.get(count - 1).loss() + all.get(count - 2).loss()) / 2;
        double training =
                (all.get(count - 1).trainingLoss() + all.get(count - 2).trainingLoss()) / 2;
        if (now >= RISEN * all.get(best).loss()
                && training <= FALLEN * all.get(best).trainingLoss()) {
            add(
                    Disease.OVERFITTING,
                    Severity.WARNING,
                    "Since step " + all.get(best).step() + " the training loss fell from "
                            + Figures.of(all.get(best).trainingLoss()) + " to " + Figures.of(training)
                            + ", but the validation loss rose from "
                            + Figures.of(all.get(best).loss()) + " to " + Figures.of(now)
                            + ": the network learns by heart.",
                    new Remedy.WeightPenalty(USUAL_PENALTY));
        }
    }

    private void plateau() {
        if (run.steps() < MANY_STEPS || has(Disease.DIVERGING)) {
            return;
        }
        double first = run.meanLoss(0, 0.05);
        double before = run.meanLoss(2 / 3.0, 5 / 6.0);
        double last = run.meanLoss(5 / 6.0, 1);
        if (Math.abs(last - before) > UNCHANGED * before || last <= HIGH * first) {
            return;
        }
        double fastest = 0;
        for (LayerVitals layer : latest()) {
            fastest = Math.max(fastest, layer.updateRatio());
        }
        boolean slow = !latest().isEmpty() && fastest < SLOW;
        float rate = slow ? run.learningRate() * RATE_STEP : run.learningRate() / RATE_STEP;
        add(
                Disease.PLATEAU,
                Severity.WARNING,
                "The training loss stays at " + Figures.of(last) + ", having begun at " + Figures.of(first)
                        + (slow
                                ? "; a step changes the weights by no more than " + Figures.of(fastest)
                                        + " of their size."
                                : "."),
                new Remedy.LearningRate(rate));
    }
}
