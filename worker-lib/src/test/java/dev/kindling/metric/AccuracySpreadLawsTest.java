package dev.kindling.metric;

import dev.kindling.merge.Merge;
import dev.kindling.merge.MergeLaws;
import java.util.List;

class AccuracySpreadLawsTest extends MergeLaws<AccuracySpread> {

    @Override
    protected Merge<AccuracySpread> merge() {
        return of(AccuracySpread::new, AccuracySpread::add);
    }

    @Override
    protected AccuracySpread state(int number) {
        AccuracySpread spread = new AccuracySpread();
        for (int i = 0; i < number; i++) {
            spread.record(i, number + i);
        }
        return spread;
    }

    @Override
    protected Object bits(AccuracySpread state) {
        return List.of(words(state.counts()), state.lowest(), state.highest());
    }
}
