package dev.kindling.data;

import java.util.Arrays;
import java.util.List;

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

    /** The rows of all parts, one part behind another; parts without rows may be of any kind and width. */
    public static Examples joined(List<Examples> parts) {
        List<Examples> full = parts.stream().filter(part -> part.size() > 0).toList();
        if (full.size() <= 1) {
            return full.isEmpty() ? parts.get(0) : full.get(0);
        }
        int[] labels =
                full.stream().flatMapToInt(part -> Arrays.stream(part.labels)).toArray();
        return new Examples(joinedFeatures(full, labels.length), labels);
    }

    private static Features joinedFeatures(List<Examples> parts, int rows) {
        int width = parts.get(0).features.width();
        int at = 0;
        if (parts.get(0).features instanceof PixelFeatures) {
            byte[] bytes = new byte[Math.multiplyExact(rows, width)];
            for (Examples part : parts) {
                byte[] more = ((PixelFeatures) part.features).bytes();
                System.arraycopy(more, 0, bytes, at, more.length);
                at += more.length;
            }
            return new PixelFeatures(rows, width, bytes);
        }
        float[] values = new float[Math.multiplyExact(rows, width)];
        for (Examples part : parts) {
            float[] more = ((FloatFeatures) part.features).values();
            System.arraycopy(more, 0, values, at, more.length);
            at += more.length;
        }
        return new FloatFeatures(rows, width, values);
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
