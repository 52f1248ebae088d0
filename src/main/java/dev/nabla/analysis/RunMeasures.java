package dev.nabla.analysis;

import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured about a run since its beginning or its last change of settings: what {@link Diagnosis} looks at. Losses
 * of steps are kept as means of equally many consecutive steps, at most {@value #MOST_BUCKETS}, so that memory is bounded; of
 * validations and layers the last {@value #MOST_VALIDATIONS} and {@value #MOST_VITALS} are kept.
 */
public final class RunMeasures {
    private static final int MOST_BUCKETS = 1024;
    private static final int MOST_VALIDATIONS = 1024;
    private static final int MOST_VITALS = 8;

    /**
     * A measurement on the validation set.
     *
     * @param step number of steps done
     * @param loss mean, without penalties
     * @param accuracy 0 … 1
     * @param trainingLoss mean over the steps since the validation before
     */
    public record Validation(long step, double loss, double accuracy, double trainingLoss) {}

    private final double[] buckets = new double[MOST_BUCKETS];
    private final List<Validation> validations = new ArrayList<>();
    private final List<List<LayerVitals>> vitals = new ArrayList<>();
    private final float learningRate;
    private final int batchSize;
    private final boolean batchNormalized;
    private int full;
    private long perBucket = 1;
    private double sum;
    private long inBucket;
    private double sumSinceValidation;
    private long stepsSinceValidation;
    private long steps;
    private long nonFiniteStep;
    private double firstLoss = Double.NaN;
    private double peakLoss;
    private long peakStep;

    /**
     * Nothing measured yet.
     *
     * @param learningRate the optimizer's, before any schedule
     * @param batchSize examples of a step
     * @param network that learns
     */
    public RunMeasures(float learningRate, int batchSize, Network network) {
        this(learningRate, batchSize, network.layers().stream().anyMatch(BatchNorm.class::isInstance));
    }

    RunMeasures(float learningRate, int batchSize, boolean batchNormalized) {
        this.learningRate = learningRate;
        this.batchSize = batchSize;
        this.batchNormalized = batchNormalized;
    }

    /** Adds the training loss of the next step; infinite or NaN counts as the end of the run. */
    public void addStep(double loss) {
        steps++;
        if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
            nonFiniteStep = nonFiniteStep == 0 ? steps : nonFiniteStep;
            return;
        }
        firstLoss = steps == 1 ? loss : firstLoss;
        if (loss > peakLoss) {
            peakLoss = loss;
            peakStep = steps;
        }
        sumSinceValidation += loss;
        stepsSinceValidation++;
        sum += loss;
        if (++inBucket == perBucket) {
            buckets[full++] = sum / inBucket;
            sum = 0;
            inBucket = 0;
        }
        if (full == MOST_BUCKETS) {
            for (int i = 0; i < MOST_BUCKETS / 2; i++) {
                buckets[i] = (buckets[2 * i] + buckets[2 * i + 1]) / 2;
            }
            full = MOST_BUCKETS / 2;
            perBucket *= 2;
        }
    }

    /** Says that the last step made a parameter infinite or NaN. */
    public void addNonFinite() {
        nonFiniteStep = nonFiniteStep == 0 ? steps : nonFiniteStep;
    }

    /** Adds a measurement on the validation set behind the last step. */
    public void addValidation(double loss, double accuracy) {
        double training = stepsSinceValidation == 0 ? Double.NaN : sumSinceValidation / stepsSinceValidation;
        validations.add(new Validation(steps, loss, accuracy, training));
        sumSinceValidation = 0;
        stepsSinceValidation = 0;
        if (validations.size() > MOST_VALIDATIONS) {
            validations.remove(0);
        }
    }

    /** Adds what an observed step showed about the layers. */
    public void addVitals(List<LayerVitals> layers) {
        vitals.add(List.copyOf(layers));
        if (vitals.size() > MOST_VITALS) {
            vitals.remove(0);
        }
    }

    /** Number of steps added. */
    public long steps() {
        return steps;
    }

    /** The first step whose loss or update was infinite or NaN; 0 while there is none. */
    long nonFiniteStep() {
        return nonFiniteStep;
    }

    /** The loss of the first step; NaN where there was none. */
    double firstLoss() {
        return firstLoss;
    }

    /** The largest finite loss of a step. */
    double peakLoss() {
        return peakLoss;
    }

    /** The step of the largest loss. */
    long peakStep() {
        return peakStep;
    }

    float learningRate() {
        return learningRate;
    }

    int batchSize() {
        return batchSize;
    }

    boolean batchNormalized() {
        return batchNormalized;
    }

    List<Validation> validations() {
        return validations;
    }

    /** The last ones, oldest first. */
    List<List<LayerVitals>> vitals() {
        return vitals;
    }

    /** The mean training loss over a part of the steps, 0 ≤ from &lt; to ≤ 1; NaN where there are too few steps. */
    double meanLoss(double from, double to) {
        int first = (int) Math.floor(from * full);
        int end = (int) Math.floor(to * full);
        double total = 0;
        for (int i = first; i < end; i++) {
            total += buckets[i];
        }
        return total / (end - first);
    }
}
