package dev.kindling.continual.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class HerdingTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(2), 3);
    /** Without hidden layers the features are the inputs. */
    private static final Backprop NETWORK = new Backprop(List.of());

    @Test
    void threeNumbersWorkedByHand() {
        // Mean 2. Nearest: 1. With 1 the mean of two is 0.5 or 3: the 5.
        assertThat(Herding.choose(new float[] {0, 1, 5}, 3, 1, 3)).containsExactly(1, 2, 0);
        assertThat(Herding.choose(new float[] {0, 1, 5}, 3, 1, 2)).containsExactly(1, 2);
    }

    @Test
    void ofEqualOnesTheFirstIsChosen() {
        assertThat(Herding.choose(new float[] {1, 0, 1, 0, 1, 0}, 3, 2, 2)).containsExactly(0, 1);
    }

    @Test
    void rowsAreScaledToLengthOneAndZerosStay() {
        float[] features = {3, 4, 0, 0};
        Herding.normalise(features, 2, 2);
        assertThat(features).containsExactly(0.6f, 0.8f, 0, 0);
    }

    @Test
    void theNearestMeanIsByDirectionAndAClassWithoutAMeanIsLast() {
        Carried carried = new Carried(1, model(), null, Memory.empty(), new float[] {1, 0, 0, 1, 0, 0});
        Batch batch = HandMade.batch(HandMade.examples(new float[][] {{5, 1}, {0.1f, 0.2f}}, 0, 0));
        float[] scores = new float[6];
        Icarl.defaults().classifier(new Lesson(NETWORK, PROBLEM, 2, carried)).scores(model().values(), batch, scores);
        assertThat(scores[0]).isGreaterThan(scores[1]);
        assertThat(scores[4]).isGreaterThan(scores[3]);
        assertThat(scores[2]).isEqualTo(-Float.MAX_VALUE);
    }

    @Test
    void anOldClassKeepsItsFirstExemplarsAndANewOneIsHerded() {
        Memory old = new Memory(
                new long[] {0, -1, -2},
                new long[] {1, 2, 3},
                HandMade.examples(new float[][] {{1, 0}, {1, 1}, {0, 1}}, 0, 0, 0),
                new float[0]);
        Memory gathered = new Memory(
                new long[] {9, 8, 7},
                new long[] {7, 8, 9},
                HandMade.examples(new float[][] {{0, 1}, {1, 0}, {1, 1}}, 1, 1, 1),
                new float[0]);
        Carried before = Carried.start(model()).with(old);
        Carried after = new KeepExemplars(4, 100)
                .after(new ExperienceEnd(NETWORK, PROBLEM, before, 2, model(), null, gathered));
        // The mean direction of class 1 is the diagonal: example 9, then either of the others, the first ranked.
        assertThat(after.memory().ids()).containsExactly(1, 2, 9, 7);
        assertThat(after.memory().keys()).containsExactly(0, -1, 0, -1);
        assertThat(after.means()).hasSize(6);
        assertThat(after.means()[2]).isLessThan(after.means()[3]);
        assertThat(after.means()[4]).isZero();
    }

    private static Parameters model() {
        return new Parameters(NETWORK.layout(PROBLEM), new float[9]);
    }
}
