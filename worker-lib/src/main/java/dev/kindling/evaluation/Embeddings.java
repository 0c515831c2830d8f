package dev.kindling.evaluation;

import java.util.Comparator;
import java.util.List;

/** Labelled points in an encoder's space, of one holder of examples or of several. */
public final class Embeddings {

    private final int holder;
    private final int[] labels;
    private final float[] values;

    /**
     * Takes ownership.
     *
     * @param holder id of who held the examples
     * @param values {@code [labels, dimension]} row-major
     */
    public Embeddings(int holder, int[] labels, float[] values) {
        if (labels.length == 0 || values.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    "embeddings: " + values.length + " values for " + labels.length + " labels");
        }
        this.holder = holder;
        this.labels = labels;
        this.values = values;
    }

    /** All of them in the order of holders. */
    public static Embeddings of(List<Embeddings> parts) {
        List<Embeddings> ordered = parts.stream()
                .sorted(Comparator.comparingInt(Embeddings::holder))
                .toList();
        int rows = ordered.stream().mapToInt(part -> part.labels.length).reduce(0, Math::addExact);
        int[] labels = new int[rows];
        float[] values = new float[Math.multiplyExact(rows, ordered.get(0).dimension())];
        int row = 0;
        for (Embeddings part : ordered) {
            System.arraycopy(part.labels, 0, labels, row, part.labels.length);
            System.arraycopy(part.values, 0, values, row * part.dimension(), part.values.length);
            row += part.labels.length;
        }
        return new Embeddings(ordered.get(0).holder, labels, values);
    }

    public int holder() {
        return holder;
    }

    /** Values of a point. */
    public int dimension() {
        return values.length / labels.length;
    }

    /** One label a point, not a copy. */
    public int[] labels() {
        return labels;
    }

    /** {@code [points, dimension]}, not a copy. */
    public float[] values() {
        return values;
    }
}
