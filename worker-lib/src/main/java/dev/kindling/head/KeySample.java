package dev.kindling.head;

import dev.kindling.merge.Merge;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/**
 * The examples that keys begin at: those whose embeddings have the smallest hashes, each embedding once. A function of the set of embeddings
 * alone, so it is the same in any order and partitioning. A state holds for each example its hash and then the bits of its values, by hash.
 *
 * @param most how many at most
 * @param width values in an embedding
 * @param seed of the hashes
 */
public record KeySample(int most, int width, long seed) implements Merge<long[]> {

    /** Of the examples that the keys of these settings begin at. */
    public static KeySample of(KeyValueBottleneck settings, int width) {
        return new KeySample(settings.pairs(), width, settings.seed());
    }

    private int stride() {
        return 1 + width;
    }

    @Override
    public long[] zero() {
        return new long[0];
    }

    /** A state of one embedding, the one at {@code row}; of nothing if it holds a NaN or an infinity. */
    public long[] one(float[] embeddings, int row) {
        long[] state = new long[stride()];
        state[0] = RandomStream.mix(seed);
        for (int i = 0; i < width; i++) {
            // One zero only.
            float value = embeddings[row * width + i] + 0f;
            if (!Float.isFinite(value)) {
                return zero();
            }
            state[1 + i] = Float.floatToIntBits(value);
            state[0] = RandomStream.mix(state[0] ^ state[1 + i]);
        }
        return state;
    }

    /** Adds the embedding at {@code row}: what {@link #merge} makes of {@link #one}, mostly without merging. */
    public long[] add(long[] state, float[] embeddings, int row) {
        long[] one = one(embeddings, row);
        boolean full = state.length == most * stride();
        return full && one.length > 0 && one[0] > state[state.length - stride()] ? state : merge(state, one);
    }

    @Override
    public long[] merge(long[] into, long[] from) {
        long[] merged = new long[Math.min(most * stride(), into.length + from.length)];
        int a = 0;
        int b = 0;
        int at = 0;
        while (at < merged.length && (a < into.length || b < from.length)) {
            int order = a == into.length ? 1 : b == from.length ? -1 : compare(into, a, from, b);
            System.arraycopy(order <= 0 ? into : from, order <= 0 ? a : b, merged, at, stride());
            at += stride();
            a += order <= 0 ? stride() : 0;
            b += order >= 0 ? stride() : 0;
        }
        return Arrays.copyOf(merged, at);
    }

    private int compare(long[] into, int a, long[] from, int b) {
        return Arrays.compare(into, a, a + stride(), from, b, b + stride());
    }

    int count(long[] state) {
        return state.length / stride();
    }

    /** Embedding {@code index} of a state. */
    float[] embedding(long[] state, int index) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = Float.intBitsToFloat((int) state[index * stride() + 1 + i]);
        }
        return values;
    }
}
