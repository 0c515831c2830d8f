package dev.kindling.data;

/** Examples written down in a test. */
public final class HandMade {

    private HandMade() {}

    public static Examples examples(float[][] rows, int... labels) {
        int width = rows[0].length;
        float[] values = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * width, width);
        }
        return new Examples(new FloatFeatures(rows.length, width, values), labels);
    }

    /** All examples in one batch. */
    public static Batch batch(Examples examples) {
        Batch batch = new Batch(examples.size(), examples.features().width());
        batch.fill(examples, 0, examples.size());
        return batch;
    }
}
