package dev.kindling.data.formats;

import dev.kindling.data.Chunk;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A split read to its end. */
record Reading(List<Chunk> chunks) {

    static Reading of(DataSet data, Split split, Storage storage, int most) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        try (ExampleStream stream = data.open(split, storage)) {
            for (Chunk chunk = stream.next(most); chunk != null; chunk = stream.next(most)) {
                chunks.add(chunk);
            }
        }
        return new Reading(chunks);
    }

    List<Integer> sizes() {
        return chunks.stream().map(chunk -> chunk.examples().size()).toList();
    }

    List<Integer> labels() {
        List<Integer> labels = new ArrayList<>();
        for (Chunk chunk : chunks) {
            for (int label : chunk.examples().labels()) {
                labels.add(label);
            }
        }
        return labels;
    }

    List<Integer> groups() {
        List<Integer> groups = new ArrayList<>();
        for (Chunk chunk : chunks) {
            for (int group : chunk.groups()) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** All rows, one behind the other. */
    List<Float> values() {
        List<Float> values = new ArrayList<>();
        for (Chunk chunk : chunks) {
            float[] row = new float[chunk.examples().features().width()];
            for (int i = 0; i < chunk.examples().size(); i++) {
                chunk.examples().features().copyRow(i, row, 0);
                for (float value : row) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
