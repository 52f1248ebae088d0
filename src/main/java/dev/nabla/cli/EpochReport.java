package dev.nabla.cli;

import dev.nabla.train.Evaluation;
import dev.nabla.train.StepReport;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch gave.
 *
 * @param epoch its number, from 1
 * @param step number of steps done
 * @param trainLoss mean over the epoch's examples, each measured before the update of its step; of an epoch that was
 *     interrupted and resumed, over the examples since
 * @param validation null without validation
 * @param test null without a test set
 * @param examplesPerSecond while training, without evaluations
 */
record EpochReport(
        long epoch,
        long step,
        double trainLoss,
        @Nullable Evaluation validation,
        @Nullable Evaluation test,
        double examplesPerSecond) {

    /** Sums up the steps of an epoch. */
    static final class Meter implements StepReport.Listener {
        private double loss;
        private long examples;

        @Override
        public void onStep(StepReport report) {
            loss += (double) report.loss() * report.examples();
            examples += report.examples();
        }

        /** Number of examples so far. */
        long examples() {
            return examples;
        }

        /** The mean loss so far. */
        double meanLoss() {
            return loss / examples;
        }
    }
}
