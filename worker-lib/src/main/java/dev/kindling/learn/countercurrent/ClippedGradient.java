package dev.kindling.learn.countercurrent;

import dev.kindling.nn.Dense;
import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;
import java.util.List;

/** The gradient of one network's weights, made shorter as a whole before it is handed over. Owns its buffers. */
final class ClippedGradient {

    /** Keeps the quotient finite. */
    private static final double EPSILON = 1e-6;

    private final List<Dense> layers;
    private final float[][] gradients;
    private final double clip;

    /** A gradient of at most the norm {@code clip}, of any if 0. */
    ClippedGradient(List<Dense> layers, double clip) {
        this.layers = layers;
        this.clip = clip;
        this.gradients = new float[layers.size()][];
        for (int l = 0; l < gradients.length; l++) {
            gradients[l] = new float[layers.get(l).in() * layers.get(l).out()];
        }
    }

    /** The weights at {@code index} have the gradient inputs' x deltas. */
    void set(int index, float[] inputs, float[] deltas, int rows) {
        Dense layer = layers.get(index);
        Blas.multiplyTransposedLeft(layer.in(), layer.out(), rows, 1, inputs, 0, deltas, 0, 0, gradients[index], 0);
    }

    void handOver(float[] parameters, UpdateRule rule) {
        float factor = clip == 0 ? 1 : (float) Math.min(1, clip / (norm() + EPSILON));
        for (int l = 0; l < gradients.length; l++) {
            float[] gradient = gradients[l];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
            rule.vector(parameters, layers.get(l).weightOffset(), gradient, gradient.length);
        }
    }

    private double norm() {
        double squares = 0;
        for (float[] gradient : gradients) {
            for (float value : gradient) {
                squares += (double) value * value;
            }
        }
        return Math.sqrt(squares);
    }
}
