package dev.kindling.federated.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.federated.FedAvg;
import dev.kindling.metric.Absence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private static final Stragglers IN_TIME = new Stragglers.NoDeadline();

    @ParameterizedTest
    @CsvSource({"0, 10, 0", "0.2, 10, 2", "0.25, 10, 3", "0.5, 7, 4", "1, 10, 10", "0.3, 1000, 300", "0.01, 20, 0"})
    void exactlyTheRoundedShareAttacks(double share, int clients, int expected) {
        Attackers.Roll roll = new Attackers(share, new Attack.NotANumber()).roll(7, clients);
        int found = 0;
        for (int client = 0; client < clients; client++) {
            found += roll.holds(client) ? 1 : 0;
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void anotherSeedHasOtherAttackersAndALargerShareHasTheSameAndMore() {
        Attackers fifth = new Attackers(0.2, new Attack.NotANumber());
        Attackers half = new Attackers(0.5, new Attack.SignFlip(2));
        boolean differ = false;
        for (int client = 0; client < 100; client++) {
            if (fifth.roll(7, 100).holds(client)) {
                assertThat(half.roll(7, 100).holds(client)).isTrue();
            }
            differ |= fifth.roll(7, 100).holds(client) != fifth.roll(8, 100).holds(client);
        }
        assertThat(differ).isTrue();
    }

    @Test
    void aMethodThatNobodyAttacksIsItself() {
        FedAvg method = FedAvg.defaults();
        assertThat(Attackers.none().over(method, 100)).isSameAs(method);
        assertThat(new Attackers(0.004, new Attack.NotANumber()).over(method, 100))
                .isSameAs(method);
        assertThat(new Attackers(0.005, new Attack.NotANumber()).over(method, 100))
                .isNotSameAs(method);
    }

    @Test
    void clientsDropOutAsOftenAsToldIndependentlyOfRoundAttemptAndEachOther() {
        Faults faults = new Faults(0.1, IN_TIME, Attackers.none());
        int dropped = 0;
        int again = 0;
        int both = 0;
        for (int round = 0; round < 200; round++) {
            for (int client = 0; client < 100; client++) {
                boolean first = faults.absence(3, round, 0, client, 10) == Absence.DROPPED_OUT;
                boolean second = faults.absence(3, round, 1, client, 10) == Absence.DROPPED_OUT;
                boolean neighbour = faults.absence(3, round + 1, 0, client + 1, 10) == Absence.DROPPED_OUT;
                dropped += first ? 1 : 0;
                again += first && second ? 1 : 0;
                both += first && neighbour ? 1 : 0;
            }
        }
        // Of 20,000, five deviations wide: 2,000 +- 5 x 42.4 and 200 +- 5 x 14.1.
        assertThat(dropped).isBetween(2000 - 212, 2000 + 212);
        assertThat(again).isBetween(200 - 71, 200 + 71);
        assertThat(both).isBetween(200 - 71, 200 + 71);
    }

    @Test
    void certaintiesAreCertain() {
        for (int client = 0; client < 100; client++) {
            assertThat(Faults.none().absence(3, 1, 0, client, 1 << 30)).isNull();
            assertThat(new Faults(1, IN_TIME, Attackers.none()).absence(3, 1, 0, client, 1))
                    .isEqualTo(Absence.DROPPED_OUT);
        }
    }

    @Test
    void withEqualSpeedsTheDeadlineIsANumberOfExamples() {
        Faults faults = new Faults(0, new Stragglers.Deadline(2, 100, 0), Attackers.none());
        assertThat(faults.absence(3, 0, 0, 5, 200)).isNull();
        assertThat(faults.absence(3, 0, 0, 5, 201)).isEqualTo(Absence.PAST_DEADLINE);
    }

    @Test
    void speedsAreLogNormalAndBelongToTheClient() {
        Stragglers.Deadline deadline = new Stragglers.Deadline(1, 100, 0.5);
        int clients = 20_000;
        double sum = 0;
        double squares = 0;
        int late = 0;
        for (int client = 0; client < clients; client++) {
            double log = -Math.log(deadline.secondsOf(3, client, 100));
            sum += log;
            squares += log * log;
            // e^-0.5 of 100 examples: late with less than a deviation below the median, one in 6.3.
            late += deadline.late(3, client, 61) ? 1 : 0;
            assertThat(deadline.secondsOf(3, client, 200)).isEqualTo(2 * deadline.secondsOf(3, client, 100));
        }
        double mean = sum / clients;
        assertThat(mean).isCloseTo(0, within(5 * 0.5 / Math.sqrt(clients)));
        assertThat(Math.sqrt(squares / clients - mean * mean)).isCloseTo(0.5, within(0.0125));
        // P(z < ln(0.61) / 0.5 = -0.98859) = 0.16143
        assertThat((double) late / clients).isCloseTo(0.16143, within(5 * 0.0026));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Faults(1.1, IN_TIME, Attackers.none()))
                .hasMessage("dropout must be in [0, 1] but was 1.1");
        assertThatThrownBy(() -> new Stragglers.Deadline(0, 1, 1))
                .hasMessage("seconds must be in (0, infinity) but was 0.0");
        assertThatThrownBy(() -> new Stragglers.Deadline(1, -1, 1)).hasMessageContaining("speed must be");
        assertThatThrownBy(() -> new Stragglers.Deadline(1, 1, 11)).hasMessage("sigma must be in [0, 10] but was 11.0");
    }
}
