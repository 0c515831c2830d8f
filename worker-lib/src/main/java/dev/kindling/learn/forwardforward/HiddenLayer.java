package dev.kindling.learn.forwardforward;

import dev.kindling.nn.Dense;
import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/**
 * z = max(x W + b, 0), its goodness, and the normalised z that the next layer sees. Learns from its own goodness alone:
 * with c the loss's derivative by the goodness, delta = 2 c z (over the width for the mean), dW = x' delta.
 */
final class HiddenLayer {

    private final ForwardForward settings;
    private final Dense dense;
    private final @Nullable PeerNormalisation peers;
    private final double goodnessScale;
    private final double theta;
    private final float[] activities;
    private final float[] outputs;
    private final float[] columnSums;
    private final double[] goodness;

    HiddenLayer(ForwardForward settings, Dense dense, @Nullable PeerNormalisation peers, int rows) {
        this.settings = settings;
        this.dense = dense;
        this.peers = peers;
        this.goodnessScale = settings.goodness().scale(dense.out());
        this.theta = settings.goodness().theta(settings.threshold(), dense.out());
        this.activities = new float[Blas.lengthFor(rows, dense.out())];
        this.outputs = new float[activities.length];
        this.columnSums = new float[dense.out()];
        this.goodness = new double[rows];
    }

    int width() {
        return dense.out();
    }

    /** Normalised activities of the last forward pass, {@code [rows, width]}, not a copy. */
    float[] outputs() {
        return outputs;
    }

    /** Goodness of a row in the last forward pass. */
    double goodness(int row) {
        return goodness[row];
    }

    void forward(float[] parameters, float[] inputs, int rows) {
        dense.forward(parameters, inputs, rows, activities);
        for (int row = 0; row < rows; row++) {
            activate(row);
        }
    }

    /** Takes pre-activations written into {@link #activities()} by someone who knows a shorter way than a product. */
    void activate(int row) {
        int start = row * dense.out();
        Rows.rectify(activities, start, dense.out());
        double squares = Rows.squares(activities, start, dense.out());
        goodness[row] = squares * goodnessScale;
        double factor = settings.normalisation().factor(squares, dense.out());
        Rows.scale(activities, (float) factor, outputs, start, dense.out());
    }

    /** Activities of the last forward pass, {@code [rows, width]}, not a copy. */
    float[] activities() {
        return activities;
    }

    /**
     * Hands over the gradient of the mean loss of {@code pairs} pairs, rows 0 .. pairs - 1 positive and as many negative
     * behind them, after a forward pass of these inputs. Turns the activities into deltas; the outputs stay.
     *
     * @return the summed loss
     */
    double learn(float[] parameters, float[] inputs, int pairs, UpdateRule rule) {
        double loss = 0;
        if (peers != null) {
            loss += pairs * peers.observe(parameters, activities, pairs);
        }
        double unit = 2 * goodnessScale / pairs;
        for (int row = 0; row < pairs; row++) {
            double p = goodness[row];
            double q = goodness[pairs + row];
            loss += settings.loss().value(p, q, theta, settings.alpha());
            scaleRow(row, unit * settings.loss().positiveSlope(p, q, theta, settings.alpha()));
            scaleRow(pairs + row, unit * settings.loss().negativeSlope(p, q, theta, settings.alpha()));
        }
        if (peers != null) {
            peers.push(activities, pairs);
        }
        dense.update(parameters, inputs, activities, 2 * pairs, rule, columnSums);
        return loss;
    }

    private void scaleRow(int row, double factor) {
        Rows.scale(activities, (float) factor, activities, row * dense.out(), dense.out());
    }
}
