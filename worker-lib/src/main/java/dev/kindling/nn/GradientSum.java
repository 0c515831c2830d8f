package dev.kindling.nn;

import dev.kindling.tensor.Blas;
import java.util.Arrays;

/** Moves nothing and adds up what it is handed, each step times its rate factor: the gradient itself, for gradient-sum
 * training and gradient checks. */
public final class GradientSum implements UpdateRule {

    private final float[] gradient;
    private float weight = 1;

    public GradientSum(int size) {
        gradient = new float[size];
    }

    /** The sum since the last reset, not a copy. */
    public float[] gradient() {
        return gradient;
    }

    @Override
    public void reset() {
        Arrays.fill(gradient, 0);
    }

    @Override
    public void beginStep(float rateFactor) {
        weight = rateFactor;
    }

    @Override
    public void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
        Blas.multiplyTransposedLeft(in, out, rows, weight, inputs, 0, deltas, 0, 1, gradient, offset);
    }

    @Override
    public void vector(float[] parameters, int offset, float[] part, int length) {
        for (int i = 0; i < length; i++) {
            gradient[offset + i] += weight * part[i];
        }
    }
}
