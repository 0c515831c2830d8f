package dev.kindling.network;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/** Means over cells; cell (i, j) has the rows {@code [rows[i], rows[i + 1])} and the columns {@code [columns[j], columns[j + 1])}. */
@SuppressWarnings("ArrayRecordComponent")
record Averages(Shape input, int[] rows, int[] columns) implements PlacedLayer {

    @Override
    public Shape output() {
        return new Shape(input.channels(), rows.length - 1, columns.length - 1);
    }

    @Override
    public void initialise(float[] parameters, RandomStream random) {
        // Learns nothing.
    }

    @Override
    public Pass open(int capacity) {
        return new AveragesPass(this, capacity);
    }
}
