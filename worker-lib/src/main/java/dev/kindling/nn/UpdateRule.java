package dev.kindling.nn;

/**
 * What happens to parameters when a layer hands over a gradient. Layers hand over factors rather than gradients, so
 * that plain SGD can add the product to the weights in one BLAS call. Holds the optimiser's moments; one owner.
 */
public interface UpdateRule {

    /** Forgets all moments: the next step is the first. */
    void reset();

    /** Begins a step; gradients that follow, each tensor at most once, belong to it. The rate is scaled by {@code rateFactor}. */
    void beginStep(float rateFactor);

    /**
     * The weights {@code [in, out]} at {@code offset} have the gradient inputs' x deltas, with inputs {@code [rows, in]} and
     * deltas {@code [rows, out]}.
     */
    void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out);

    /** The values at {@code offset} have this gradient in its first {@code length} entries. */
    void vector(float[] parameters, int offset, float[] gradient, int length);
}
