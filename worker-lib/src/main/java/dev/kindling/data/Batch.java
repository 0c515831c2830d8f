package dev.kindling.data;

import dev.kindling.tensor.Blas;

/** A minibatch as a layer wants it: float32 rows and labels in buffers that are filled again and again. */
public final class Batch {

    private final int width;
    private final float[] inputs;
    private final int[] labels;
    private int size;

    /** Room for {@code capacity} examples of {@code width} features. */
    public Batch(int capacity, int width) {
        if (capacity < 1) {
            throw new IllegalArgumentException("batch capacity must be >= 1 but was " + capacity);
        }
        this.width = width;
        this.inputs = new float[Blas.lengthFor(capacity, width)];
        this.labels = new int[capacity];
    }

    /** Fills the batch with {@code examples[order[from]] .. examples[order[to - 1]]}. */
    public void fill(Examples examples, int[] order, int from, int to) {
        requireSameWidth(examples);
        size = to - from;
        for (int row = 0; row < size; row++) {
            int example = order[from + row];
            examples.features().copyRow(example, inputs, row * width);
            labels[row] = examples.label(example);
        }
    }

    /** Fills the batch with {@code examples[from] .. examples[to - 1]}. */
    public void fill(Examples examples, int from, int to) {
        requireSameWidth(examples);
        size = to - from;
        for (int row = 0; row < size; row++) {
            examples.features().copyRow(from + row, inputs, row * width);
            labels[row] = examples.label(from + row);
        }
    }

    /** Fills the batch with what is in another of the same width. */
    public void fill(Batch other) {
        size = other.size;
        System.arraycopy(other.inputs, 0, inputs, 0, size * width);
        System.arraycopy(other.labels, 0, labels, 0, size);
    }

    /** Puts one more example behind those in the batch. */
    public void append(Examples examples, int example) {
        requireSameWidth(examples);
        examples.features().copyRow(example, inputs, size * width);
        labels[size++] = examples.label(example);
    }

    /** Puts the first {@code width} values in place of a row's inputs. */
    public void replace(int row, float[] values) {
        System.arraycopy(values, 0, inputs, row * width, width);
    }

    private void requireSameWidth(Examples examples) {
        if (examples.features().width() != width) {
            throw new IllegalArgumentException("batch of width " + width + " cannot hold examples of width "
                    + examples.features().width());
        }
    }

    /** Examples in the batch now. */
    public int size() {
        return size;
    }

    public int capacity() {
        return labels.length;
    }

    public int width() {
        return width;
    }

    /** The inputs, {@code [size, width]} row-major, shared: valid until the next fill; readers must not write. */
    public float[] inputs() {
        return inputs;
    }

    public int label(int row) {
        return labels[row];
    }
}
