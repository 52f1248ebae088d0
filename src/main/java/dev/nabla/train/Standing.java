package dev.nabla.train;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a trial of a {@link Search} stands.
 *
 * @param trial from 0
 * @param round the last one with results, from 0
 * @param epochs of that round's runs
 * @param runs number of results of that round
 * @param loss their mean; NaN where a run ended in numbers that are not finite
 * @param lossDeviation the sample's standard deviation; 0 for one run
 * @param accuracy their mean; NaN likewise, or where there are no classes
 * @param accuracyDeviation the sample's standard deviation; 0 for one run
 */
public record Standing(
        int trial,
        int round,
        int epochs,
        int runs,
        double loss,
        double lossDeviation,
        double accuracy,
        double accuracyDeviation) {

    /** The means over results of a round, in order. */
    static Standing of(int trial, int round, int epochs, List<Search.Result> results) {
        double loss = mean(results, Search.Result::loss);
        double accuracy = mean(results, Search.Result::accuracy);
        return new Standing(
                trial,
                round,
                epochs,
                results.size(),
                loss,
                deviation(results, Search.Result::loss, loss),
                accuracy,
                deviation(results, Search.Result::accuracy, accuracy));
    }

    private static double mean(List<Search.Result> results, ToDoubleFunction<Search.Result> value) {
        double sum = 0;
        for (Search.Result result : results) {
            sum += value.applyAsDouble(result);
        }
        return sum / results.size();
    }

    private static double deviation(List<Search.Result> results, ToDoubleFunction<Search.Result> value, double mean) {
        if (results.size() < 2) {
            return 0;
        }
        double sum = 0;
        for (Search.Result result : results) {
            double difference = value.applyAsDouble(result) - mean;
            sum += difference * difference;
        }
        return Math.sqrt(sum / (results.size() - 1));
    }

    /** The smaller, the better; what is no number comes last. */
    double badness(Search.Goal goal) {
        double badness = goal == Search.Goal.LOSS ? loss : -accuracy;
        return Double.isNaN(badness) ? Double.POSITIVE_INFINITY : badness;
    }
}
