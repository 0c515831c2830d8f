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

    /** Keeps a delta where the ReLU's output was positive, clears it elsewhere. */
    public static void reluGradient(float[] outputs, float[] deltas, int size) {
        for (int i = 0; i < size; i++) {
            deltas[i] = outputs[i] > 0f ? deltas[i] : 0f;
        }
    }
}
