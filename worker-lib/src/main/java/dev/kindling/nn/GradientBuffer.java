package dev.kindling.nn;

import dev.kindling.tensor.Blas;

/**
 * A step's gradient, each value at the index of its parameter: the compiler makes vector code of a loop over several arrays
 * only where all are read at one index.
 */
final class GradientBuffer {

    private final float[] values;

    GradientBuffer(int size) {
        values = new float[size];
    }

    /** inputs' x deltas at {@code offset}. Returns the whole buffer. */
    float[] product(int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
        Blas.multiplyTransposedLeft(in, out, rows, 1, inputs, 0, deltas, 0, 0, values, offset);
        return values;
    }

    /** A copy of the first {@code length} entries at {@code offset}. Returns the whole buffer. */
    float[] copy(int offset, float[] gradient, int length) {
        System.arraycopy(gradient, 0, values, offset, length);
        return values;
    }
}
