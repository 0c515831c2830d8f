package dev.kindling.spark.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohortTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 1", "10, 9", "10, 10", "1000, 37"})
    void aCohortIsSortedAndHoldsNobodyTwice(int population, int size) {
        for (int round = 0; round < 50; round++) {
            Cohort cohort = Cohort.sample(3, round, population, size);
            assertThat(cohort.size()).isEqualTo(size);
            int previous = -1;
            for (int client : cohort.clients()) {
                assertThat(client).isBetween(previous + 1, population - 1);
                assertThat(cohort.contains(client)).isTrue();
                previous = client;
            }
            assertThat(cohort.contains(population)).isFalse();
            assertThat(cohort.contains(-1)).isFalse();
        }
    }

    @Test
    void seedAndRoundAloneDecide() {
        int[] cohort = Cohort.sample(3, 5, 100, 10).clients();
        assertThat(Cohort.sample(3, 5, 100, 10).clients()).isEqualTo(cohort);
        assertThat(Cohort.sample(3, 6, 100, 10).clients()).isNotEqualTo(cohort);
        assertThat(Cohort.sample(4, 5, 100, 10).clients()).isNotEqualTo(cohort);
        // Golden: a resumed run must ask the clients that a straight one asks, whatever version resumes it.
        assertThat(cohort).containsExactly(14, 40, 41, 47, 53, 54, 67, 72, 75, 98);
    }

    @Test
    void everybodyAndEveryPairIsEquallyLikely() {
        int rounds = 12_000;
        int[] pairs = new int[100];
        for (int round = 0; round < rounds; round++) {
            int[] two = Cohort.sample(1, round, 5, 2).clients();
            pairs[10 * two[0] + two[1]]++;
        }
        int different = 0;
        for (int pair : pairs) {
            if (pair > 0) {
                // A tenth of the rounds, five deviations wide.
                assertThat(pair).isBetween(1200 - 165, 1200 + 165);
                different++;
            }
        }
        assertThat(different).isEqualTo(10);
    }

    @Test
    void membersAreNumberedAmongThoseThatArePresent() {
        assertThat(new Cohort(new int[] {0, 2}).among(new int[] {4, 6, 9}).clients())
                .containsExactly(4, 9);
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "10, 11", "0, 1"})
    void aCohortThatDoesNotFitIsRefused(int population, int size) {
        assertThatThrownBy(() -> Cohort.sample(1, 0, population, size))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cohort must be in [1, " + population + "], the number of clients, but was " + size
                        + "; lower cohort or raise clients");
    }

    @Test
    void aRoundsInputTravels() {
        Layout.Builder layout = Layout.builder();
        layout.add("w", 2);
        Parameters model = new Parameters(layout.build(), new float[] {1, Float.NaN});
        for (int[] clients : new int[][] {{}, {0}, {7}, {0, 1, 500, 70_000, Integer.MAX_VALUE}}) {
            RoundInput arrived = Wire.roundTrip(new RoundInput(model, new Cohort(clients.clone())));
            assertThat(arrived.global()).isEqualTo(model);
            assertThat(arrived.cohort().clients()).isEqualTo(clients);
        }
    }
}
