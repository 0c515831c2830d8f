package dev.kindling.head;

import dev.kindling.merge.Merge;
import dev.kindling.merge.MergeLaws;
import java.util.Arrays;

class KeySampleLawsTest extends MergeLaws<long[]> {

    private static final KeySample SAMPLE = new KeySample(6, 2, 3);

    @Override
    protected Merge<long[]> merge() {
        return SAMPLE;
    }

    /** Up to eight of twelve points: states overlap, and some are full. */
    @Override
    protected long[] state(int number) {
        long[] state = SAMPLE.zero();
        for (int i = 0; i < 2 * number; i++) {
            state = SAMPLE.add(state, new float[] {(i + 3 * number) % 12, 1}, 0);
        }
        return state;
    }

    @Override
    protected Object bits(long[] state) {
        return Arrays.stream(state).boxed().toList();
    }
}
