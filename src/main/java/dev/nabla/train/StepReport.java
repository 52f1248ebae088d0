package dev.nabla.train;

/**
 * What one step measured, before its update.
 *
 * @param step number of steps done, this one included
 * @param examples size of the batch
 * @param loss mean over the batch, without penalties
 * @param penalty what L1 and L2 add to the loss
 * @param correct number of examples whose largest output is their label's; 0 where targets are numbers
 */
public record StepReport(long step, int examples, float loss, float penalty, int correct) {
    /** Told of each step, in order. */
    @FunctionalInterface
    public interface Listener {
        void onStep(StepReport report);
    }
}
