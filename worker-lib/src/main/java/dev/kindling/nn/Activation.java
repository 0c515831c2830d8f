package dev.kindling.nn;

/** What a hidden layer does to its sums, elementwise and in place. */
public enum Activation {
    /** max(0, x). */
    RELU {
        @Override
        public void apply(float[] values, int size) {
            Activations.relu(values, size);
        }

        @Override
        public void gradient(float[] outputs, float[] deltas, int size) {
            Activations.reluGradient(outputs, deltas, size);
        }
    },
    /** 1 / (1 + exp(-x)), computed as double and rounded once. */
    SIGMOID {
        @Override
        public void apply(float[] values, int size) {
            Activations.sigmoid(values, size);
        }

        @Override
        public void gradient(float[] outputs, float[] deltas, int size) {
            Activations.sigmoidGradient(outputs, deltas, size);
        }
    };

    /** Replaces the first {@code size} sums by their activations. */
    public abstract void apply(float[] values, int size);

    /** Multiplies deltas by the slope, which for each of these is a function of the output. */
    public abstract void gradient(float[] outputs, float[] deltas, int size);
}
