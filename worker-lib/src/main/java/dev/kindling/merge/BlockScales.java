package dev.kindling.merge;

import dev.kindling.fixedpoint.FixedPoint;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed-point scale of each block of a model: the power of two that leaves {@link FixedPoint#HEAD_ROOM_BITS} over the
 * block's largest magnitude. A pure function of the model, so every task derives the same.
 *
 * @param ends index after the last parameter of each block, ascending
 * @param bits scale of each block
 */
public record BlockScales(List<Integer> ends, List<Integer> bits) implements Serializable {

    public BlockScales {
        ends = List.copyOf(ends);
        bits = List.copyOf(bits);
        if (ends.size() != bits.size()) {
            throw new IllegalArgumentException("block scales: " + ends.size() + " ends but " + bits.size() + " scales");
        }
    }

    /**
     * The scales for sums over updates of this model.
     *
     * @throws IllegalStateException if the model holds NaN or infinities
     */
    public static BlockScales of(Parameters model) {
        Layout layout = model.layout();
        List<Integer> ends = new ArrayList<>();
        List<Integer> bits = new ArrayList<>();
        for (int block = 0; block < layout.blocks(); block++) {
            int end = layout.blockStart(block + 1);
            ends.add(end);
            float largest = largest(model.values(), layout.blockStart(block), end);
            if (!(largest < Float.POSITIVE_INFINITY)) {
                throw new IllegalStateException("the global model has diverged: block " + block + " of "
                        + layout.blocks() + " holds " + largest + "; lower the learning rate");
            }
            bits.add(FixedPoint.bitsFor(largest));
        }
        return new BlockScales(ends, bits);
    }

    private static float largest(float[] values, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
