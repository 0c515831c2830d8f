package dev.kindling.continual;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;

/**
 * How accuracy spreads over clients, each counting alike.
 *
 * @param clients with something to be measured on, at least 1
 * @param mean of their accuracies, in [0, 1]
 * @param sd standard deviation over these clients (divided by their number)
 * @param worstTenth mean of the lowest tenth of them, rounded up to whole clients
 */
public record ClientAccuracies(int clients, double mean, double sd, double worstTenth) {

    private static final int TENTH = 10;

    /** Of these accuracies, summed in ascending order; at least one. */
    public static ClientAccuracies of(double[] accuracies) {
        UserMistake.requireRange(accuracies.length > 0, "clients to measure", "at least 1", accuracies.length);
        double[] sorted = accuracies.clone();
        Arrays.sort(sorted);
        double mean = mean(sorted, sorted.length);
        double square = 0;
        for (double accuracy : sorted) {
            square += (accuracy - mean) * (accuracy - mean);
        }
        return new ClientAccuracies(
                sorted.length,
                mean,
                Math.sqrt(square / sorted.length),
                mean(sorted, (sorted.length + TENTH - 1) / TENTH));
    }

    private static double mean(double[] sorted, int first) {
        double sum = 0;
        for (int i = 0; i < first; i++) {
            sum += sorted[i];
        }
        return sum / first;
    }
}
