package dev.kindling.nn;

import java.util.Arrays;

/** A model's learned values: a layout and one flat float32 array. What a round broadcasts and a model file keeps. */
public final class Parameters {

    private final Layout layout;
    private final float[] values;

    /** Takes ownership of {@code values}. */
    public Parameters(Layout layout, float[] values) {
        if (layout.size() != values.length) {
            throw new IllegalArgumentException(
                    "parameters: the layout has " + layout.size() + " values, the array " + values.length);
        }
        this.layout = layout;
        this.values = values;
    }

    public Layout layout() {
        return layout;
    }

    /** The values themselves, not a copy; readers must not write. */
    public float[] values() {
        return values;
    }

    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && layout.equals(that.layout) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
