package dev.kindling.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The laws of a merge that can be undone. */
public abstract class ExactSumLaws<S> extends MergeLaws<S> {

    @Override
    protected abstract ExactSum<S> merge();

    @Test
    void subtractUndoesMergeToTheLastBit() {
        for (int i = 0; i < STATES; i++) {
            for (int j = 0; j < STATES; j++) {
                S merged = merge().merge(state(i), state(j));
                assertThat(bits(merge().subtract(merged, state(j)))).isEqualTo(bits(state(i)));
            }
        }
    }

    @Test
    void whatIsSubtractedStaysAsItWas() {
        S part = state(1);
        merge().subtract(merge().merge(state(0), state(1)), part);
        assertThat(bits(part)).isEqualTo(bits(state(1)));
    }

    @Test
    void aPartCanBeTakenOutOfTheMiddle() {
        S all = merge().merge(merge().merge(state(0), state(1)), state(2));
        assertThat(bits(merge().subtract(all, state(1)))).isEqualTo(bits(merge().merge(state(0), state(2))));
    }
}
