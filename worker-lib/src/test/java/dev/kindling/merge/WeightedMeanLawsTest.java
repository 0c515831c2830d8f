package dev.kindling.merge;

import java.util.List;

class WeightedMeanLawsTest extends ExactSumLaws<UpdateSum> {

    @Override
    protected ExactSum<UpdateSum> merge() {
        return Rehearsal.merge(WeightedMean.SLICE_LENGTH);
    }

    @Override
    protected UpdateSum state(int number) {
        UpdateSum sum = Rehearsal.sum(number, 10 + number);
        // A word near the edge of 64 bits: the laws hold in the ring, not only in a range.
        sum.words()[0] += number * (Long.MAX_VALUE / 3);
        return sum;
    }

    @Override
    protected Object bits(UpdateSum state) {
        return List.of(state.offset(), words(state.words()), words(state.tally().words()));
    }
}
