package dev.kindling.continual.strategy;

/** Choosing a few whose mean stays near the mean of all (Welling 2009; Rebuffi et al. 2017, algorithm 4). */
final class Herding {

    private Herding() {}

    /** Scales each row {@code [rows, width]} to length 1, in place; rows of zeros stay. */
    static void normalise(float[] features, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            double square = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                square += (double) features[i] * features[i];
            }
            double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                features[i] = (float) (scale * features[i]);
            }
        }
    }

    /**
     * The first {@code count} rows, in the order of choice: the k-th makes the mean of the first k come nearest to the mean of all, of equal
     * ones the first.
     */
    static int[] choose(float[] features, int rows, int width, int count) {
        double[] mean = mean(features, rows, width);
        double[] sum = new double[width];
        boolean[] taken = new boolean[rows];
        int[] chosen = new int[Math.min(count, rows)];
        for (int k = 0; k < chosen.length; k++) {
            int best = -1;
            double nearest = Double.POSITIVE_INFINITY;
            for (int row = 0; row < rows; row++) {
                if (!taken[row]) {
                    double distance = distance(features, row * width, sum, mean, k + 1);
                    if (best < 0 || distance < nearest) {
                        best = row;
                        nearest = distance;
                    }
                }
            }
            taken[best] = true;
            chosen[k] = best;
            for (int i = 0; i < width; i++) {
                sum[i] += features[best * width + i];
            }
        }
        return chosen;
    }

    /** The mean row. */
    static double[] mean(float[] features, int rows, int width) {
        double[] mean = new double[width];
        for (int at = 0; at < rows * width; at++) {
            mean[at % width] += features[at];
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= rows;
        }
        return mean;
    }

    private static double distance(float[] features, int at, double[] sum, double[] mean, int count) {
        double distance = 0;
        for (int i = 0; i < mean.length; i++) {
            double off = mean[i] - (sum[i] + features[at + i]) / count;
            distance += off * off;
        }
        return distance;
    }
}
