package dev.kindling.nn;

import dev.kindling.tensor.Blas;

/** Room for the gradient of one weight matrix, grown to the largest that was asked for and then kept. */
final class GradientBuffer {

    private float[] values = {};

    /** inputs' x deltas in the first in x out entries of an array that stays valid until the next call. */
    float[] product(float[] inputs, float[] deltas, int rows, int in, int out) {
        int size = Math.multiplyExact(in, out);
        if (values.length < size) {
            values = new float[size];
        }
        Blas.multiplyTransposedLeft(in, out, rows, 1, inputs, 0, deltas, 0, 0, values, 0);
        return values;
    }
}
