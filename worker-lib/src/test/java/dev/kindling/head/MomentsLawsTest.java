package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.merge.ExactSum;
import dev.kindling.merge.ExactSumLaws;
import java.util.List;

class MomentsLawsTest extends ExactSumLaws<Moments> {

    private static final MomentsFormat FORMAT = new MomentsFormat(3, 4, SecondMoments.PER_CLASS, true, Grid.DEFAULT);

    @Override
    protected ExactSum<Moments> merge() {
        return MomentsSum.of(FORMAT);
    }

    @Override
    protected Moments state(int number) {
        int[] labels = Learning.labels(number, 20, 3);
        Moments moments = new Moments(FORMAT);
        MomentsAccumulator accumulator = new MomentsAccumulator(FORMAT);
        accumulator.open(moments);
        accumulator.add(Learning.stretchedClusters(number, labels, 3, 4), 20, labels);
        accumulator.flush();
        // Words near the edge of 64 bits: the laws hold in the ring, and the bounds carry into their high words.
        for (int i = 0; i < moments.words().length; i += 3) {
            moments.words()[i] += number * (Long.MAX_VALUE / 3);
        }
        moments.words()[FORMAT.bound(1) + 1] += number * (Long.MAX_VALUE / 2);
        return moments;
    }

    @Override
    protected Object bits(Moments state) {
        return List.of(state.format(), state.offset(), words(state.words()));
    }
}
