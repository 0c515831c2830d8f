package dev.kindling.learn.hebbian;

import dev.kindling.head.Moments;

/** What follows from exact sums of spins: the same sums give the same numbers. */
public final class Archetypes {

    private Archetypes() {}

    /** The means of all classes, {@code [classes][N]}; zeros where nothing was seen. */
    public static double[][] of(Moments sums) {
        double[][] archetypes =
                new double[sums.format().classes()][sums.format().width()];
        for (int label = 0; label < archetypes.length; label++) {
            sums.mean(label, archetypes[label]);
        }
        return archetypes;
    }

    /** Takes the mean over the classes that were seen off each of them. */
    static void centre(double[][] archetypes, Moments sums) {
        int size = Overlaps.width(archetypes);
        double[] mean = new double[size];
        int seen = 0;
        for (int label = 0; label < archetypes.length; label++) {
            if (sums.count(label) > 0) {
                seen++;
                for (int i = 0; i < size; i++) {
                    mean[i] += archetypes[label][i];
                }
            }
        }
        for (int label = 0; label < archetypes.length; label++) {
            for (int i = 0; i < size && sums.count(label) > 0; i++) {
                archetypes[label][i] -= mean[i] / seen;
            }
        }
    }

    /** J = sum over examples of s s' / (N M), without its diagonal, {@code [N, N]}. */
    public static double[] couplings(Moments sums) {
        double[] matrix = sums.second(0);
        int size = sums.format().width();
        double scale = 1.0 / ((double) size * sums.examples());
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i % (size + 1) == 0 ? 0 : matrix[i] * scale;
        }
        return matrix;
    }

    static void couplings(Moments sums, float[] into, int at) {
        double[] couplings = couplings(sums);
        for (int i = 0; i < couplings.length; i++) {
            into[at + i] = (float) couplings[i];
        }
    }

    /** Squared distance of spins from their class means, summed over examples, averaged over spins: sum over classes of n (1 - |e|^2 / N). */
    static double unexplained(Moments sums, double[][] archetypes) {
        double error = 0;
        for (int label = 0; label < archetypes.length; label++) {
            double squares = 0;
            for (double value : archetypes[label]) {
                squares += value * value;
            }
            error += sums.count(label) * (1 - squares / archetypes[label].length);
        }
        return error;
    }
}
