package dev.kindling.continual.strategy;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples kept from experiences behind, each with a key that ranks it, the number of the example it is, and where a strategy asks
 * the outputs that a network once gave for it. Immutable.
 */
public final class Memory {

    private static final Memory EMPTY = new Memory(
            new long[0], new long[0], new Examples(new FloatFeatures(0, 0, new float[0]), new int[0]), new float[0]);

    private final long[] keys;
    private final long[] ids;
    private final Examples examples;
    private final float[] logits;

    /** Takes ownership; {@code logits} is {@code [examples, classes]}, or empty. */
    public Memory(long[] keys, long[] ids, Examples examples, float[] logits) {
        if (keys.length != examples.size()
                || ids.length != keys.length
                || (keys.length == 0 ? logits.length > 0 : logits.length % keys.length != 0)) {
            throw new IllegalArgumentException("memory: " + examples.size() + " examples, " + keys.length + " keys, "
                    + ids.length + " ids and " + logits.length + " logits");
        }
        this.keys = keys;
        this.ids = ids;
        this.examples = examples;
        this.logits = logits;
    }

    /** Nothing. */
    public static Memory empty() {
        return EMPTY;
    }

    /** Items of both, those of {@code first} in front. */
    static Memory joined(Memory first, Memory second) {
        return joined(List.of(first, second));
    }

    /** Items of all, in their order. */
    static Memory joined(List<Memory> parts) {
        List<Memory> filled = parts.stream().filter(part -> part.size() > 0).toList();
        if (filled.size() <= 1) {
            return filled.isEmpty() ? EMPTY : filled.get(0);
        }
        float[] outputs =
                new float[filled.stream().mapToInt(part -> part.logits.length).sum()];
        int at = 0;
        for (Memory part : filled) {
            System.arraycopy(part.logits, 0, outputs, at, part.logits.length);
            at += part.logits.length;
        }
        return new Memory(
                filled.stream().flatMapToLong(part -> Arrays.stream(part.keys)).toArray(),
                filled.stream().flatMapToLong(part -> Arrays.stream(part.ids)).toArray(),
                Examples.joined(filled.stream().map(Memory::examples).toList()),
                outputs);
    }

    public int size() {
        return keys.length;
    }

    public Examples examples() {
        return examples;
    }

    /** Keys, not a copy; readers must not write. */
    public long[] keys() {
        return keys;
    }

    /** Which examples these are, not a copy; readers must not write. */
    public long[] ids() {
        return ids;
    }

    /** Outputs, {@code [size, classes]} or empty, not a copy; readers must not write. */
    public float[] logits() {
        return logits;
    }

    /** Items of one class, in the order they have here. */
    int[] rowsOf(int label) {
        return IntStream.range(0, size())
                .filter(row -> examples.label(row) == label)
                .toArray();
    }

    /** These items, in this order. */
    Memory select(int[] rows) {
        int width = size() == 0 ? 0 : logits.length / size();
        float[] selected = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(logits, rows[i] * width, selected, i * width, width);
        }
        return new Memory(
                Arrays.stream(rows).mapToLong(row -> keys[row]).toArray(),
                Arrays.stream(rows).mapToLong(row -> ids[row]).toArray(),
                examples.select(rows),
                selected);
    }

    /** The same items with other keys. */
    Memory rekeyed(long[] others) {
        return new Memory(others, ids, examples, logits);
    }

    /** The same items with these outputs. */
    Memory withLogits(float[] outputs) {
        return new Memory(keys, ids, examples, outputs);
    }

    /** What it takes as an array: features as they are stored, 4 bytes a label, 16 for key and number, 4 an output. */
    public long bytes() {
        long width = examples.features() instanceof PixelFeatures
                ? examples.features().width()
                : (long) Float.BYTES * examples.features().width();
        return size() * (width + Integer.BYTES + 2L * Long.BYTES) + (long) Float.BYTES * logits.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Memory that
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(logits, that.logits)
                && (size() == 0 || examples.equals(that.examples));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(ids);
    }
}
