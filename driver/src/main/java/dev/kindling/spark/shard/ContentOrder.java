package dev.kindling.spark.shard;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.random.RandomStream;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An order of examples that have no names: by a hash of label and feature bits, then by label, then by features. It is a function of what
 * the examples are, never of where they came from; examples that it cannot tell apart are the same.
 */
public final class ContentOrder {

    private ContentOrder() {}

    /** A hash of one example: label and the bits of {@code values[offset .. offset + width)}. */
    public static long hash(int label, float[] values, int offset, int width) {
        long hash = RandomStream.mix(label + 1L);
        for (int i = offset; i < offset + width; i++) {
            hash = RandomStream.mix(hash ^ Float.floatToRawIntBits(values[i]));
        }
        return hash;
    }

    /** The same examples in this order. */
    static Examples sorted(Examples examples) {
        FloatFeatures features = (FloatFeatures) examples.features();
        int width = features.width();
        long[] hashes = new long[examples.size()];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = hash(examples.label(row), features.values(), row * width, width);
        }
        Comparator<Integer> order = Comparator.<Integer>comparingLong(row -> hashes[row])
                .thenComparingInt(examples::label)
                .thenComparing((one, other) -> compare(features.values(), one * width, other * width, width));
        return examples.select(IntStream.range(0, hashes.length)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private static int compare(float[] values, int one, int other, int width) {
        for (int i = 0; i < width; i++) {
            int order = Float.compare(values[one + i], values[other + i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
