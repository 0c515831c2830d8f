package dev.kindling.learn.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three inputs, features of four sigmoids, a projection of five and two, three classes; views are the examples themselves. */
class PrototypeContrastTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(3), 3);
    private static final DenseNetwork ENCODER =
            new DenseNetwork(List.of(4), Activation.SIGMOID, DenseNetwork.Normalise.NONE);
    private static final Batch BATCH = HandMade.batch(HandMade.examples(
            new float[][] {{1, 0, -1}, {0.5f, 0.2f, -0.7f}, {-1, 1, 0.3f}, {0.1f, -0.9f, 0.4f}}, 0, 0, 2, 2));

    private static PrototypeContrast learner(double alpha) {
        return new PrototypeContrast(ENCODER, List.of(5, 2), 0.5, alpha, 0, 0);
    }

    /** Random weights everywhere, and no prototype of class 1. */
    private static float[] model(long seed) {
        PlacedPrototypes placed = learner(1).place(PROBLEM);
        float[] values = new float[placed.layout().size()];
        RandomStream random = RandomStream.of(seed, "contrast-model");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Arrays.fill(values, placed.prototypes() + 4, placed.prototypes() + 8, 0);
        return values;
    }

    /** The gradient as one step of gradient descent at rate 1 shows it. */
    private static float[] gradient(Function<UpdateRule, Trainer> opening, float[] at) {
        float[] moved = at.clone();
        opening.apply(Sgd.of(1).start(at.length)).step(moved, BATCH, 1, RandomStream.of(1, "views"));
        for (int i = 0; i < moved.length; i++) {
            moved[i] = at[i] - moved[i];
        }
        return moved;
    }

    private static double loss(Function<UpdateRule, Trainer> opening, float[] at) {
        return opening.apply(Sgd.of(1).start(at.length)).step(at.clone(), BATCH, 1, RandomStream.of(1, "views"))
                / BATCH.size();
    }

    private static void requireSlope(Function<UpdateRule, Trainer> opening, float[] at, int from, int to) {
        float[] gradient = gradient(opening, at);
        float step = 5e-3f;
        for (int i = from; i < to; i++) {
            float[] above = at.clone();
            above[i] += step;
            float[] below = at.clone();
            below[i] -= step;
            assertThat((double) gradient[i])
                    .as("parameter %d", i)
                    .isCloseTo((loss(opening, above) - loss(opening, below)) / (2 * step), within(2e-3));
        }
    }

    @Test
    void theContrastsGradientReachesEncoderAndProjection() {
        requireSlope(rule -> learner(0).trainer(PROBLEM, 4, rule), model(1), 0, prototypes());
    }

    @Test
    void prototypesFollowTheFeaturesAndTheEncoderDoesNotFollowThem() {
        float[] at = model(1);
        requireSlope(rule -> learner(3).trainer(PROBLEM, 4, rule), at, prototypes(), prototypes() + 4);
        requireSlope(rule -> learner(3).trainer(PROBLEM, 4, rule), at, prototypes() + 8, prototypes() + 12);
        float[] without = gradient(rule -> learner(0).trainer(PROBLEM, 4, rule), at);
        float[] with = gradient(rule -> learner(3).trainer(PROBLEM, 4, rule), at);
        assertThat(Arrays.copyOf(with, prototypes())).containsExactly(Arrays.copyOf(without, prototypes()));
        assertThat(Arrays.copyOfRange(with, prototypes() + 4, prototypes() + 8)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void theRelationsGradientReachesEncoderAndOldPrototypes(Relation over) {
        Predecessor before = before(5, over);
        Function<UpdateRule, Trainer> opening = rule -> learner(0).trainer(PROBLEM, 4, rule, before);
        requireSlope(opening, model(1), 0, prototypes() + 4);
        requireSlope(opening, model(1), prototypes() + 8, prototypes() + 12);
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void aPredecessorThatIsTheModelItselfAddsNoGradient(Relation over) {
        float[] at = model(1);
        float[] alone = gradient(rule -> learner(0).trainer(PROBLEM, 4, rule), at);
        float[] taught = gradient(rule -> learner(0).trainer(PROBLEM, 4, rule, before(1, over)), at);
        float[] other = gradient(rule -> learner(0).trainer(PROBLEM, 4, rule, before(5, over)), at);
        for (int i = 0; i < at.length; i++) {
            assertThat((double) taught[i]).isCloseTo(alone[i], within(1e-6));
        }
        assertThat(other[0]).isNotCloseTo(alone[0], within(1e-4f));
    }

    /** Contrast alone moves the features; nothing pulls on prototypes, as on those of classes that are gone. */
    @ParameterizedTest
    @EnumSource(Relation.class)
    void relationsStayCloserToThePredecessorsWhereTheyAreKept(Relation over) {
        Predecessor before = before(1, over);
        double kept = divergence(trained(rule -> learner(0).trainer(PROBLEM, 4, rule, before)), before);
        double free = divergence(trained(rule -> learner(0).trainer(PROBLEM, 4, rule)), before);
        assertThat(free).isPositive();
        assertThat(kept).isLessThan(0.7 * free);
    }

    private static float[] trained(Function<UpdateRule, Trainer> opening) {
        float[] parameters = model(1);
        Trainer trainer = opening.apply(Sgd.of(0.1).start(parameters.length));
        for (int step = 0; step < 100; step++) {
            trainer.step(parameters, BATCH, 1, RandomStream.of(step, "views"));
        }
        return parameters;
    }

    /** What the relations add to the loss. */
    private static double divergence(float[] at, Predecessor before) {
        return loss(rule -> learner(0).trainer(PROBLEM, 4, rule, before), at)
                - loss(rule -> learner(0).trainer(PROBLEM, 4, rule), at);
    }

    private static Predecessor before(long seed, Relation over) {
        Layout layout = learner(0).layout(PROBLEM);
        return new Predecessor(new Parameters(layout, model(seed)), 2, 0.7, over);
    }

    @Test
    void anotherLossOfTheCosinesReachesEncoderAndPrototypes() {
        float[] at = model(1);
        Function<UpdateRule, Trainer> opening =
                rule -> learner(0).trainer(PROBLEM, 4, rule, SoftmaxCrossEntropy::lossAndDelta);
        requireSlope(opening, at, 0, prototypes() + 4);
        requireSlope(opening, at, prototypes() + 8, prototypes() + 12);
    }

    @Test
    void anExampleIsOfTheClassWhosePrototypeHasTheLargestCosine() {
        float[] at = model(1);
        PlacedPrototypes placed = learner(0).place(PROBLEM);
        float[] features = new float[16];
        learner(0).featureMap(PROBLEM, 4).features(at, BATCH, features);
        // Class 2 along the features of the last example, class 0 against them, class 1 none.
        for (int i = 0; i < 4; i++) {
            at[placed.prototypes() + i] = -features[12 + i];
            at[placed.prototypes() + 8 + i] = 10 * features[12 + i];
        }
        float[] scores = new float[12];
        learner(0).classifier(PROBLEM, 4).scores(at, BATCH, scores);
        assertThat((double) scores[9]).isCloseTo(-1 / 0.5, within(1e-6));
        assertThat((double) scores[10]).isCloseTo(-2 / 0.5, within(1e-6));
        assertThat((double) scores[11]).isCloseTo(1 / 0.5, within(1e-6));
    }

    @Test
    void viewsOfAPictureAreMovedAndThoseOfOtherInputsAreNot() {
        Batch one = HandMade.batch(HandMade.examples(new float[][] {{1, 2, 3, 4}}, 1));
        Views flat = new Views(Shape.flat(4), 1, 3, 0);
        flat.fill(one, RandomStream.of(1, "views"));
        assertThat(flat.rows()).isEqualTo(2);
        assertThat(Arrays.copyOf(flat.inputs(), 8)).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
        Views square = new Views(new Shape(1, 2, 2), 1, 1, 0);
        List<List<Float>> seen = new ArrayList<>();
        RandomStream random = RandomStream.of(1, "views");
        for (int i = 0; i < 100; i++) {
            square.fill(one, random);
            float[] v = square.inputs();
            seen.add(List.of(v[0], v[1], v[2], v[3]));
        }
        // 1 2 / 3 4 by rows, up, down, left, right, across and not at all.
        assertThat(seen)
                .contains(List.of(3f, 4f, 0f, 0f), List.of(0f, 0f, 1f, 2f), List.of(2f, 0f, 4f, 0f))
                .contains(List.of(0f, 1f, 0f, 3f), List.of(0f, 0f, 0f, 1f), List.of(1f, 2f, 3f, 4f));
        assertThat(new HashSet<>(seen)).hasSize(9);
    }

    @Test
    void noiseIsEachViewsOwn() {
        Batch one = HandMade.batch(HandMade.examples(new float[][] {{1, 2, 3, 4}}, 1));
        Views noisy = new Views(Shape.flat(4), 1, 0, 0.1);
        noisy.fill(one, RandomStream.of(1, "views"));
        for (int i = 0; i < 4; i++) {
            assertThat(noisy.inputs()[i]).isNotEqualTo(noisy.inputs()[4 + i]).isCloseTo(i + 1, within(0.6f));
        }
    }

    @Test
    void settingsOutOfTheirRangeAreRefusedByName() {
        assertThatThrownBy(() -> new PrototypeContrast(ENCODER, List.of(), 0.1, 2, 2, 0.1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("projection must be one size >= 1 or more");
        assertThatThrownBy(() -> new PrototypeContrast(ENCODER, List.of(2), 0, 2, 2, 0.1))
                .hasMessage("temperature must be above 0 but was 0.0");
        assertThatThrownBy(() -> new PrototypeContrast(ENCODER, List.of(2), 1, -2, 2, 0.1))
                .hasMessage("alpha must be in [0, infinity) but was -2.0");
        assertThatThrownBy(() -> new PrototypeContrast(ENCODER, List.of(2), 1, 2, -1, 0.1))
                .hasMessage("shift must be in [0, 1000] but was -1");
        assertThatThrownBy(() -> new PrototypeContrast(ENCODER, List.of(2), 1, 2, 2, -1))
                .hasMessage("noise must be in [0, infinity) but was -1.0");
        assertThatThrownBy(() -> learner(0).fisher(PROBLEM, 4))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("does not measure the Fisher information");
    }

    private static int prototypes() {
        return learner(0).place(PROBLEM).prototypes();
    }
}
