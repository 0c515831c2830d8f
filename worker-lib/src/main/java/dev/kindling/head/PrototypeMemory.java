package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;

/**
 * What a server remembers of classes: mu_c moves to mu_c + m / (n_c + m) x (mean of the m new examples - mu_c), and n_c to n_c + m,
 * exactly, because it keeps the sums. Any order of missions gives the same bits.
 */
public final class PrototypeMemory {

    private final Moments held;

    public PrototypeMemory(int classes, int width, Grid grid) {
        this.held = new Moments(new Prototypes().format(classes, width, grid));
    }

    /** Adds sums and counts of new examples. */
    public void learn(Moments delta) {
        held.add(delta);
    }

    /** Takes out what was learned before: the bytes are those of a memory that never had it. */
    public void forget(Moments delta) {
        held.subtract(delta);
    }

    /** Examples of a class. */
    public long count(int label) {
        return held.count(label);
    }

    /** The prototype of a class, {@code [width]}; zeros where it was never seen. */
    public double[] prototype(int label) {
        double[] mean = new double[held.format().width()];
        held.mean(label, mean);
        return mean;
    }

    /** All that is remembered, not a copy. */
    public Moments moments() {
        return held;
    }
}
