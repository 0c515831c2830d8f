package dev.kindling.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.metric.Absence;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedMeanTest {

    private static final int CLIENTS = 100;
    private static final float[] GLOBAL = {1, 2, -1};
    private static final float[] FIRST = {2, 2, 0};
    private static final float[] SECOND = {1, 6, -2};

    @Test
    void theMeanOfTwoClientsIsTheOneWorkedByHand() {
        WeightedMean merge = small(4);
        UpdateSum sum = merge.zero();
        add(sum, FIRST, 1, 4);
        add(sum, SECOND, 3, 4);
        // 1/4 (1, 0, 1) + 3/4 (0, 4, -1)
        assertThat(merge.finish(sum).values()).containsExactly(0.25f, 3f, -0.5f);
    }

    @Test
    void whoDidNotReportDoesNotDiluteTheMean() {
        WeightedMean merge = small(4);
        UpdateSum sum = merge.zero();
        add(sum, FIRST, 1, 4);
        sum.tally().miss(Absence.NOT_FINITE);
        assertThat(merge.finish(sum).values()).containsExactly(1f, 0f, 1f);
    }

    @Test
    void ifNobodyReportsTheMeanIsZero() {
        WeightedMean merge = small(4);
        MeanUpdate mean = merge.finish(merge.zero());
        assertThat(mean.values()).containsExactly(0f, 0f, 0f);
        assertThat(mean.tally().clients()).isZero();
    }

    private static List<UpdateSum> slices(WeightedMean merge, UpdateSum sum) {
        List<UpdateSum> slices = new ArrayList<>();
        merge.slices(sum).forEachRemaining(slices::add);
        return slices;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, Rehearsal.SIZE - 1, Rehearsal.SIZE, Rehearsal.SIZE + 1})
    void slicesMergedApartAndJoinedEqualTheWhole(int sliceLength) {
        WeightedMean whole = Rehearsal.merge(Rehearsal.SIZE);
        MeanUpdate expected = whole.finish(whole.merge(Rehearsal.sum(1, 2), Rehearsal.sum(3, 4, 5)));

        WeightedMean merge = Rehearsal.merge(sliceLength);
        List<UpdateSum> one = slices(merge, Rehearsal.sum(1, 2));
        List<UpdateSum> other = slices(merge, Rehearsal.sum(3, 4, 5));
        assertThat(one).hasSize(merge.count()).hasSameSizeAs(other);
        List<MeanUpdate> finished = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).words().length).isBetween(1, sliceLength);
            finished.add(merge.finish(merge.merge(one.get(i), other.get(i))));
        }
        MeanUpdate joined = merge.join(finished);
        assertThat(joined.values()).isEqualTo(expected.values());
        assertThat(joined.offset()).isZero();
        assertThat(joined.tally().words()).isEqualTo(expected.tally().words());
    }

    @Property(tries = 30)
    void anyOrderAndAnyGroupingOfAHundredClientsGivesEqualWords(@ForAll long seed) {
        UpdateSum oneByOne = Rehearsal.sum(IntStream.range(0, CLIENTS).toArray());
        RandomStream random = RandomStream.of(seed, "grouping");
        WeightedMean merge = Rehearsal.merge(WeightedMean.SLICE_LENGTH);
        List<UpdateSum> open = new ArrayList<>();
        for (int client : random.permutation(CLIENTS)) {
            open.add(Rehearsal.sum(client));
        }
        while (open.size() > 1) {
            UpdateSum from = open.remove(random.nextInt(open.size()));
            UpdateSum into = open.remove(random.nextInt(open.size()));
            open.add(merge.merge(into, from));
        }
        assertThat(open.get(0).words()).isEqualTo(oneByOne.words());
        assertThat(open.get(0).tally().words()).isEqualTo(oneByOne.tally().words());
    }

    @Property(tries = 30)
    void aClientTakenOutLeavesTheWordsOfARunThatNeverHadIt(@ForAll @IntRange(max = CLIENTS - 1) int forgotten) {
        UpdateSum all = Rehearsal.sum(IntStream.range(0, CLIENTS).toArray());
        UpdateSum without = Rehearsal.sum(
                IntStream.range(0, CLIENTS).filter(c -> c != forgotten).toArray());
        UpdateSum left = Rehearsal.merge(WeightedMean.SLICE_LENGTH).subtract(all, Rehearsal.sum(forgotten));
        assertThat(left.words()).isEqualTo(without.words());
        assertThat(left.tally().words()).isEqualTo(without.tally().words());
    }

    @Test
    void aMeanWithoutWeightOrWithEmptySlicesIsRefused() {
        assertThatThrownBy(() -> new WeightedMean(Rehearsal.scales(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight 0");
        assertThatThrownBy(() -> new WeightedMean(Rehearsal.scales(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slice length 0");
    }

    private static Parameters smallModel() {
        Layout.Builder layout = Layout.builder();
        layout.add("w", 3);
        return new Parameters(layout.build(), GLOBAL.clone());
    }

    private static WeightedMean small(long totalWeight) {
        return new WeightedMean(BlockScales.of(smallModel()), totalWeight, WeightedMean.SLICE_LENGTH);
    }

    private static void add(UpdateSum sum, float[] trained, long weight, long totalWeight) {
        assertThat(sum.add(GLOBAL, trained, (double) weight / totalWeight, BlockScales.of(smallModel())))
                .isTrue();
        sum.tally().report(weight, weight, 1, 0);
    }
}
