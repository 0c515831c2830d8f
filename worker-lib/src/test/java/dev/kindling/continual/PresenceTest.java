package dev.kindling.continual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest {

    @Test
    void lateJoinersMissTheirFirstExperiencesOnly() {
        boolean[][] table = new Presence.LateJoiners(0.5).table(10, 4, 1);
        int late = 0;
        for (boolean[] row : table) {
            assertThat(row[3]).isTrue();
            for (int t = 1; t < 4; t++) {
                assertThat(row[t] || !row[t - 1]).as("once there, always there").isTrue();
            }
            late += row[0] ? 0 : 1;
        }
        assertThat(late).isEqualTo(5);
    }

    @Test
    void returningClientsMissSoManyExperiencesInARow() {
        boolean[][] table = new Presence.Returning(0.3, 2).table(10, 6, 1);
        int gone = 0;
        for (boolean[] row : table) {
            assertThat(row[0]).isTrue();
            assertThat(row[5]).isTrue();
            int missed = 0;
            int changes = 0;
            for (int t = 1; t < 6; t++) {
                missed += row[t] ? 0 : 1;
                changes += row[t] == row[t - 1] ? 0 : 1;
            }
            assertThat(List.of(0, 2)).contains(missed).contains(changes);
            gone += missed > 0 ? 1 : 0;
        }
        assertThat(gone).isEqualTo(3);
    }

    @Test
    void aRandomSubsetHasItsSizeInEveryExperience() {
        boolean[][] table = new Presence.RandomSubset(0.25).table(10, 5, 1);
        for (int t = 0; t < 5; t++) {
            int experience = t;
            assertThat(Arrays.stream(table).filter(row -> row[experience])).hasSize(3);
        }
    }
}
