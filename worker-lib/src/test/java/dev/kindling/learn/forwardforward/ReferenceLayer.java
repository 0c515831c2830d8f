package dev.kindling.learn.forwardforward;

/**
 * One layer's summed loss in double, written down a second time from the equations: what gradients are differenced from.
 * Parameters are weights {@code [in, out]} row-major, then biases, then peer means if the weight of their penalty is not 0.
 */
final class ReferenceLayer {

    private final ForwardForward settings;
    private final int in;
    private final int out;

    ReferenceLayer(ForwardForward settings, int in, int out) {
        this.settings = settings;
        this.in = in;
        this.out = out;
    }

    /** The image with its first {@code classes} features replaced by a one-hot label, normalised. */
    double[] input(float[] images, int row, int classes, int label) {
        double[] x = new double[in];
        for (int i = 0; i < in; i++) {
            x[i] = i < classes ? (i == label ? settings.labelScale() : 0) : images[row * in + i];
        }
        return normalised(x);
    }

    double[] normalised(double[] x) {
        double squares = 0;
        for (double v : x) {
            squares += v * v;
        }
        double length = settings.normalisation() == Normalisation.LENGTH
                ? Math.sqrt(squares) + 1e-4
                : Math.sqrt(squares / x.length) + 1e-8;
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] / length;
        }
        return y;
    }

    double[] activity(double[] parameters, double[] x) {
        double[] z = new double[out];
        for (int j = 0; j < out; j++) {
            double sum = parameters[in * out + j];
            for (int i = 0; i < in; i++) {
                sum += x[i] * parameters[i * out + j];
            }
            z[j] = Math.max(sum, 0);
        }
        return z;
    }

    double goodness(double[] z) {
        double sum = 0;
        for (double v : z) {
            sum += v * v;
        }
        return settings.goodness() == Goodness.MEAN ? sum / z.length : sum;
    }

    /** Summed over pairs: positives in {@code x[0 .. n)}, the negative of each n rows later. */
    double loss(double[] parameters, double[][] x) {
        int n = x.length / 2;
        double theta = settings.goodness() == Goodness.MEAN ? settings.threshold() : settings.threshold() * out;
        double sum = 0;
        for (int row = 0; row < n; row++) {
            double p = goodness(activity(parameters, x[row]));
            double q = goodness(activity(parameters, x[n + row]));
            sum += switch (settings.loss()) {
                case LOGISTIC -> Math.log(1 + Math.exp(theta - p)) + Math.log(1 + Math.exp(q - theta));
                case SYMBA -> Math.log(1 + Math.exp(settings.alpha() * (q - p)));
                case SWISH -> settings.alpha() * (q - p) / (1 + Math.exp(settings.alpha() * (p - q)));
            };
        }
        return sum + n * penalty(parameters, x);
    }

    private double penalty(double[] parameters, double[][] x) {
        if (settings.peerNormalisation() == 0) {
            return 0;
        }
        int n = x.length / 2;
        double[] means = new double[out];
        for (int row = 0; row < n; row++) {
            double[] z = activity(parameters, x[row]);
            for (int j = 0; j < out; j++) {
                means[j] += 0.1 * z[j] / n;
            }
        }
        double mean = 0;
        for (int j = 0; j < out; j++) {
            means[j] += 0.9 * parameters[in * out + out + j];
            mean += means[j] / out;
        }
        double sum = 0;
        for (double r : means) {
            sum += (mean - r) * (mean - r);
        }
        return settings.peerNormalisation() * sum / out;
    }
}
