package dev.kindling.learn.backprop;

import dev.kindling.nn.UpdateRule;
import java.util.Arrays;

/** Moves nothing and adds up the squares of what it is handed, which must be gradients of single examples. */
final class SquaredGradients implements UpdateRule {

    private final float[] squares;

    SquaredGradients(int size) {
        squares = new float[size];
    }

    void addTo(double[] sum) {
        for (int i = 0; i < squares.length; i++) {
            sum[i] += squares[i];
        }
    }

    @Override
    public void reset() {
        Arrays.fill(squares, 0);
    }

    @Override
    public void beginStep(float rateFactor) {}

    @Override
    public void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
        if (rows != 1) {
            throw new IllegalArgumentException("squares of gradients: expected one example, found " + rows);
        }
        for (int i = 0; i < in; i++) {
            float input = inputs[i];
            for (int j = 0; j < out; j++) {
                float gradient = input * deltas[j];
                squares[offset + i * out + j] += gradient * gradient;
            }
        }
    }

    @Override
    public void vector(float[] parameters, int offset, float[] gradient, int length) {
        for (int i = 0; i < length; i++) {
            squares[offset + i] += gradient[i] * gradient[i];
        }
    }
}
