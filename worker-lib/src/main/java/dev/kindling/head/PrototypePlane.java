package dev.kindling.head;

import java.util.ArrayList;
import java.util.List;
import org.netlib.lapack.Dsyevr;
import org.netlib.util.intW;

/**
 * The means of classes on the plane of their first two principal components (Pearson 1901; Hotelling 1933), every class with
 * an example counted once. For the eye: rounded as float64 arithmetic goes, the same bits on every machine.
 *
 * @param points one for each class that was seen, by label; none where fewer than three were, or where both classes and features are
 *     beyond 1,024
 * @param first share of the means' variance along x, in [0, 1]
 * @param second the same along y
 */
public record PrototypePlane(List<Point> points, double first, double second) {

    private static final int LARGEST_MATRIX = 1024;
    private static final int FEWEST_CLASSES = 3;

    public PrototypePlane {
        points = List.copyOf(points);
    }

    /** Where the mean of a class lies. */
    public record Point(int label, double x, double y) {}

    /** The plane of the means that these moments hold. */
    public static PrototypePlane of(Moments moments) {
        Moments whole = moments.whole();
        List<Integer> labels = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        for (int label = 0; label < whole.format().classes(); label++) {
            if (whole.count(label) > 0) {
                double[] mean = new double[whole.format().width()];
                whole.mean(label, mean);
                labels.add(label);
                means.add(mean);
            }
        }
        int width = whole.format().width();
        if (labels.size() < FEWEST_CLASSES || Math.min(width, labels.size()) > LARGEST_MATRIX) {
            return new PrototypePlane(List.of(), 0, 0);
        }
        centre(means, width);
        return labels.size() <= width ? byClasses(labels, means) : byFeatures(labels, means, width);
    }

    private static void centre(List<double[]> means, int width) {
        for (int feature = 0; feature < width; feature++) {
            double sum = 0;
            for (double[] mean : means) {
                sum += mean[feature];
            }
            for (double[] mean : means) {
                mean[feature] -= sum / means.size();
            }
        }
    }

    /** With fewer classes than features: from the products of any two means. */
    private static PrototypePlane byClasses(List<Integer> labels, List<double[]> means) {
        int n = means.size();
        double[] gram = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                gram[b * n + a] = dot(means.get(a), means.get(b));
            }
        }
        Top top = Top.of(gram, n);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double x = Math.sqrt(Math.max(0, top.first)) * top.vectors[n + i];
            double y = Math.sqrt(Math.max(0, top.second)) * top.vectors[i];
            points.add(new Point(labels.get(i), x, y));
        }
        return new PrototypePlane(points, top.share(top.first), top.share(top.second));
    }

    /** With fewer features than classes: from the products of any two features. */
    private static PrototypePlane byFeatures(List<Integer> labels, List<double[]> means, int n) {
        double[] scatter = new double[n * n];
        for (double[] mean : means) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b <= a; b++) {
                    scatter[b * n + a] += mean[a] * mean[b];
                }
            }
        }
        Top top = Top.of(scatter, n);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < means.size(); i++) {
            double x = 0;
            double y = 0;
            for (int feature = 0; feature < n; feature++) {
                x += means.get(i)[feature] * top.vectors[n + feature];
                y += means.get(i)[feature] * top.vectors[feature];
            }
            points.add(new Point(labels.get(i), x, y));
        }
        return new PrototypePlane(points, top.share(top.first), top.share(top.second));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The two largest eigenvalues of a symmetric matrix; {@code vectors} has the second's eigenvector, then the first's. */
    private static final class Top {

        final double first;
        final double second;
        final double trace;
        final double[] vectors;

        private Top(double first, double second, double trace, double[] vectors) {
            this.first = first;
            this.second = second;
            this.trace = trace;
            this.vectors = vectors;
        }

        /** Overwrites {@code matrix}, {@code [n, n]} column-major, of which the lower triangle is read. */
        static Top of(double[] matrix, int n) {
            double trace = 0;
            for (int i = 0; i < n; i++) {
                trace += matrix[i * (n + 1)];
            }
            double[] values = new double[n];
            double[] vectors = new double[2 * n];
            int work = 26 * n;
            int whole = 10 * n;
            intW found = new intW(0);
            intW info = new intW(0);
            Dsyevr.dsyevr(
                    "V",
                    "I",
                    "L",
                    n,
                    matrix,
                    0,
                    n,
                    0,
                    0,
                    n - 1,
                    n,
                    0,
                    found,
                    values,
                    0,
                    vectors,
                    0,
                    n,
                    new int[4],
                    0,
                    new double[work],
                    0,
                    work,
                    new int[whole],
                    0,
                    whole,
                    info);
            if (info.val != 0 || found.val != 2) {
                throw new IllegalStateException("eigenvalues: LAPACK's dsyevr answered " + info.val);
            }
            orient(vectors, 0, n);
            orient(vectors, n, n);
            return new Top(values[1], values[0], trace, vectors);
        }

        /** An eigenvector's sign is nobody's: the largest entry shall be positive. */
        private static void orient(double[] vectors, int from, int n) {
            int largest = from;
            for (int i = from; i < from + n; i++) {
                if (Math.abs(vectors[i]) > Math.abs(vectors[largest])) {
                    largest = i;
                }
            }
            if (vectors[largest] < 0) {
                for (int i = from; i < from + n; i++) {
                    vectors[i] = -vectors[i];
                }
            }
        }

        double share(double value) {
            return trace > 0 ? Math.min(1, Math.max(0, value / trace)) : 0;
        }
    }
}
