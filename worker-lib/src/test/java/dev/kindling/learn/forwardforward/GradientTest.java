package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.learn.Problem;
import dev.kindling.nn.GradientSum;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientTest {

    private static final int IN = 9;
    private static final int OUT = 6;
    private static final Problem PROBLEM = new Problem(Shape.flat(IN), 3);
    /** Float32 rounding of sums of some ten products, relative to the largest entry; differences in double add 1e-9. */
    private static final double TOLERANCE = 5e-6;

    private final Batch batch = Toy.batch(Toy.patterns(Shape.flat(IN), 3, 7, RandomStream.of(1, "examples")));

    static Stream<Arguments> everyCombination() {
        return Arrays.stream(Loss.values()).flatMap(loss -> Arrays.stream(Goodness.values())
                .flatMap(goodness -> Arrays.stream(Normalisation.values())
                        .map(normalisation -> Arguments.of(loss, goodness, normalisation))));
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void theGradientIsTheSlopeOfTheMeanLoss(Loss loss, Goodness goodness, Normalisation normalisation) {
        check(Toy.settings(List.of(OUT), loss, goodness, normalisation), 0);
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void thePeerPenaltyAddsItsSlopeWhereAllUnitsAreActive(Loss loss, Goodness goodness, Normalisation normalisation) {
        ForwardForward plain = Toy.settings(List.of(OUT), loss, goodness, normalisation);
        // Biases of 3 keep every unit active: where one is silent the penalty's gradient passes on purpose.
        check(Toy.with(plain, Negatives.RANDOM, Prediction.GOODNESS, 5), 3);
    }

    private void check(ForwardForward learner, float bias) {
        float[] parameters = Toy.parameters(learner, PROBLEM, 2);
        for (int j = 0; j < OUT; j++) {
            parameters[IN * OUT + j] += bias;
        }
        double[] exact = new double[parameters.length];
        Arrays.setAll(exact, i -> parameters[i]);
        ReferenceLayer reference = new ReferenceLayer(learner, IN, OUT);
        double[][] x = pairs(reference);
        GradientSum rule = new GradientSum(parameters.length);
        double loss = learner.trainer(PROBLEM, 8, rule).step(parameters, batch, 1, RandomStream.of(3, "step"));

        assertThat(loss).isCloseTo(reference.loss(exact, x), within(1e-5 * Math.max(1, Math.abs(loss))));
        double[] slopes = new double[IN * OUT + OUT];
        Arrays.setAll(slopes, i -> slope(reference, exact, x, i) / batch.size());
        double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < slopes.length; i++) {
            assertThat((double) rule.gradient()[i]).isCloseTo(slopes[i], within(TOLERANCE * largest));
        }
    }

    private double[][] pairs(ReferenceLayer reference) {
        RandomStream sameDraws = RandomStream.of(3, "step");
        int n = batch.size();
        double[][] x = new double[2 * n][];
        for (int row = 0; row < n; row++) {
            int label = batch.label(row);
            x[row] = reference.input(batch.inputs(), row, 3, label);
            x[n + row] = reference.input(batch.inputs(), row, 3, WrongLabels.uniform(label, 3, sameDraws));
        }
        return x;
    }

    private static double slope(ReferenceLayer reference, double[] parameters, double[][] x, int i) {
        double step = 1e-6;
        double[] moved = parameters.clone();
        moved[i] = parameters[i] + step;
        double above = reference.loss(moved, x);
        moved[i] = parameters[i] - step;
        return (above - reference.loss(moved, x)) / (2 * step);
    }

    @Test
    void aLayerIsDeafToTheLayersAboveIt() {
        ForwardForward one = Toy.settings(List.of(OUT), Loss.SWISH, Goodness.MEAN, Normalisation.RMS);
        ForwardForward three = Toy.settings(List.of(OUT, 5, 4), Loss.SWISH, Goodness.MEAN, Normalisation.RMS);
        float[] parameters = Toy.parameters(three, PROBLEM, 2);
        int own = IN * OUT + OUT;
        GradientSum deep = new GradientSum(parameters.length);
        GradientSum shallow = new GradientSum(own);
        three.trainer(PROBLEM, 7, deep).step(parameters, batch, 1, RandomStream.of(3, "step"));
        one.trainer(PROBLEM, 7, shallow).step(Arrays.copyOf(parameters, own), batch, 1, RandomStream.of(3, "step"));

        assertThat(Arrays.copyOf(deep.gradient(), own)).isEqualTo(shallow.gradient());
    }

    @Test
    void aDeadUnitIsPulledBackByItsPeersAlone() {
        ForwardForward plain = Toy.settings(List.of(OUT), Loss.SYMBA, Goodness.MEAN, Normalisation.RMS);
        ForwardForward learner = Toy.with(plain, Negatives.RANDOM, Prediction.GOODNESS, 0.03);
        float[] parameters = Toy.parameters(learner, PROBLEM, 2);
        parameters[IN * OUT] = -100;
        GradientSum rule = new GradientSum(parameters.length);
        learner.trainer(PROBLEM, 7, rule).step(parameters, batch, 1, RandomStream.of(3, "step"));

        assertThat(rule.gradient()[IN * OUT]).isNegative();
        assertThat(parameters[IN * OUT + OUT]).as("its running mean").isEqualTo(0.45f, within(1e-6f));
    }
}
