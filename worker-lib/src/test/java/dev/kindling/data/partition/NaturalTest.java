package dev.kindling.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NaturalTest {

    private final Population population = Plans.population(1000, 10, 30, 1);

    @Test
    void asManyGroupsAsClientsKeepTheirOrder() {
        PartitionPlan plan = new Natural().plan(population, 30, 1);
        for (int i = 0; i < plan.examples(); i++) {
            assertThat(plan.clientOf(i)).isEqualTo(population.group(i) / 7);
        }
    }

    @Test
    void moreGroupsAreBundledWhole() {
        PartitionPlan plan = new Natural().plan(population, 4, 1);
        Map<Integer, Integer> clientOfGroup = new HashMap<>();
        Map<Integer, Set<Integer>> groupsOfClient = new HashMap<>();
        for (int i = 0; i < plan.examples(); i++) {
            int client = plan.clientOf(i);
            assertThat(clientOfGroup.merge(population.group(i), client, (old, same) -> old))
                    .isEqualTo(client);
            groupsOfClient.computeIfAbsent(client, c -> new HashSet<>()).add(population.group(i));
        }
        assertThat(groupsOfClient.values()).extracting(Set::size).containsExactlyInAnyOrder(8, 8, 7, 7);
        assertThat(Plans.clients(plan)).isNotEqualTo(Plans.clients(new Natural().plan(population, 4, 2)));
    }

    @Test
    void fewerGroupsThanClientsIsAMistake() {
        assertThatThrownBy(() -> new Natural().plan(population, 31, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "natural: expected at least 31 groups for as many clients, found 30; take at most 30 clients, "
                                + "name the data's group column, or use another partitioner");
    }
}
