package dev.kindling.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DirichletTest {

    /** 99.99 % quantile of chi-squared with 9 x 9 degrees of freedom. */
    private static final double CHI_SQUARED_81 = 135;

    private static double chiSquared(Population population, PartitionPlan plan) {
        int[][] table = Plans.table(population, plan);
        double[] ofClass = new double[population.classes()];
        for (int[] row : table) {
            for (int label = 0; label < row.length; label++) {
                ofClass[label] += row[label];
            }
        }
        double sum = 0;
        for (int client = 0; client < table.length; client++) {
            for (int label = 0; label < ofClass.length; label++) {
                double expected = ofClass[label] * plan.size(client) / population.size();
                sum += (table[client][label] - expected) * (table[client][label] - expected) / expected;
            }
        }
        return sum;
    }

    /** The mean over clients of the share of their most frequent class. */
    private static double dominance(Population population, PartitionPlan plan) {
        double sum = 0;
        int[][] table = Plans.table(population, plan);
        for (int client = 0; client < table.length; client++) {
            sum += (double) Arrays.stream(table[client]).max().orElseThrow() / plan.size(client);
        }
        return sum / table.length;
    }

    @Property(tries = 200)
    void sharesSumToOneOverTheOpenEntriesForAnyAlpha(
            @ForAll @DoubleRange(min = 0.01, max = 1e9) double alpha,
            @ForAll @IntRange(min = 1, max = 50) int n,
            @ForAll long seed) {
        for (double concentration : new double[] {alpha, 1e-6, 1e-3, 1, 1e9}) {
            RandomStream random = RandomStream.of(seed, "test");
            double[] shares = new double[n];
            boolean[] open = new boolean[n];
            Arrays.setAll(shares, i -> 0);
            for (int i = 0; i < n; i++) {
                open[i] = i == n / 2 || random.nextInt(2) == 0;
            }
            Dirichlet.drawLogarithms(random, concentration, shares);
            Dirichlet.normalise(shares, open);
            assertThat(Arrays.stream(shares).sum()).isBetween(1 - 1e-9, 1 + 1e-9);
            for (int i = 0; i < n; i++) {
                assertThat(shares[i]).isBetween(0.0, open[i] ? 1.0 : 0.0);
            }
        }
    }

    @Test
    void theVarianceOfAShareIsThatOfTheDistribution() {
        double alpha = 0.5;
        int n = 4;
        double sum = 0;
        double squares = 0;
        int draws = 20_000;
        boolean[] open = {true, true, true, true};
        for (int i = 0; i < draws; i++) {
            double[] shares = new double[n];
            Dirichlet.drawLogarithms(RandomStream.of(1, "test", i), alpha, shares);
            Dirichlet.normalise(shares, open);
            sum += shares[0];
            squares += shares[0] * shares[0];
        }
        double mean = sum / draws;
        // Var = (1/n)(1 - 1/n) / (n alpha + 1) = 0.0625.
        assertThat(mean).isBetween(0.24, 0.26);
        assertThat(squares / draws - mean * mean).isBetween(0.060, 0.065);
    }

    @Property(tries = 200)
    void theMinimumIsMetOrThereIsNoPlan(
            @ForAll @DoubleRange(min = 0.01, max = 10) double alpha,
            @ForAll @IntRange(min = 1, max = 30) int minimum,
            @ForAll @IntRange(min = 1, max = 12) int clients,
            @ForAll boolean balance,
            @ForAll long seed) {
        Population population = Plans.population(400, 10, 1, seed);
        try {
            PartitionPlan byClass = new DirichletByClass(alpha, minimum, balance).plan(population, clients, seed);
            assertThat(Plans.smallest(byClass)).isGreaterThanOrEqualTo(minimum);
            PartitionPlan skewed = new QuantitySkew(alpha, minimum).plan(population, clients, seed);
            assertThat(Plans.smallest(skewed)).isGreaterThanOrEqualTo(minimum);
        } catch (UserMistake noPlan) {
            assertThat(noPlan).hasMessageContaining("minimum");
        }
    }

    @Test
    void aLargeAlphaApproachesIid() {
        Population population = Plans.population(20_000, 10, 1, 3);
        assertThat(chiSquared(population, new DirichletByClass(1e9, 10, false).plan(population, 10, 1)))
                .isLessThan(CHI_SQUARED_81);
        assertThat(chiSquared(population, new DirichletByClient(1e9).plan(population, 10, 1)))
                .isLessThan(CHI_SQUARED_81);
        assertThat(chiSquared(population, new Iid().plan(population, 10, 1))).isLessThan(CHI_SQUARED_81);
        assertThat(chiSquared(population, new DirichletByClass(1, 10, false).plan(population, 10, 1)))
                .isGreaterThan(CHI_SQUARED_81);
    }

    @Test
    void aSmallAlphaGivesAboutOneClassAClient() {
        Population population = Plans.population(50_000, 10, 1, 3);
        PartitionPlan plan = new DirichletByClient(1e-6).plan(population, 1000, 1);
        assertThat(dominance(population, plan)).isGreaterThan(0.9);
        assertThat(Plans.largest(plan) - Plans.smallest(plan)).isLessThanOrEqualTo(1);
        PartitionPlan mixed = new DirichletByClient(100).plan(population, 1000, 1);
        assertThat(dominance(population, mixed)).isLessThan(0.3);
    }

    @Test
    void balanceKeepsFullClientsFromGettingMore() {
        Population population = Plans.population(10_000, 10, 1, 3);
        PartitionPlan balanced = new DirichletByClass(0.1, 1, true).plan(population, 5, 1);
        PartitionPlan free = new DirichletByClass(0.1, 1, false).plan(population, 5, 1);
        assertThat(Plans.largest(balanced)).isLessThan(Plans.largest(free));
    }

    @Test
    void aMinimumThatNoDrawMeetsIsAMistake() {
        Population population = Plans.population(1000, 2, 1, 3);
        assertThatThrownBy(() -> new DirichletByClass(1e-3, 10, false).plan(population, 50, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("dirichlet-by-class: none of 100 draws gave each of 50 clients at least 10 examples, "
                        + "the best left one with 0; raise alpha, lower minimum, set balance or take fewer clients");
        assertThatThrownBy(() -> new DirichletByClass(1e-3, 10, true).plan(population, 50, 1))
                .hasMessageEndingWith("; raise alpha, lower minimum or take fewer clients");
        assertThatThrownBy(() -> new QuantitySkew(1e-3, 10).plan(population, 50, 1))
                .hasMessage("quantity-skew: none of 100 draws gave each of 50 clients at least 10 examples, "
                        + "the best left one with 0; raise beta, lower minimum or take fewer clients");
    }

    @Test
    void aMinimumBeyondTheExamplesIsAMistake() {
        Population population = Plans.population(1000, 2, 1, 3);
        assertThatThrownBy(() -> new QuantitySkew(1, 10).plan(population, 101, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("quantity-skew: 101 clients cannot each hold 10 examples when there are only 1000; "
                        + "take at most 100 clients or lower minimum");
        assertThatThrownBy(() -> new QuantitySkew(1, 1001).plan(population, 1, 1))
                .hasMessageEndingWith("when there are only 1000; lower minimum");
    }

    @Test
    void settingsCheckThemselves() {
        assertThatThrownBy(() -> new DirichletByClass(0, 1, false))
                .isInstanceOf(UserMistake.class)
                .hasMessage("alpha must be in [1e-6, 1e9] but was 0.0");
        assertThatThrownBy(() -> new DirichletByClass(1, 0, false)).hasMessage("minimum must be >= 1 but was 0");
        assertThatThrownBy(() -> new DirichletByClient(Double.NaN))
                .hasMessage("alpha must be in [1e-6, 1e9] but was NaN");
        assertThatThrownBy(() -> new QuantitySkew(-1, 1)).hasMessage("beta must be in [1e-6, 1e9] but was -1.0");
        assertThatThrownBy(() -> new QuantitySkew(1, 0)).hasMessage("minimum must be >= 1 but was 0");
    }
}
