package dev.kindling.head;

import java.util.function.IntFunction;

/** A quadratic rule from a factored matrix for each class that was seen. */
final class ClassFactors {

    private ClassFactors() {}

    /** What a class scores by: |inverse of the factor x (x - mu)|^2, taken from the constant. */
    record Factor(Cholesky matrix, double constant) {}

    static QuadraticRule rule(Moments moments, float scale, IntFunction<Factor> factors) {
        int classes = moments.format().classes();
        int width = moments.format().width();
        double[] means = moments.means();
        float[] origin = origin(moments, means);
        float[][] maps = new float[classes][0];
        float[][] centres = new float[classes][0];
        float[] constants = new float[classes];
        for (int label = 0; label < classes; label++) {
            if (moments.count(label) == 0) {
                constants[label] = Float.NEGATIVE_INFINITY;
                continue;
            }
            Factor factor = factors.apply(label);
            double[] inverse = factor.matrix().inverseFactor();
            constants[label] = (float) factor.constant();
            maps[label] = rounded(inverse);
            centres[label] = centre(inverse, means, label * width, origin);
        }
        return new QuadraticRule(scale, origin, maps, centres, constants);
    }

    /** The mean of the means of all examples, rounded to float32. */
    private static float[] origin(Moments moments, double[] means) {
        int width = moments.format().width();
        double[] sum = new double[width];
        for (int i = 0; i < means.length; i++) {
            sum[i % width] += means[i] * moments.count(i / width);
        }
        float[] origin = new float[width];
        for (int i = 0; i < width; i++) {
            origin[i] = (float) (sum[i] / moments.examples());
        }
        return origin;
    }

    private static float[] centre(double[] inverse, double[] means, int mean, float[] origin) {
        float[] centre = new float[origin.length];
        for (int row = 0; row < origin.length; row++) {
            double sum = 0;
            for (int i = 0; i <= row; i++) {
                sum += inverse[row * origin.length + i] * (means[mean + i] - origin[i]);
            }
            centre[row] = (float) sum;
        }
        return centre;
    }

    private static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
