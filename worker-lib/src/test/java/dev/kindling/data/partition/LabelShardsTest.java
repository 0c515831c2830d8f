package dev.kindling.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LabelShardsTest {

    @Test
    void equalClassesAndTwoShardsGiveAtMostTwoClassesAClient() {
        int[] labels = new int[6000];
        Arrays.setAll(labels, i -> i % 10);
        Population population = new Population(labels, new int[6000], 10);
        PartitionPlan plan = new LabelShards(2).plan(population, 100, 1);
        for (int[] row : Plans.table(population, plan)) {
            assertThat(Arrays.stream(row).sum()).isEqualTo(60);
            assertThat(Arrays.stream(row).filter(count -> count > 0).count()).isBetween(1L, 2L);
        }
    }

    @Test
    void aRemainderIsDealtAndNotDropped() {
        PartitionPlan plan = new LabelShards(2).plan(Plans.population(1003, 10, 1, 1), 10, 1);
        assertThat(plan.examples()).isEqualTo(1003);
        assertThat(Plans.largest(plan) - Plans.smallest(plan)).isLessThanOrEqualTo(2);
    }

    @Test
    void moreShardsThanExamplesIsAMistake() {
        assertThatThrownBy(() -> new LabelShards(30).plan(Plans.population(100, 2, 1, 1), 4, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "label-shards: 4 clients with 30 shards each want 120 shards, but there are only 100 examples; "
                                + "take fewer clients or lower per-client");
        assertThatThrownBy(() -> new LabelShards(Integer.MAX_VALUE).plan(Plans.population(100, 2, 1, 1), 4, 1))
                .hasMessageContaining("want 8589934588 shards");
        assertThatThrownBy(() -> new LabelShards(0)).hasMessage("per-client must be >= 1 but was 0");
    }
}
