package dev.kindling.nn;

/** Elementwise functions, in place over the first {@code size} values. */
public final class Activations {

    private Activations() {}

    /** max(0, x); NaN stays NaN. */
    public static void relu(float[] values, int size) {
        for (int i = 0; i < size; i++) {
            values[i] = Math.max(values[i], 0f);
        }
    }

    /**
     * Keeps a delta where the ReLU's output, never negative, was positive; clears it elsewhere. A condition would be a
     * branch that is mispredicted half the time, hence the product: output x 2^200 is 0 or at least 2^51.
     */
    public static void reluGradient(float[] outputs, float[] deltas, int size) {
        for (int i = 0; i < size; i++) {
            deltas[i] *= Math.min(outputs[i] * 0x1p100f * 0x1p100f, 1f);
        }
    }

    /** 1 / (1 + exp(-x)), the same bits on every machine; NaN stays NaN. */
    public static void sigmoid(float[] values, int size) {
        for (int i = 0; i < size; i++) {
            values[i] = (float) (1 / (1 + StrictMath.exp(-values[i])));
        }
    }

    /** Multiplies each delta by y (1 - y), the sigmoid's slope where it gave y. */
    public static void sigmoidGradient(float[] outputs, float[] deltas, int size) {
        for (int i = 0; i < size; i++) {
            deltas[i] *= outputs[i] * (1 - outputs[i]);
        }
    }
}
