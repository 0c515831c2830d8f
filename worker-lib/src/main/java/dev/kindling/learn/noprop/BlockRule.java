package dev.kindling.learn.noprop;

import dev.kindling.nn.UpdateRule;

/** Hands the gradients of one block, which knows only its own stretch of the model, to the rule of the whole. */
final class BlockRule implements UpdateRule {

    private final UpdateRule whole;
    private float[] parameters = new float[0];
    private int start;

    BlockRule(UpdateRule whole) {
        this.whole = whole;
    }

    /** What follows belongs to the block that begins at {@code start}. */
    void at(float[] model, int start) {
        this.parameters = model;
        this.start = start;
    }

    @Override
    public void reset() {
        whole.reset();
    }

    @Override
    public void beginStep(float rateFactor) {
        whole.beginStep(rateFactor);
    }

    @Override
    public void product(float[] block, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
        whole.product(parameters, start + offset, inputs, deltas, rows, in, out);
    }

    @Override
    public void vector(float[] block, int offset, float[] gradient, int length) {
        whole.vector(parameters, start + offset, gradient, length);
    }
}
