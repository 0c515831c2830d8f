package dev.kindling.network;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;

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
    public Value describe(GraphBuilder graph, Value before) {
        return graph.cellMeans(
                before,
                Arrays.stream(rows).boxed().toList(),
                Arrays.stream(columns).boxed().toList(),
                output());
    }

    @Override
    public Pass open(int capacity) {
        return new AveragesPass(this, capacity);
    }
}
