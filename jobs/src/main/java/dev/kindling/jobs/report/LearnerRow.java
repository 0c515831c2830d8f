package dev.kindling.jobs.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one rule on one data set in one setting.
 *
 * @param data name of the data set
 * @param setting name of who holds which example
 * @param learner name of the rule
 * @param accuracies on the test split, in [0, 1], by seed
 * @param samplesPerSecond examples trained on by second, evaluations apart, the best of the seeds
 * @param peakShare floating-point operations that the family's reference would need for these examples, by second, as a share of what
 *     sgemm reached on all cores right before; null for a rule without reference. One client keeps one core busy
 * @param bytesUp that clients send in a round; null for a rule in closed form, which sends sums
 * @param peakHeap live bytes of this process at most in a run of one round, its data, model and evaluation among them, less those before
 * @param failure why there are no figures; null where there are
 */
public record LearnerRow(
        String data,
        String setting,
        String learner,
        List<Double> accuracies,
        double samplesPerSecond,
        @Nullable Double peakShare,
        @Nullable Long bytesUp,
        double peakHeap,
        @Nullable String failure) {

    public LearnerRow {
        accuracies = List.copyOf(accuracies);
    }

    /** A rule that could not be trained so. */
    public static LearnerRow failed(String data, String setting, String learner, String why) {
        return new LearnerRow(data, setting, learner, List.of(), 0, null, null, 0, why);
    }

    public double mean() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    public double lowest() {
        return accuracies.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    public double highest() {
        return accuracies.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}
