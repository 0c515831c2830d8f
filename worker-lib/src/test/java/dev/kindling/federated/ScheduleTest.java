package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "4, 1", "5, 1", "6, 0.8", "9, 0.2"})
    void linearFallsFromHalfOfTenRounds(int round, double factor) {
        assertThat(new Schedule.Linear(0.5).factor(round, 10)).isCloseTo(factor, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "2, 0.75", "3, 0.5", "4, 0.25"})
    void cosineIsHalfAWave(int round, double factor) {
        assertThat(new Schedule.Cosine().factor(round, 6)).isCloseTo(factor, within(1e-12));
    }

    @Test
    void constantStaysAndNoScheduleReachesZero() {
        for (Schedule schedule : List.of(new Schedule.Constant(), new Schedule.Linear(0), new Schedule.Cosine())) {
            for (int round = 0; round < 7; round++) {
                assertThat(schedule.factor(round, 7)).isGreaterThan(0).isLessThanOrEqualTo(1);
            }
        }
        assertThat(new Schedule.Constant().factor(6, 7)).isEqualTo(1);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> new Schedule.Linear(1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("from must be in [0, 1) but was 1.0");
        assertThatThrownBy(() -> new FedAvg(0, 1, Sgd.of(1), new Schedule.Constant(), Weighting.BY_CLIENT, 1))
                .hasMessageContaining("epochs");
        assertThatThrownBy(() -> new FedAvg(1, 0, Sgd.of(1), new Schedule.Constant(), Weighting.BY_CLIENT, 1))
                .hasMessageContaining("batch");
        assertThatThrownBy(() -> new FedAvg(1, 1, Sgd.of(1), new Schedule.Constant(), Weighting.BY_CLIENT, 0))
                .hasMessageContaining("server-rate");
        assertThatThrownBy(() -> new FedSgd(1, new Schedule.Constant(), Weighting.BY_CLIENT, 0))
                .hasMessageContaining("chunk");
    }

    @Test
    void weightsAreExamplesOrOne() {
        assertThat(Weighting.BY_EXAMPLE.weight(17)).isEqualTo(17);
        assertThat(Weighting.BY_CLIENT.weight(17)).isEqualTo(1);
    }

    @Test
    void aContextChecksItselfAndNamesItsStreamsByRoundAndClient() {
        assertThatThrownBy(() -> new RoundContext(1, 5, 5, 1)).hasMessage("round must be in [0, 5) but was 5");
        assertThatThrownBy(() -> new RoundContext(1, 0, 5, 0)).hasMessageContaining("total weight");
        assertThat(new RoundContext(1, 2, 5, 1).random("p", 7).nextLong())
                .isEqualTo(RandomStream.of(1, "p", 2, 7).nextLong());
    }
}
