package dev.kindling.continual.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservoirTest {

    private static final int ALL = 200;

    private static Examples examples(long[] ids) {
        float[] values = new float[ids.length];
        int[] labels = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            values[i] = ids[i];
            labels[i] = ids[i] < 150 ? 0 : 1;
        }
        return new Examples(new FloatFeatures(ids.length, 1, values), labels);
    }

    private static long[] ids(int from, int to) {
        return LongStream.range(from, to).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void theMemoryIsTheSameForAnyPartitioningAndOrder(int parts) {
        for (Reservoir reservoir : List.of(new Reservoir.Uniform(20), new Reservoir.Balanced(9))) {
            Memory whole = reservoir.of(examples(ids(0, ALL)), ids(0, ALL), 4);
            List<List<Long>> dealt = new ArrayList<>();
            IntStream.range(0, parts).forEach(part -> dealt.add(new ArrayList<>()));
            RandomStream random = RandomStream.of(parts, "deal");
            for (int id : random.permutation(ALL)) {
                dealt.get(random.nextInt(parts)).add((long) id);
            }
            Memory merged = reservoir.zero();
            for (List<Long> part : dealt) {
                long[] held = part.stream().mapToLong(Long::longValue).toArray();
                merged = reservoir.merge(merged, reservoir.of(examples(held), held, 4));
            }
            assertThat(merged).isEqualTo(whole);
        }
    }

    @Test
    void everyExampleIsInWithTheSameProbability() {
        Reservoir reservoir = new Reservoir.Uniform(50);
        int seeds = 2000;
        int[] counts = new int[ALL];
        for (int seed = 0; seed < seeds; seed++) {
            for (long id :
                    reservoir.of(examples(ids(0, ALL)), ids(0, ALL), seed).ids()) {
                counts[(int) id]++;
            }
        }
        // Pearson's statistic with the binomial variance: 199 degrees of freedom, mean 199, deviation 20.
        double expected = seeds / 4.0;
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / (expected * 0.75);
        }
        assertThat(statistic).isBetween(100.0, 300.0);
    }

    @Test
    void aMemoryOfPartOfTheStreamHoldsAllThatTheWholesWillHaveOfIt() {
        Reservoir reservoir = new Reservoir.Uniform(10);
        Memory early = reservoir.of(examples(ids(0, 100)), ids(0, 100), 8);
        Memory whole = reservoir.of(examples(ids(0, ALL)), ids(0, ALL), 8);
        long[] left = LongStream.of(whole.ids()).filter(id -> id < 100).toArray();
        assertThat(left).isNotEmpty();
        assertThat(LongStream.of(early.ids()).boxed().toList())
                .containsAll(LongStream.of(left).boxed().toList());
    }

    @Test
    void whatTwoPartsHoldCountsOnce() {
        for (Reservoir reservoir : List.of(new Reservoir.Uniform(20), new Reservoir.Balanced(9))) {
            Memory one = reservoir.of(examples(ids(0, 120)), ids(0, 120), 4);
            Memory other = reservoir.of(examples(ids(80, ALL)), ids(80, ALL), 4);
            assertThat(reservoir.merge(one, other)).isEqualTo(reservoir.of(examples(ids(0, ALL)), ids(0, ALL), 4));
        }
    }

    @Test
    void aBalancedMemoryHasTheSameQuotaForARareClass() {
        Memory memory = new Reservoir.Balanced(9).of(examples(ids(0, ALL)), ids(0, ALL), 4);
        assertThat(memory.rowsOf(0)).hasSize(9);
        assertThat(memory.rowsOf(1)).hasSize(9);
    }

    @Test
    void whatAnItemBringsAlongStaysWithIt() {
        Memory old = Lessons.memory(0, 3).withLogits(new float[] {1, 1, 2, 2, 3, 3});
        Memory fresh = Lessons.memory(3, 3).withLogits(new float[] {4, 4, 5, 5, 6, 6});
        Memory merged = new Reservoir.Uniform(6).merge(fresh, old);
        for (Memory part : List.of(old, fresh)) {
            for (int row = 0; row < 3; row++) {
                int at = LongStream.of(merged.ids()).boxed().toList().indexOf(part.ids()[row]);
                assertThat(merged.logits()[2 * at]).isEqualTo(part.logits()[2 * row]);
                assertThat(merged.examples().select(new int[] {at}))
                        .isEqualTo(part.examples().select(new int[] {row}));
            }
        }
    }

    @Test
    void bytesAreThoseOfFeaturesLabelsKeysNumbersAndOutputs() {
        assertThat(Lessons.memory(0, 3).withLogits(new float[6]).bytes()).isEqualTo(3 * (12 + 4 + 16) + 24);
    }

    @Test
    void aMemoryWithoutAPlaceForEachClassIsRefused() {
        assertThatThrownBy(() -> new KeepSamples(9, true, false).reservoir(10))
                .isInstanceOf(UserMistake.class)
                .hasMessage("memory must be at least 10, one example for each class seen, but was 9; raise"
                        + " strategy.memory");
    }
}
