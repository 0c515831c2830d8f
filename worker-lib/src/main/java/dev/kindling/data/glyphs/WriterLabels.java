package dev.kindling.data.glyphs;

import dev.kindling.random.RandomStream;

/** The labels of one writer: seeded orders of all classes, one after the other. Keeps the order last asked for. */
final class WriterLabels {

    private final long seed;
    private final long part;
    private final int writer;
    private final int classes;
    private int round = -1;
    private int[] order = {};

    WriterLabels(long seed, long part, int writer, int classes) {
        this.seed = seed;
        this.part = part;
        this.writer = writer;
        this.classes = classes;
    }

    int writer() {
        return writer;
    }

    /** The label of the writer's example {@code index}. */
    int at(int index) {
        if (index / classes != round) {
            round = index / classes;
            order = RandomStream.of(seed, "glyph-order", part, writer, round).permutation(classes);
        }
        return order[index % classes];
    }
}
