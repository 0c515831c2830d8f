package dev.kindling.data;

import java.util.Arrays;

/** Labelled examples in columns: features {@code [examples, width]} and one label 0..classes-1 for each row. */
public final class Examples {

    private final Features features;
    private final int[] labels;

    /** Takes ownership of both columns. */
    public Examples(Features features, int[] labels) {
        if (features.examples() != labels.length) {
            throw new IllegalArgumentException(
                    "examples: " + features.examples() + " rows of features but " + labels.length + " labels");
        }
        this.features = features;
        this.labels = labels;
    }

    /** Number of examples. */
    public int size() {
        return labels.length;
    }

    public Features features() {
        return features;
    }

    public int label(int example) {
        return labels[example];
    }

    /** The labels themselves, not a copy: for codecs, which must not write to them. */
    public int[] labels() {
        return labels;
    }

    /** New examples holding these rows, in this order. */
    public Examples select(int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = labels[rows[i]];
        }
        return new Examples(features.select(rows), selected);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Examples that && features.equals(that.features) && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(labels);
    }
}
