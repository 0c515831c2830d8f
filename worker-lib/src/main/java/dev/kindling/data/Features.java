package dev.kindling.data;

/**
 * The inputs of a number of examples, row-major {@code [examples, width]}. Pixels stay bytes until a task uses them.
 */
public sealed interface Features permits PixelFeatures, FloatFeatures {

    /** Number of rows. */
    int examples();

    /** Values in a row. */
    int width();

    /** Writes row {@code example} as float32 to {@code into[offset .. offset + width)}. */
    void copyRow(int example, float[] into, int offset);

    /** New features holding these rows, in this order. */
    Features select(int[] rows);
}
