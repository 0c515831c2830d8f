package dev.kindling.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EveryPartitionerTest {

    private static final List<Partitioner> ALL = List.of(
            new Iid(),
            new DirichletByClass(0.5, 1, false),
            new DirichletByClass(0.001, 1, true),
            new DirichletByClient(1e-6),
            new DirichletByClient(0.3),
            new LabelShards(2),
            new QuantitySkew(0.5, 1),
            new Natural());

    @Provide
    Arbitrary<Partitioner> partitioners() {
        return Arbitraries.of(ALL);
    }

    @Property(tries = 400)
    void everyExampleIsInExactlyOneClientAndClassTotalsAreConserved(
            @ForAll("partitioners") Partitioner partitioner,
            @ForAll @IntRange(min = 1, max = 400) int n,
            @ForAll @IntRange(min = 1, max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 20) int clients,
            @ForAll long seed) {
        Population population = Plans.population(n, classes, 30, seed);
        PartitionPlan plan;
        try {
            plan = partitioner.plan(population, clients, seed);
        } catch (UserMistake impossible) {
            assertThat(impossible.getMessage()).doesNotContain("\n").contains("clients");
            return;
        }
        assertThat(plan.examples()).isEqualTo(n);
        assertThat(plan.clients()).isEqualTo(clients);
        int[] totals = new int[classes];
        for (int[] row : Plans.table(population, plan)) {
            for (int label = 0; label < classes; label++) {
                totals[label] += row[label];
            }
        }
        int[] expected = new int[classes];
        for (int i = 0; i < n; i++) {
            expected[population.label(i)]++;
        }
        assertThat(totals).isEqualTo(expected);
    }

    @Property(tries = 60)
    void theSameSeedGivesTheSamePlan(@ForAll("partitioners") Partitioner partitioner, @ForAll long seed) {
        int[] first = Plans.clients(partitioner.plan(Plans.population(2000, 10, 30, 5), 4, seed));
        int[] second = Plans.clients(partitioner.plan(Plans.population(2000, 10, 30, 5), 4, seed));
        assertThat(first).isEqualTo(second);
    }

    @Test
    void moreClientsThanExamplesIsAMistakeThatSaysBothNumbers() {
        Population population = Plans.population(5, 2, 5, 1);
        for (Partitioner partitioner : ALL) {
            assertThatThrownBy(() -> partitioner.plan(population, 6, 1))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageMatching("[a-z-]+: 6 clients cannot each hold an example when there are only 5; "
                            + "take at most 5 clients");
        }
    }

    @Test
    void noExamplesAtAllIsAMistake() {
        Population nobody = new Population(new int[0], new int[0], 3);
        for (Partitioner partitioner : ALL) {
            assertThatThrownBy(() -> partitioner.plan(nobody, 1, 1))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageMatching(
                            "[a-z-]+: there are no examples to deal out; check the data set's paths, and its share if it is a subset");
        }
    }

    @Test
    void emptyClassesAreNoTrouble() {
        int[] labels = new int[100];
        Arrays.fill(labels, 7);
        for (Partitioner partitioner : ALL) {
            if (!(partitioner instanceof DirichletByClass)) {
                int[] groups = new int[100];
                Arrays.setAll(groups, i -> i);
                PartitionPlan plan = partitioner.plan(new Population(labels.clone(), groups, 9), 3, 1);
                assertThat(plan.examples()).isEqualTo(100);
            }
        }
    }

    @Test
    void aMillionExamplesForAHundredThousandClientsTakeSeconds() {
        Population population = Plans.population(1_000_000, 10, 200_000, 1);
        List<Partitioner> large = List.of(
                new Iid(),
                new DirichletByClient(0.1),
                new DirichletByClient(1e-3),
                new DirichletByClass(100, 1, false),
                new LabelShards(2),
                new QuantitySkew(20, 1),
                new Natural());
        for (Partitioner partitioner : large) {
            long start = System.nanoTime();
            assertThat(partitioner.plan(population, 100_000, 1).clients()).isEqualTo(100_000);
            double seconds = (System.nanoTime() - start) * 1e-9;
            System.out.printf("%s: %.2f s%n", partitioner, seconds);
            assertThat(seconds).as("%s", partitioner).isLessThan(30);
        }
    }
}
