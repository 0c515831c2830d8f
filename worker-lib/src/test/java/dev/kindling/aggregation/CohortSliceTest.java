package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.merge.MeanUpdate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortSliceTest {

    static Stream<CohortRule> rules() {
        return Stream.of(
                new Median(),
                new TrimmedMean(0.2),
                new Krum(0.2),
                new MultiKrum(0.2, 0),
                new GeometricMedian(100, 1e-5));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theOrderInWhichSlicesArriveLeavesNoTrace(CohortRule rule) {
        float[][] updates = Cohorts.random(12, 70_000, 8);
        updates[3] = new float[0];
        MeanUpdate expected = Cohorts.merged(rule, 0, updates);
        assertThat(expected.tally().clients()).isEqualTo(11);
        assertThat(expected.tally().diverged()).isEqualTo(1);
        for (long order = 1; order < 4; order++) {
            MeanUpdate merged = Cohorts.merged(rule, order, updates);
            assertThat(merged.values()).isEqualTo(expected.values());
            assertThat(merged.tally().words()).isEqualTo(expected.tally().words());
        }
    }

    /** Krum aside, which of equals takes the lowest id, and the float sums that follow the order of ids. */
    @ParameterizedTest
    @MethodSource("rules")
    void whoIsCalledHowMattersNoMoreThanRounding(CohortRule rule) {
        float[][] updates = Cohorts.random(9, 40, 9);
        float[] expected = Cohorts.merged(rule, updates);
        java.util.Collections.reverse(java.util.Arrays.asList(updates));
        float[] renamed = Cohorts.merged(rule, updates);
        for (int i = 0; i < expected.length; i++) {
            assertThat(renamed[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6f));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ofEqualUpdatesEveryRuleGivesTheUpdate(CohortRule rule) {
        float[] update = Cohorts.random(1, 33, 10)[0];
        float[][] updates = new float[7][];
        java.util.Arrays.setAll(updates, k -> update.clone());
        assertThat(Cohorts.merged(rule, updates)).isEqualTo(update);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ifNobodyReportedNothingMoves(CohortRule rule) {
        CohortSlicing slicing = new CohortSlicing(2, 1);
        ClientSlice diverged = Cohorts.slice(slicing, 0, 4, new float[0]);
        CohortSlice nobody = CohortSlice.gather(List.of(diverged).iterator(), slicing, 0);
        MeanUpdate merged = rule instanceof CoordinateRule each
                ? nobody.merge(each)
                : nobody.mean(((DistanceRule) rule).weights(SquaredDistances.within(nobody)));
        assertThat(merged.values()).containsExactly(0, 0);
        assertThat(merged.tally().diverged()).isEqualTo(1);
    }

    @Test
    void moreOrFewerClientsThanTheRoundHasAreAFault() {
        CohortSlicing slicing = new CohortSlicing(2, 2);
        ClientSlice one = Cohorts.slice(slicing, 0, 0, new float[] {1, 2});
        assertThatThrownBy(() -> CohortSlice.gather(List.of(one, one, one).iterator(), slicing, 0))
                .hasMessageContaining("more than the 2 clients");
        assertThatThrownBy(() -> CohortSlice.gather(List.of(one).iterator(), slicing, 0))
                .hasMessageContaining("expected 2 clients, got 1");
        ClientSlice foreign = new ClientSlice(1, 1, new float[1], one.tally());
        assertThatThrownBy(() -> CohortSlice.gather(List.of(one, foreign).iterator(), slicing, 0))
                .hasMessageContaining("expected [0, +2) of client 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 100, 1023, 1024, 1025, 10_000, 5_000_000})
    void slicesCoverEveryParameterOnceAndTheBoundHolds(int cohort) {
        CohortSlicing slicing = new CohortSlicing(300_000, cohort);
        int next = 0;
        for (int slice = 0; slice < slicing.count(); slice++) {
            assertThat(slicing.start(slice)).isEqualTo(next);
            assertThat(slicing.numberOf(next)).isEqualTo(slice);
            assertThat(slicing.end(slice)).isGreaterThan(next);
            assertThat((long) Float.BYTES * cohort * (slicing.end(slice) - next))
                    .isLessThanOrEqualTo(slicing.mostBytes());
            next = slicing.end(slice);
        }
        assertThat(next).isEqualTo(300_000);
        assertThat(slicing.mostBytes()).isLessThanOrEqualTo(Math.max(16 << 20, 4L * cohort));
        if (cohort <= DistanceRule.MOST_CLIENTS) {
            assertThat(slicing.length() % SquaredDistances.CHUNK).isZero();
        }
    }
}
