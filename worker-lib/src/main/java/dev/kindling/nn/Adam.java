package dev.kindling.nn;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;

/**
 * Adam (Kingma, Ba 2015, algorithm 1 with the efficient order of section 2): m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g²,
 * w = w - rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon). The weight decay is decoupled (Loshchilov, Hutter
 * 2019).
 *
 * @param rate the learning rate
 * @param beta1 decay of the first moment, the mean of gradients
 * @param beta2 decay of the second moment, the mean of their squares
 * @param epsilon keeps the quotient finite where gradients have been zero
 * @param weightDecay share of the weights, times the rate, that a step takes off
 */
public record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {

    public Adam {
        UserMistake.requireRange(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", "in (0, infinity)", rate);
        UserMistake.requireRange(beta1 >= 0 && beta1 < 1, "beta1", "in [0, 1)", beta1);
        UserMistake.requireRange(beta2 >= 0 && beta2 < 1, "beta2", "in [0, 1)", beta2);
        UserMistake.requireRange(epsilon > 0 && epsilon < 1, "epsilon", "in (0, 1)", epsilon);
        UserMistake.requireRange(weightDecay >= 0 && weightDecay < 1, "weight-decay", "in [0, 1)", weightDecay);
    }

    /** The paper's defaults. */
    public static Adam of(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public UpdateRule start(int size) {
        return new Moments(this, size);
    }

    private static final class Moments implements UpdateRule {

        private final Adam settings;
        private final float[] first;
        private final float[] second;
        private final GradientBuffer buffer;
        private double beta1Power;
        private double beta2Power;
        private float stepRate;
        private float decay;

        Moments(Adam settings, int size) {
            this.settings = settings;
            this.first = new float[size];
            this.second = new float[size];
            this.buffer = new GradientBuffer(size);
            reset();
        }

        @Override
        public void reset() {
            Arrays.fill(first, 0);
            Arrays.fill(second, 0);
            beta1Power = 1;
            beta2Power = 1;
        }

        @Override
        public void beginStep(float rateFactor) {
            beta1Power *= settings.beta1;
            beta2Power *= settings.beta2;
            double rate = settings.rate * rateFactor;
            stepRate = (float) (rate * Math.sqrt(1 - beta2Power) / (1 - beta1Power));
            decay = (float) (rate * settings.weightDecay);
        }

        @Override
        public void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
            move(parameters, buffer.product(offset, inputs, deltas, rows, in, out), offset, offset + in * out);
        }

        @Override
        public void vector(float[] parameters, int offset, float[] gradient, int length) {
            move(parameters, buffer.copy(offset, gradient, length), offset, offset + length);
        }

        private void move(float[] w, float[] gradient, int from, int to) {
            float b1 = (float) settings.beta1;
            float b2 = (float) settings.beta2;
            float epsilon = (float) settings.epsilon;
            float rate = stepRate;
            float shrink = decay;
            float[] m = first;
            float[] v = second;
            for (int i = from; i < to; i++) {
                float g = gradient[i];
                float mean = b1 * m[i] + (1 - b1) * g;
                float square = b2 * v[i] + (1 - b2) * (g * g);
                m[i] = mean;
                v[i] = square;
                w[i] = w[i] - shrink * w[i] - rate * mean / ((float) Math.sqrt(square) + epsilon);
            }
        }
    }
}
