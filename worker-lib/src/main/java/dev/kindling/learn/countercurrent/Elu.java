package dev.kindling.learn.countercurrent;

/** max(x, exp(x) - 1) (Clevert, Unterthiner, Hochreiter 2016, alpha 1), in place over the first {@code size} values. */
final class Elu {

    private Elu() {}

    /** The same bits on every machine; NaN stays NaN. */
    static void apply(float[] values, int size) {
        for (int i = 0; i < size; i++) {
            if (values[i] < 0) {
                values[i] = (float) StrictMath.expm1(values[i]);
            }
        }
    }

    /** Multiplies each delta by the slope where elu gave the output y: 1, or y + 1 below zero. */
    static void gradient(float[] outputs, float[] deltas, int size) {
        for (int i = 0; i < size; i++) {
            deltas[i] *= Math.min(outputs[i], 0f) + 1f;
        }
    }
}
