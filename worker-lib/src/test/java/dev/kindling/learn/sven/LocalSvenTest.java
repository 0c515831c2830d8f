package dev.kindling.learn.sven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSvenTest {

    private static final Problem SMALL = new Problem(new Shape(1, 2, 4), 3);
    private static final int ROWS = 6;

    /** What the pseudo-inverse is for: to first order, a step of rate e takes the share e off every example's R. */
    @ParameterizedTest
    @ValueSource(doubles = {2, 1})
    void aStepOfTheWholeRankLowersTheResidualOfEveryExampleByTheSameShare(double kappa) {
        LocalSven learner = new LocalSven(List.of(12), kappa, 1, 1e-3);
        float[] before = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] direction = Slopes.gradient(learner, SMALL, before, batch);
        double rate = 5e-4;
        float[] after = before.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] -= (float) (rate * direction[i]);
        }
        for (int row = 0; row < ROWS; row++) {
            double lossBefore = Math.pow(lossOfRow(learner, before, row), kappa / 2);
            double lossAfter = Math.pow(lossOfRow(learner, after, row), kappa / 2);
            assertThat(lossBefore).isGreaterThan(0.05);
            assertThat((lossBefore - lossAfter) / (rate * lossBefore))
                    .as("row " + row)
                    .isCloseTo(1, within(0.03));
        }
    }

    private static double lossOfRow(LocalSven learner, float[] parameters, int row) {
        Batch all = Slopes.batch(SMALL, ROWS, 1);
        float[] input = new float[SMALL.input().size()];
        System.arraycopy(all.inputs(), row * input.length, input, 0, input.length);
        Batch one = HandMade.batch(new Examples(new FloatFeatures(1, input.length, input), new int[] {all.label(row)}));
        return learner.trainer(SMALL, 1, new GradientSum(parameters.length))
                .step(parameters.clone(), one, 1, RandomStream.of(1, "unused"));
    }

    /** M from single examples, and the step of one singular value by power iteration on M M'. */
    @Test
    void aStepOfOneSingularValueIsAlongTheJacobiansLargest() {
        LocalSven whole = new LocalSven(List.of(12), 2, 1, 1e-3);
        LocalSven first = new LocalSven(List.of(12), 2, 1.0 / ROWS, 1e-3);
        float[] parameters = Slopes.point(whole, SMALL, 3);
        double[][] jacobian = new double[ROWS][];
        double[] residuals = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            residuals[row] = lossOfRow(whole, parameters, row);
            jacobian[row] = jacobianRow(parameters, row, residuals[row]);
        }
        double[] u = {1, 1, 1, 1, 1, 1};
        double value = 0;
        for (int times = 0; times < 2000; times++) {
            double[] v = timesTransposed(jacobian, u);
            for (int row = 0; row < ROWS; row++) {
                u[row] = dot(jacobian[row], v);
            }
            value = Math.sqrt(dot(u, u));
            for (int row = 0; row < ROWS; row++) {
                u[row] /= value;
            }
        }
        double[] expected = timesTransposed(jacobian, u);
        float[] found = Slopes.gradient(first, SMALL, parameters, Slopes.batch(SMALL, ROWS, 1));
        double along = dot(u, residuals) / value;
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(along * expected[i], within(2e-4));
        }
    }

    /** With one example M⁺R is R m / |m|², so m is the step scaled by R / |step|². */
    private static double[] jacobianRow(float[] parameters, int row, double residual) {
        LocalSven whole = new LocalSven(List.of(12), 2, 1, 1e-3);
        Batch all = Slopes.batch(SMALL, ROWS, 1);
        float[] input = new float[SMALL.input().size()];
        System.arraycopy(all.inputs(), row * input.length, input, 0, input.length);
        Batch one = HandMade.batch(new Examples(new FloatFeatures(1, input.length, input), new int[] {all.label(row)}));
        float[] step = Slopes.gradient(whole, SMALL, parameters, one);
        double squares = 0;
        for (float value : step) {
            squares += (double) value * value;
        }
        double[] m = new double[step.length];
        for (int i = 0; i < m.length; i++) {
            m[i] = step[i] * residual / squares;
        }
        return m;
    }

    private static double[] timesTransposed(double[][] m, double[] u) {
        double[] sum = new double[m[0].length];
        for (int row = 0; row < m.length; row++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += u[row] * m[row][i];
            }
        }
        return sum;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    @Test
    void aBlockLearnsTheSameWhateverIsBehindIt() {
        LocalSven one = new LocalSven(List.of(12), 2, 0.5, 1e-3);
        LocalSven two = new LocalSven(List.of(12, 5), 2, 0.5, 1e-3);
        float[] long2 = Slopes.point(two, SMALL, 3);
        float[] short1 = java.util.Arrays.copyOf(long2, one.layout(SMALL).size());
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        assertThat(java.util.Arrays.copyOf(Slopes.gradient(two, SMALL, long2, batch), short1.length))
                .containsExactly(Slopes.gradient(one, SMALL, short1, batch));
    }

    @Test
    void itLearnsWhatIsNotLinear() {
        // Labels by the sign of a product of two inputs.
        Problem problem = new Problem(new Shape(1, 1, 2), 2);
        RandomStream random = RandomStream.of(5, "points");
        int rows = 400;
        float[] values = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            values[2 * row] = (float) random.nextGaussian();
            values[2 * row + 1] = (float) random.nextGaussian();
            labels[row] = values[2 * row] * values[2 * row + 1] > 0 ? 1 : 0;
        }
        Examples examples = new Examples(new FloatFeatures(rows, 2, values), labels);
        LocalSven learner = new LocalSven(List.of(30, 20), 2, 0.5, 1e-3);
        float[] parameters = new float[learner.layout(problem).size()];
        learner.initialise(problem, parameters, random);
        Trainer trainer = learner.trainer(problem, 40, Sgd.of(0.2).start(parameters.length));
        Batch batch = new Batch(40, 2);
        double last = 0;
        for (int epoch = 0; epoch < 15; epoch++) {
            last = 0;
            for (int from = 0; from < rows; from += 40) {
                batch.fill(examples, from, from + 40);
                last += trainer.step(parameters, batch, 1, random);
            }
        }
        // Two blocks that know nothing lose 2 log 2 = 1.39 an example.
        assertThat(last / rows).isLessThan(0.5);
    }

    @Test
    void whatIsNotFiniteMakesAnUpdateThatIsNotFinite() {
        LocalSven learner = new LocalSven(List.of(12), 2, 0.5, 1e-3);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        parameters[0] = Float.POSITIVE_INFINITY;
        assertThat(Slopes.gradient(learner, SMALL, parameters, Slopes.batch(SMALL, ROWS, 1)))
                .contains(Float.NaN);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new LocalSven(List.of(), 2, 0.5, 1e-3))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("hidden");
        assertThatThrownBy(() -> new LocalSven(List.of(3), 3, 0.5, 1e-3)).hasMessageContaining("kappa");
        assertThatThrownBy(() -> new LocalSven(List.of(3), 2, 0, 1e-3)).hasMessageContaining("rank");
        assertThatThrownBy(() -> new LocalSven(List.of(3), 2, 0.5, 0)).hasMessageContaining("tolerance");
    }
}
