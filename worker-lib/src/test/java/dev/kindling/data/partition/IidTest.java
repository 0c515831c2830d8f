package dev.kindling.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IidTest {

    @Property(tries = 100)
    void sizesDifferByAtMostOne(
            @ForAll @IntRange(min = 1, max = 500) int n,
            @ForAll @IntRange(min = 1, max = 500) int k,
            @ForAll long seed) {
        int clients = Math.min(n, k);
        PartitionPlan plan = new Iid().plan(Plans.population(n, 3, 1, seed), clients, seed);
        assertThat(plan.examples()).isEqualTo(n);
        assertThat(Plans.largest(plan) - Plans.smallest(plan)).isLessThanOrEqualTo(1);
    }

    @Test
    void anotherSeedIsAnotherPlan() {
        Population population = Plans.population(1000, 10, 1, 1);
        assertThat(Plans.clients(new Iid().plan(population, 10, 1)))
                .isEqualTo(Plans.clients(new Iid().plan(population, 10, 1)))
                .isNotEqualTo(Plans.clients(new Iid().plan(population, 10, 2)));
    }

    @Test
    void moreClientsThanExamplesIsAMistake() {
        Population population = Plans.population(3, 2, 1, 1);
        assertThatThrownBy(() -> new Iid().plan(population, 4, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("iid: 4 clients cannot each hold an example when there are only 3; take at most 3 clients");
    }

    @Test
    void noClientsAtAllIsAMistake() {
        Population population = Plans.population(3, 2, 1, 1);
        assertThatThrownBy(() -> new Iid().plan(population, 0, 1)).hasMessage("clients must be >= 1 but was 0");
    }
}
