package dev.kindling.head;

import org.netlib.blas.Dgemm;

/** Covariances from moments of one part, as float64 {@code [width, width]}: sums are exact, the rest is rounded in a fixed order. */
final class Covariance {

    private Covariance() {}

    /** sum over c of sum (x - mu_c)(x - mu_c)' / n, from shared second moments. */
    static double[] within(Moments moments) {
        return within(moments, moments.second(0));
    }

    /** The same from the second moments of each class. */
    static double[] withinOfClasses(Moments moments) {
        double[] second = moments.second(0);
        for (int label = 1; label < moments.format().classes(); label++) {
            double[] more = moments.second(label);
            for (int i = 0; i < second.length; i++) {
                second[i] += more[i];
            }
        }
        return within(moments, second);
    }

    private static double[] within(Moments moments, double[] second) {
        int classes = moments.format().classes();
        int width = moments.format().width();
        double[] sums = new double[Math.multiplyExact(classes, width)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = moments.sum(i / width, i % width);
        }
        // Sums times means: where a feature is constant that is exactly its second moment.
        double[] means = moments.means();
        Dgemm.dgemm("N", "T", width, width, classes, -1, sums, 0, width, means, 0, width, 1, second, 0, width);
        return symmetric(width, second, (double) moments.examples());
    }

    /** sum (x - mu)(x - mu)' / n of one class, which must have been seen. */
    static double[] ofClass(Moments moments, int label) {
        int width = moments.format().width();
        double[] mean = new double[width];
        moments.mean(label, mean);
        double[] covariance = moments.second(label);
        long count = moments.count(label);
        for (int a = 0; a < width; a++) {
            for (int b = a; b < width; b++) {
                double value = covariance[a * width + b] / count - mean[a] * mean[b];
                covariance[a * width + b] = value;
                covariance[b * width + a] = value;
            }
        }
        return covariance;
    }

    /** Divides what stands in the column-major lower triangle and repeats it in the upper one. */
    private static double[] symmetric(int width, double[] lower, double divisor) {
        for (int column = 0; column < width; column++) {
            for (int row = column; row < width; row++) {
                double value = lower[column * width + row] / divisor;
                lower[column * width + row] = value;
                lower[row * width + column] = value;
            }
        }
        return lower;
    }

    /** (1 - weight) A + weight I, in place. */
    static double[] towardsIdentity(double[] matrix, int width, double weight) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= 1 - weight;
        }
        for (int i = 0; i < width; i++) {
            matrix[i * (width + 1)] += weight;
        }
        return matrix;
    }
}
