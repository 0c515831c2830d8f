package dev.kindling.continual.strategy;

import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;

/** Adds the gradient of a quadratic penalty, factor x importance_i (w_i - anchor_i), to every gradient on its way to another rule. */
final class PenalisedRule implements UpdateRule {

    private final UpdateRule rule;
    private final float[] strength;
    private final float[] anchor;
    private final float[] buffer;

    /** Each array has one value a parameter. */
    PenalisedRule(UpdateRule rule, float[] importance, double factor, float[] anchor) {
        this.rule = rule;
        this.anchor = anchor;
        this.strength = new float[importance.length];
        for (int i = 0; i < strength.length; i++) {
            strength[i] = (float) (factor * importance[i]);
        }
        this.buffer = new float[importance.length];
    }

    @Override
    public void reset() {
        rule.reset();
    }

    @Override
    public void beginStep(float rateFactor) {
        rule.beginStep(rateFactor);
    }

    @Override
    public void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
        Blas.multiplyTransposedLeft(in, out, rows, 1, inputs, 0, deltas, 0, 0, buffer, 0);
        hand(parameters, offset, in * out);
    }

    @Override
    public void vector(float[] parameters, int offset, float[] gradient, int length) {
        System.arraycopy(gradient, 0, buffer, 0, length);
        hand(parameters, offset, length);
    }

    private void hand(float[] parameters, int offset, int length) {
        for (int i = 0; i < length; i++) {
            buffer[i] += strength[offset + i] * (parameters[offset + i] - anchor[offset + i]);
        }
        rule.vector(parameters, offset, buffer, length);
    }
}
