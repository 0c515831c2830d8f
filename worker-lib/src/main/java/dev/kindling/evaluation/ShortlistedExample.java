package dev.kindling.evaluation;

import dev.kindling.data.Examples;

/** An example on a {@link Shortlist}: where it stands, itself, its embedding, and what it was taken for. */
public final class ShortlistedExample {

    private final double order;
    private final long position;
    private final Examples shown;
    private final Examples embedded;
    private final int predicted;

    /**
     * {@code shown} and {@code embedded} hold exactly one example each.
     *
     * @param order lower is listed first; not NaN
     * @param position as {@link WrongExample#position(int, int)} makes it
     * @param predicted the class it was taken for; its own where nobody asked
     */
    public ShortlistedExample(double order, long position, Examples shown, Examples embedded, int predicted) {
        if (Double.isNaN(order)) {
            throw new IllegalArgumentException("the order of a shortlisted example is NaN");
        }
        this.order = order;
        this.position = position;
        this.shown = shown;
        this.embedded = embedded;
        this.predicted = predicted;
    }

    public double order() {
        return order;
    }

    public long position() {
        return position;
    }

    /** The example as the data set has it. */
    public Examples shown() {
        return shown;
    }

    /** The example as the head sees it. */
    public Examples embedded() {
        return embedded;
    }

    public int label() {
        return shown.label(0);
    }

    public int predicted() {
        return predicted;
    }
}
