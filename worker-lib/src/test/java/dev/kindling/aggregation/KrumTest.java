package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import org.junit.jupiter.api.Test;

class KrumTest {

    /** n = 5, f = 1: two neighbours. Scores by hand: 7.25, 3.25, 2.5, 4.25 and 97^2 + 97.5^2. */
    private static final float[][] FIVE = Cohorts.points(0, 1, 2.5, 3, 100);

    @Test
    void takesTheUpdateWithTheLeastSumOfSquaresToItsNearest() {
        assertThat(KrumScores.ranking(Cohorts.distances(0, FIVE), 1)).containsExactly(2, 1, 3, 0, 4);
        assertThat(Cohorts.merged(new Krum(1), FIVE)).containsExactly(2.5f);
        assertThat(Cohorts.merged(new Krum(0.2), FIVE)).containsExactly(2.5f);
    }

    @Test
    void multiKrumIsTheMeanOfTheBest() {
        assertThat(Cohorts.merged(new MultiKrum(1, 1), FIVE)).containsExactly(2.5f);
        assertThat(Cohorts.merged(new MultiKrum(1, 0), FIVE)).containsExactly(1.75f);
        assertThat(Cohorts.merged(new MultiKrum(0, 3), FIVE)).containsExactly((float) (6.5 / 3));
    }

    @Test
    void ofEqualScoresTheLowestIdIsTaken() {
        float[][] pairs = Cohorts.points(4, 1, 4, 1, 4, 1);
        assertThat(Cohorts.merged(new Krum(1), pairs)).containsExactly(4);
        assertThat(KrumScores.ranking(Cohorts.distances(0, Cohorts.points(7, 7, 7, 7, 7)), 1))
                .containsExactly(0, 1, 2, 3, 4);
    }

    /** The definition, without distances in fixed point: argmin over i of the sum over its n - f - 2 nearest j. */
    @Test
    void isTheDefinition() {
        for (int seed = 0; seed < 20; seed++) {
            float[][] updates = Cohorts.random(11, 7, seed);
            double[] scores = new double[11];
            for (int i = 0; i < 11; i++) {
                double[] distances = new double[11];
                for (int j = 0; j < 11; j++) {
                    for (int p = 0; p < 7; p++) {
                        distances[j] += Math.pow((double) updates[i][p] - updates[j][p], 2);
                    }
                }
                java.util.Arrays.sort(distances);
                // The first is the update itself.
                for (int j = 1; j <= 11 - 4 - 2; j++) {
                    scores[i] += distances[j];
                }
            }
            int best = 0;
            for (int i = 1; i < 11; i++) {
                best = scores[i] < scores[best] ? i : best;
            }
            assertThat(Cohorts.merged(new Krum(4), updates)).isEqualTo(updates[best]);
        }
    }

    @Test
    void asManyLiarsAsAllowedAreNeverTakenThoughTheyAgree() {
        float[][] updates = Cohorts.random(11, 30, 5);
        for (int liar = 7; liar < 11; liar++) {
            java.util.Arrays.fill(updates[liar], 1e6f);
        }
        assertThat(Cohorts.merged(new Krum(4), updates)[0]).isLessThan(10);
        assertThat(Cohorts.merged(new MultiKrum(4, 0), updates)[0]).isLessThan(10);
        // A fifth makes a neighbourhood of five, and n - f - 2 = 5 is out of its reach still; a sixth wins.
        java.util.Arrays.fill(updates[6], 1e6f);
        java.util.Arrays.fill(updates[5], 1e6f);
        assertThat(Cohorts.merged(new Krum(4), updates)[0]).isEqualTo(1e6f);
    }

    @Test
    void clientsThatDivergedLowerTheAllowedNumberOfLiarsWhereTooFewAreLeft() {
        assertThat(KrumScores.allowed(4, 11)).isEqualTo(4);
        assertThat(KrumScores.allowed(4, 10)).isEqualTo(3);
        assertThat(KrumScores.allowed(4, 2)).isZero();
        float[][] few = Cohorts.points(1, 2, 2.5, 0, 0);
        few[3] = new float[0];
        few[4] = new float[0];
        assertThat(Cohorts.merged(new Krum(1), few)).containsExactly(2.5f - 0.5f);
        few[0] = new float[] {8};
        few[1] = new float[] {9};
        few[2] = new float[0];
        assertThat(Cohorts.merged(new Krum(1), few)).containsExactly(8);
        few[1] = new float[0];
        assertThat(Cohorts.merged(new MultiKrum(1, 0), few)).containsExactly(8);
    }

    @Test
    void aCohortTooSmallForItIsRefused() {
        assertThatThrownBy(() -> new Krum(2).requireFits(6))
                .isInstanceOf(UserMistake.class)
                .hasMessage("merge: Krum needs 2 x byzantine + 3 clients in a round, 7 for 2, but cohort is 6; raise"
                        + " cohort or lower merge.byzantine");
        assertThatCode(() -> new Krum(2).requireFits(7)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new MultiKrum(0.4, 0).requireFits(10)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> new MultiKrum(1, 7).requireFits(9))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("= 6 updates, but keep is 7");
        assertThatThrownBy(() -> new Krum(1).requireFits(1025))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at most 1024");
    }

    @Test
    void byzantineIsAFractionBelowHalfOrAWholeNumber() {
        for (double wrong : new double[] {-1, 0.5, 0.99, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new Krum(wrong)).isInstanceOf(UserMistake.class);
            assertThatThrownBy(() -> new MultiKrum(wrong, 0)).isInstanceOf(UserMistake.class);
        }
        assertThat(KrumScores.byzantine(0.3, 20)).isEqualTo(6);
        assertThat(KrumScores.byzantine(3, 20)).isEqualTo(3);
    }
}
