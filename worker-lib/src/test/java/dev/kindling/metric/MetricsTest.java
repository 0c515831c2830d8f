package dev.kindling.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void theConfusionCountsTrueAgainstPredicted() {
        Confusion confusion = new Confusion(2);
        confusion.record(0, 0);
        confusion.record(0, 1);
        confusion.record(1, 1);
        confusion.record(1, 1);
        assertThat(confusion.counts()).containsExactly(1, 1, 0, 2);
        assertThat(confusion.count(0, 1)).isEqualTo(1);
        assertThat(confusion.accuracy()).isEqualTo(0.75);
        assertThat(new Confusion(2).accuracy()).isNaN();
    }

    @Test
    void aTallyGivesTheMeanLossOverAllExamples() {
        Tally tally = new Tally();
        tally.report(2, 2, 1, 3.0);
        tally.report(6, 6, 1, 1.0);
        assertThat(tally.meanLoss()).isEqualTo(0.5);
        assertThat(tally.weight()).isEqualTo(8);
        assertThat(new Tally().meanLoss()).isNaN();
    }

    @Test
    void theLossOfAClientIsRoundedToItsUnit() {
        Tally tally = new Tally();
        tally.report(1, 1, 1, 0.1);
        assertThat(tally.meanLoss()).isCloseTo(0.1, within(0x1p-17)).isNotEqualTo(0.1);
    }

    @Test
    void quantilesAreReadOffTheHistogram() {
        AccuracySpread spread = new AccuracySpread();
        spread.record(0, 0);
        assertThat(spread.clients()).isZero();
        assertThat(spread.quantile(0.5)).isNaN();
        for (int right = 1; right <= 10; right++) {
            spread.record(right, 10);
        }
        assertThat(spread.clients()).isEqualTo(10);
        assertThat(spread.lowest()).isEqualTo(0.1);
        assertThat(spread.highest()).isEqualTo(1);
        assertThat(spread.quantile(0.5)).isCloseTo(0.51, within(1e-12));
        assertThat(spread.quantile(1)).isCloseTo(0.99, within(1e-12));
        assertThat(spread.quantile(0)).isCloseTo(0.11, within(1e-12));
    }
}
