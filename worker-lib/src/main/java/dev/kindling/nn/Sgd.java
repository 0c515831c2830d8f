package dev.kindling.nn;

import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Blas;

/**
 * Stochastic gradient descent: v = momentum v + g + weightDecay w; w = w - rate v (Sutskever et al. 2013, without
 * dampening). With neither momentum nor decay the gradient is never stored.
 *
 * @param rate the learning rate
 * @param momentum of the velocity v
 * @param weightDecay added to the gradient, in parts of the weights
 */
public record Sgd(double rate, double momentum, double weightDecay) implements Optimizer {

    public Sgd {
        UserMistake.requireRange(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", "in (0, infinity)", rate);
        UserMistake.requireRange(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
        UserMistake.requireRange(weightDecay >= 0 && weightDecay < 1, "weight-decay", "in [0, 1)", weightDecay);
    }

    /** Plain SGD. */
    public static Sgd of(double rate) {
        return new Sgd(rate, 0, 0);
    }

    @Override
    public UpdateRule start(int size) {
        return momentum == 0 && weightDecay == 0 ? new Plain((float) rate) : new Momentum(this, size);
    }

    private static final class Plain implements UpdateRule {

        private final float rate;
        private float stepRate;

        Plain(float rate) {
            this.rate = rate;
        }

        @Override
        public void reset() {}

        @Override
        public void beginStep(float rateFactor) {
            stepRate = rate * rateFactor;
        }

        @Override
        public void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
            Blas.multiplyTransposedLeft(in, out, rows, -stepRate, inputs, 0, deltas, 0, 1, parameters, offset);
        }

        @Override
        public void vector(float[] parameters, int offset, float[] gradient, int length) {
            float step = stepRate;
            for (int i = 0; i < length; i++) {
                parameters[offset + i] -= step * gradient[i];
            }
        }
    }

    private static final class Momentum implements UpdateRule {

        private final float rate;
        private final float momentum;
        private final float weightDecay;
        private final float[] velocity;
        private final GradientBuffer buffer;
        private float stepRate;

        Momentum(Sgd settings, int size) {
            rate = (float) settings.rate;
            momentum = (float) settings.momentum;
            weightDecay = (float) settings.weightDecay;
            velocity = new float[size];
            buffer = new GradientBuffer(size);
        }

        @Override
        public void reset() {
            java.util.Arrays.fill(velocity, 0);
        }

        @Override
        public void beginStep(float rateFactor) {
            stepRate = rate * rateFactor;
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
            float rate = stepRate;
            float keep = momentum;
            float shrink = weightDecay;
            float[] v = velocity;
            for (int i = from; i < to; i++) {
                float moved = keep * v[i] + gradient[i] + shrink * w[i];
                v[i] = moved;
                w[i] = w[i] - rate * moved;
            }
        }
    }
}
