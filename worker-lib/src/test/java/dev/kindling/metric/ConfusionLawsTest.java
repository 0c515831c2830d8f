package dev.kindling.metric;

import dev.kindling.merge.Merge;
import dev.kindling.merge.MergeLaws;

class ConfusionLawsTest extends MergeLaws<Confusion> {

    @Override
    protected Merge<Confusion> merge() {
        return of(() -> new Confusion(3), Confusion::add);
    }

    @Override
    protected Confusion state(int number) {
        Confusion confusion = new Confusion(3);
        for (int i = 0; i <= number; i++) {
            confusion.record(i % 3, (i + number) % 3);
        }
        return confusion;
    }

    @Override
    protected Object bits(Confusion state) {
        return words(state.counts());
    }
}
