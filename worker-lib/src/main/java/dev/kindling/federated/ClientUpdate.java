package dev.kindling.federated;

/**
 * What a client sends: where it began, what it arrived at and how it went. The arrays belong to the task that trains and
 * hold the next client's numbers once that is trained.
 */
public final class ClientUpdate {

    private final float[] origin;
    private final float[] trained;
    private final long weight;
    private final long examples;
    private final long steps;
    private final double loss;

    /**
     * An update over these very arrays.
     *
     * @param origin parameters the update is measured from, flat, in the order of the model's layout
     * @param trained parameters the client arrived at, the same order; the update is their difference
     * @param weight how much the client counts, at least 1
     * @param examples examples trained on, counted once an epoch
     * @param steps steps taken
     * @param loss summed over those examples; NaN or infinite if the client diverged
     */
    public ClientUpdate(float[] origin, float[] trained, long weight, long examples, long steps, double loss) {
        this.origin = origin;
        this.trained = trained;
        this.weight = weight;
        this.examples = examples;
        this.steps = steps;
        this.loss = loss;
    }

    /** Parameters the update is measured from, not a copy. */
    public float[] origin() {
        return origin;
    }

    /** Parameters the client arrived at, not a copy. */
    public float[] trained() {
        return trained;
    }

    public long weight() {
        return weight;
    }

    public long examples() {
        return examples;
    }

    public long steps() {
        return steps;
    }

    /** Summed over the examples. */
    public double loss() {
        return loss;
    }

    /** Whether the loss is a number; that of a diverged client is not. */
    public boolean finite() {
        return loss < Double.POSITIVE_INFINITY && loss > Double.NEGATIVE_INFINITY;
    }
}
