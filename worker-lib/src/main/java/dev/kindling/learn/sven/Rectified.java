package dev.kindling.learn.sven;

/** max(x, 0), in place over the first {@code size} values. */
final class Rectified {

    private Rectified() {}

    static void apply(float[] values, int size) {
        for (int i = 0; i < size; i++) {
            values[i] = Math.max(values[i], 0f);
        }
    }

    /** Deltas behind units that gave 0 vanish. */
    static void gradient(float[] outputs, float[] deltas, int size) {
        for (int i = 0; i < size; i++) {
            if (outputs[i] <= 0) {
                deltas[i] = 0;
            }
        }
    }
}
