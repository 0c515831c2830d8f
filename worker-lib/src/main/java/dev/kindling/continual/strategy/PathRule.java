package dev.kindling.continual.strategy;

import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;

/** Lets another rule take every step and adds -gradient x step to the path integral, which lies behind the network's parameters. */
final class PathRule implements UpdateRule {

    private final UpdateRule rule;
    private final int size;
    private final float[] gradient;
    private final float[] before;

    /** For a network of {@code size} parameters, in an array of twice that. */
    PathRule(UpdateRule rule, int size) {
        this.rule = rule;
        this.size = size;
        this.gradient = new float[size];
        this.before = new float[size];
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
        Blas.multiplyTransposedLeft(in, out, rows, 1, inputs, 0, deltas, 0, 0, gradient, 0);
        step(parameters, offset, gradient, in * out);
    }

    @Override
    public void vector(float[] parameters, int offset, float[] part, int length) {
        step(parameters, offset, part, length);
    }

    private void step(float[] parameters, int offset, float[] slope, int length) {
        System.arraycopy(parameters, offset, before, 0, length);
        rule.vector(parameters, offset, slope, length);
        for (int i = 0; i < length; i++) {
            parameters[size + offset + i] -= slope[i] * (parameters[offset + i] - before[i]);
        }
    }
}
