package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.merge.ExactSum;
import dev.kindling.merge.ExactSumLaws;
import java.util.Arrays;

class KeySumsLawsTest extends ExactSumLaws<long[]> {

    private static final KeyValueBottleneck SETTINGS =
            new KeyValueBottleneck(3, 4, 2, 1, 1, 1, new KeySource.RandomKeys());
    private static final KeySums SUMS = new KeySums(SETTINGS, Grid.DEFAULT);

    @Override
    protected ExactSum<long[]> merge() {
        return SUMS;
    }

    @Override
    protected long[] state(int number) {
        long[] state = SUMS.zero();
        KeySums.Fold fold = SUMS.open(PlacedKeys.atRandom(SETTINGS), 5);
        float[] values = Learning.stretchedClusters(number, Learning.labels(number, 20, 3), 3, 5);
        for (int row = 0; row < 20; row++) {
            fold.add(values, row, state);
        }
        // The laws hold in the ring.
        state[number] += number * (Long.MAX_VALUE / 3);
        return state;
    }

    @Override
    protected Object bits(long[] state) {
        return Arrays.stream(state).boxed().toList();
    }
}
