package dev.kindling.learn.forwardforward;

import dev.kindling.tensor.Blas;

/**
 * The first layer's input, {@code [rows, width]}: images whose first {@code classes} features give way to a label, scaled
 * to their length as {@link Normalisation} says.
 */
final class InputRows {

    private final Normalisation normalisation;
    private final int width;
    private final int classes;
    private final float labelScale;
    private final float[] values;

    InputRows(ForwardForward settings, int width, int classes, int rows) {
        this.normalisation = settings.normalisation();
        this.width = width;
        this.classes = classes;
        this.labelScale = (float) settings.labelScale();
        this.values = new float[Blas.lengthFor(rows, width)];
    }

    /** The rows, not a copy. */
    float[] values() {
        return values;
    }

    /** Row {@code row} becomes the image at {@code from} with its label slots 0 but for {@code label}'s. */
    void labelled(int row, float[] images, int from, int label) {
        overlay(row, images, from, 0);
        values[row * width + label] = labelScale;
        normalise(row);
    }

    /** Row {@code row} becomes the image at {@code from} with the same in every label slot. */
    void neutral(int row, float[] images, int from) {
        overlay(row, images, from, labelScale / classes);
        normalise(row);
    }

    /** Row {@code row} becomes the image at {@code from}, all of it. */
    void plain(int row, float[] images, int from) {
        System.arraycopy(images, from, values, row * width, width);
        normalise(row);
    }

    private void overlay(int row, float[] images, int from, float slot) {
        int start = row * width;
        System.arraycopy(images, from + classes, values, start + classes, width - classes);
        java.util.Arrays.fill(values, start, start + classes, slot);
    }

    private void normalise(int row) {
        double factor = normalisation.factor(Rows.squares(values, row * width, width), width);
        Rows.scale(values, (float) factor, values, row * width, width);
    }
}
