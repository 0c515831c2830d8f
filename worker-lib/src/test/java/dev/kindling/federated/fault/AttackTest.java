package dev.kindling.federated.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import org.junit.jupiter.api.Test;

class AttackTest {

    private static final float[] ORIGIN = {1, 2, -3, 0};
    private static final float[] TRAINED = {1.5f, 1, -3, 0.25f};

    @Test
    void aSignFlipTurnsTheUpdateRoundAndScalesIt() {
        assertThat(forge(new Attack.SignFlip(1), 0)).containsExactly(0.5f, 3, -3, -0.25f);
        assertThat(forge(new Attack.SignFlip(4), 0)).containsExactly(-1, 6, -3, -1);
    }

    @Test
    void scaledNoiseIsAsLongAsTheUpdateTimesItsScaleAndPointsAnywhere() {
        int size = 20_000;
        float[] origin = new float[size];
        float[] trained = new float[size];
        for (int i = 0; i < size; i++) {
            origin[i] = i;
            trained[i] = i + (i % 2 == 0 ? 0.5f : -0.5f);
        }
        float[] forged = new Attack.ScaledNoise(3).forge(origin, trained, new float[size], random(0));
        double squares = 0;
        double along = 0;
        for (int i = 0; i < size; i++) {
            double change = (double) forged[i] - origin[i];
            squares += change * change;
            along += change * (trained[i] - origin[i]);
        }
        // Root mean square 3 x 0.5; the cosine's deviation is 1 / sqrt(size) = 0.007.
        assertThat(Math.sqrt(squares / size)).isCloseTo(1.5, within(0.04));
        assertThat(along / (Math.sqrt(squares) * 0.5 * Math.sqrt(size))).isCloseTo(0, within(0.035));
        assertThat(new Attack.ScaledNoise(3).forge(origin, trained, new float[size], random(0)))
                .isEqualTo(forged);
        assertThat(new Attack.ScaledNoise(3).forge(origin, trained, new float[size], random(1)))
                .isNotEqualTo(forged);
    }

    @Test
    void aNumberThatIsNoneTakesThePlaceOfExactlyOneParameter() {
        boolean[] hit = new boolean[4];
        boolean[] signs = new boolean[2];
        for (int round = 0; round < 40; round++) {
            float[] nan = forge(new Attack.NotANumber(), round);
            float[] infinite = forge(new Attack.Infinite(), round);
            int changed = 0;
            for (int i = 0; i < 4; i++) {
                if (Float.isNaN(nan[i])) {
                    hit[i] = true;
                    changed++;
                } else {
                    assertThat(nan[i]).isEqualTo(TRAINED[i]);
                }
                if (Float.isInfinite(infinite[i])) {
                    signs[infinite[i] > 0 ? 1 : 0] = true;
                    changed++;
                } else {
                    assertThat(infinite[i]).isEqualTo(TRAINED[i]);
                }
            }
            assertThat(changed).isEqualTo(2);
        }
        assertThat(hit).containsOnly(true);
        assertThat(signs).containsOnly(true);
    }

    @Test
    void aHugeUpdateIsTheHonestOneTimesItsFactor() {
        assertThat(forge(new Attack.Huge(100), 0)).containsExactly(51, -98, -3, 25);
    }

    @Test
    void aWrongShapeHasOneParameterMore() {
        assertThat(forge(new Attack.WrongShape(), 0)).containsExactly(1.5f, 1, -3, 0.25f, 0);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Attack.SignFlip(0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("scale must be in (0, infinity) but was 0.0");
        assertThatThrownBy(() -> new Attack.ScaledNoise(Double.NaN)).hasMessageContaining("but was NaN");
        assertThatThrownBy(() -> new Attack.Huge(Double.POSITIVE_INFINITY)).hasMessageContaining("factor must be in");
        assertThatThrownBy(() -> new Attackers(1.5, new Attack.WrongShape()))
                .hasMessage("share must be in [0, 1] but was 1.5");
    }

    private static float[] forge(Attack attack, int round) {
        float[] origin = ORIGIN.clone();
        float[] trained = TRAINED.clone();
        float[] sent = attack.forge(origin, trained, new float[] {9, 9, 9, 9}, random(round));
        assertThat(origin).isEqualTo(ORIGIN);
        assertThat(trained).isEqualTo(TRAINED);
        return sent;
    }

    private static RandomStream random(int round) {
        return RandomStream.of(5, "attack", round);
    }
}
