package dev.kindling.data;

import java.util.Arrays;

/** float32 values, used as they are. */
public final class FloatFeatures implements Features {

    private final int examples;
    private final int width;
    private final float[] values;

    /** Takes ownership of {@code values}, {@code [examples, width]} row-major. */
    public FloatFeatures(int examples, int width, float[] values) {
        if (values.length != (long) examples * width) {
            throw new IllegalArgumentException(
                    "features: expected " + examples + " x " + width + " values, found " + values.length);
        }
        this.examples = examples;
        this.width = width;
        this.values = values;
    }

    @Override
    public int examples() {
        return examples;
    }

    @Override
    public int width() {
        return width;
    }

    /** The values themselves, not a copy: for codecs, which must not write to them. */
    public float[] values() {
        return values;
    }

    @Override
    public void copyRow(int example, float[] into, int offset) {
        System.arraycopy(values, example * width, into, offset, width);
    }

    @Override
    public FloatFeatures select(int[] rows) {
        float[] selected = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
        return new FloatFeatures(rows.length, width, selected);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatFeatures that
                && examples == that.examples
                && width == that.width
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(values);
    }
}
