package dev.kindling.learn.perforated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.perforated.Phase.Kind;
import dev.kindling.learn.perforated.Phase.Work;
import dev.kindling.nn.Adam;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerforatedTest {

    private static final Problem SMALL = new Problem(new Shape(1, 2, 3), 3);
    private static final int ROWS = 9;
    private static final Perforated TWICE = new Perforated(List.of(4, 5), 2, 3, 2);
    private static final Perforated FLAT = new Perforated(List.of(5), 2, 3, 2);

    /** Trains what one phase trains, whatever the round. */
    private record Only(Perforated settings, Kind kind, int dendrite) implements Learner {

        @Override
        public Layout layout(Problem problem) {
            return settings.layout(problem);
        }

        @Override
        public void initialise(Problem problem, float[] parameters, RandomStream random) {
            settings.initialise(problem, parameters, random);
        }

        @Override
        public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
            return new Phase(settings, new Work(kind, dendrite)).trainer(problem, batchCapacity, rule);
        }

        @Override
        public Classifier classifier(Problem problem, int batchCapacity) {
            return settings.classifier(problem, batchCapacity);
        }
    }

    @Test
    void roundsAreDealtToNeuronsAndCandidatesInTurn() {
        assertThat(IntStream.range(0, 11).mapToObj(round -> {
                    Work work = Work.of(new Perforated(List.of(4), 2, 3, 3), round, 11);
                    return work.kind().name().charAt(0) + "" + work.dendrite();
                }))
                .containsExactly("N0", "C0", "C0", "M0", "N1", "N1", "C1", "C1", "M1", "N2", "N2");
        BlockSchedule.TOGETHER.requireFits(TWICE, 7);
        assertThatThrownBy(() -> BlockSchedule.TOGETHER.requireFits(TWICE, 6))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "rounds: expected at least 7, 2 for the candidates of each of 2 dendrites and one for neurons"
                                + " before, between and behind, found 6; raise rounds, or lower learner.dendrites or"
                                + " learner.candidate-rounds");
    }

    /** The second dendrite hears the first one. */
    @Test
    void theGradientOfCandidatesIsTheSlopeOfTheirCovariances() {
        for (int dendrite = 0; dendrite < 2; dendrite++) {
            String own = "dendrite" + dendrite + ".candidate";
            Slopes.require(
                    new Only(TWICE, Kind.CANDIDATES, dendrite),
                    SMALL,
                    Slopes.batch(SMALL, ROWS, 1),
                    tensor -> tensor.name().contains(own));
        }
    }

    @Test
    void theGradientOfNeuronsIsTheSlopeOfTheLoss() {
        Slopes.require(FLAT, SMALL, Slopes.batch(SMALL, ROWS, 1), PerforatedTest::isOfNeurons);
        Slopes.require(
                TWICE,
                SMALL,
                Slopes.batch(SMALL, ROWS, 1),
                tensor -> isOfNeurons(tensor) && !tensor.name().startsWith("layer0"));
    }

    private static boolean isOfNeurons(Layout.Tensor tensor) {
        return tensor.name().endsWith(".weight") || tensor.name().endsWith(".bias");
    }

    /** A dendrite of the same value that hears nothing of the layer below, and so could pass nothing on, leaves every gradient as it was. */
    @Test
    void noErrorPassesThroughADendrite() {
        Perforated one = new Perforated(List.of(4, 5), 1, 1, 2);
        float[] hearing = Slopes.point(one, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, 1, 1);
        Growth growth = one.place(SMALL).growths().get(1).get(0);
        GrownPass pass = new GrownPass(one.place(SMALL), 1);
        Arrays.fill(hearing, growth.weights(), growth.weights() + 5, 2);
        pass.train(hearing, batch.inputs(), 1);
        float[] deaf = hearing.clone();
        for (int i = 0; i < 4; i++) {
            for (int unit = 0; unit < 5; unit++) {
                int weight = growth.candidate(0) + i * 5 + unit;
                deaf[growth.candidate(0) + 4 * 5 + unit] += pass.before(1)[i] * hearing[weight];
                deaf[weight] = 0;
            }
        }
        float[] gradient = Slopes.gradient(one, SMALL, hearing, batch);
        assertThat(Arrays.copyOf(gradient, 6 * 4)).isNotEqualTo(new float[6 * 4]);
        assertThat(gradient).containsExactly(Slopes.gradient(one, SMALL, deaf, batch), within(1e-5f));
    }

    @Test
    void neuronsMoveNothingOfCandidates() {
        float[] gradient = Slopes.gradient(TWICE, SMALL, Slopes.point(TWICE, SMALL, 7), Slopes.batch(SMALL, ROWS, 1));
        for (Layout.Tensor tensor : TWICE.layout(SMALL).tensors()) {
            float[] own = Arrays.copyOfRange(gradient, tensor.offset(), tensor.offset() + tensor.size());
            if (isOfNeurons(tensor)) {
                assertThat(own).as(tensor.name()).isNotEqualTo(new float[own.length]);
            } else {
                assertThat(own).as(tensor.name()).containsOnly(0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CANDIDATES", "MEASURE"})
    void whileCandidatesAreChosenNothingElseMoves(Kind kind) {
        float[] before = fresh(TWICE);
        float[] parameters = before.clone();
        train(new Only(TWICE, kind, 1), parameters, 5);
        for (Layout.Tensor tensor : TWICE.layout(SMALL).tensors()) {
            String own = kind == Kind.MEASURE ? "dendrite1.mea" : "dendrite1.candidate";
            int end = tensor.offset() + tensor.size();
            boolean moved = !Arrays.equals(parameters, tensor.offset(), end, before, tensor.offset(), end);
            assertThat(moved).as(tensor.name()).isEqualTo(tensor.name().contains(own));
        }
    }

    private static float[] fresh(Perforated learner) {
        float[] parameters = new float[learner.layout(SMALL).size()];
        learner.initialise(SMALL, parameters, RandomStream.of(5, "start"));
        return parameters;
    }

    private static void train(Learner learner, float[] parameters, int steps) {
        Trainer trainer = learner.trainer(SMALL, ROWS, Adam.of(0.01).start(parameters.length));
        for (int step = 0; step < steps; step++) {
            trainer.step(parameters, Slopes.batch(SMALL, ROWS, step), 1, RandomStream.of(1, "unused"));
        }
    }

    /** The sum of |cov| that candidates ascend is, for one batch, the one that is measured; two parts of a batch measure what it does. */
    @Test
    void whatIsMeasuredIsTheCovarianceOfAllExamples() {
        Batch whole = Slopes.batch(SMALL, ROWS, 1);
        float[] once = fresh(FLAT);
        measurer().step(once, whole, 1, RandomStream.of(1, "unused"));
        Growth growth = FLAT.place(SMALL).growths().get(0).get(0);
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            for (int unit = 0; unit < 5; unit++) {
                sum += Math.abs(growth.covariance(once, c, unit));
            }
        }
        double loss = new Only(FLAT, Kind.CANDIDATES, 0)
                .trainer(SMALL, ROWS, new GradientSum(once.length))
                .step(fresh(FLAT), whole, 1, RandomStream.of(1, "unused"));
        assertThat(sum).isGreaterThan(0.01).isCloseTo(-loss / ROWS, within(1e-5));

        float[] twice = fresh(FLAT);
        Trainer parts = measurer();
        parts.step(twice, part(whole, 0, 2), 1, RandomStream.of(1, "unused"));
        parts.step(twice, part(whole, 2, ROWS), 1, RandomStream.of(1, "unused"));
        assertThat(twice).containsExactly(once, within(1e-6f));
        // Another client of the same task begins anew.
        float[] another = fresh(FLAT);
        parts.step(another, whole, 1, RandomStream.of(1, "unused"));
        assertThat(another).isEqualTo(once);
    }

    private static Trainer measurer() {
        return new Only(FLAT, Kind.MEASURE, 0).trainer(SMALL, ROWS, new GradientSum(fresh(FLAT).length));
    }

    private static Batch part(Batch whole, int from, int to) {
        float[] values = Arrays.copyOfRange(whole.inputs(), from * whole.width(), to * whole.width());
        int[] labels = IntStream.range(from, to).map(whole::label).toArray();
        return HandMade.batch(new Examples(new FloatFeatures(to - from, whole.width(), values), labels));
    }

    /** Means of D 1, 2, 0 and of D delta 1, 0, 0.5, of delta 0.5: covariances 0.5, -1, 0.5, whatever they are scaled by. */
    @Test
    void theCandidateWithTheLargestCovarianceBecomesTheDendrite() {
        Perforated one = new Perforated(List.of(1), 1, 3, 2);
        Layout layout = one.layout(SMALL);
        Growth growth = one.place(SMALL).growths().get(0).get(0);
        float[] parameters = new float[layout.size()];
        one.initialise(SMALL, parameters, RandomStream.of(5, "start"));
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] ungrown = scores(one, parameters, batch);
        float[] means = {1, 2, 0, 1, 0, 0.5f, 0.5f};
        for (int i = 0; i < means.length; i++) {
            parameters[growth.means() + i] = 0.25f * means[i];
        }
        parameters[growth.measured()] = 0.25f;
        assertThat(growth.covariance(parameters, 1, 0)).isCloseTo(-1, within(1e-6));
        assertThat(growth.best(parameters, 0)).isEqualTo(1);
        assertThat(scores(one, parameters, batch))
                .as("its neuron hears nothing of it yet")
                .isEqualTo(ungrown);
        parameters[growth.weights()] = 1;
        float[] grown = scores(one, parameters, batch);
        assertThat(grown).isNotEqualTo(ungrown);
        parameters[growth.candidate(0)] += 3;
        parameters[growth.candidate(2)] += 3;
        assertThat(scores(one, parameters, batch)).isEqualTo(grown);
        parameters[growth.candidate(1)] += 3;
        assertThat(scores(one, parameters, batch)).isNotEqualTo(grown);
    }

    private static float[] scores(Learner learner, float[] parameters, Batch batch) {
        float[] scores = new float[batch.size() * SMALL.classes()];
        learner.classifier(SMALL, batch.size()).scores(parameters, batch, scores);
        return scores;
    }

    @Test
    void scoresOfAnImageDoNotDependOnItsBatch() {
        float[] parameters = Slopes.point(TWICE, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        assertThat(scores(TWICE, parameters, part(batch, 5, 6)))
                .isEqualTo(Arrays.copyOfRange(scores(TWICE, parameters, batch), 15, 18));
    }

    @Test
    void aStepAllocatesNothingOnceWarm() {
        for (Kind kind : Kind.values()) {
            float[] parameters = Slopes.point(TWICE, SMALL, 3);
            Trainer trainer =
                    new Only(TWICE, kind, 1).trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
            assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                    .as(kind.name())
                    .isLessThan(64);
        }
    }

    /** A class inside a ring of another: two neurons see it only with dendrites. */
    @Test
    void neuronsWithDendritesTellApartWhatTheyCannotWithout() {
        Problem ring = new Problem(Shape.flat(2), 2);
        Batch batch = ring(400);
        double with = accuracy(new Perforated(List.of(2), 3, 8, 3), ring, batch, 21, true);
        double without = accuracy(new Perforated(List.of(2), 3, 8, 3), ring, batch, 21, false);
        assertThat(with).isGreaterThan(0.95);
        assertThat(without).isLessThan(0.85);
    }

    private static double accuracy(Perforated learner, Problem problem, Batch batch, int rounds, boolean grows) {
        float[] parameters = new float[learner.layout(problem).size()];
        learner.initialise(problem, parameters, RandomStream.of(2, "start"));
        for (int round = 0; round < rounds; round++) {
            Trainable now = grows ? learner.during(round, rounds) : learner;
            Trainer trainer = now.trainer(problem, batch.size(), Adam.of(0.02).start(parameters.length));
            for (int step = 0; step < 60; step++) {
                trainer.step(parameters, batch, 1, RandomStream.of(1, "unused"));
            }
        }
        float[] scores = new float[batch.size() * 2];
        learner.classifier(problem, batch.size()).scores(parameters, batch, scores);
        return IntStream.range(0, batch.size())
                        .filter(row -> (scores[2 * row + 1] > scores[2 * row]) == (batch.label(row) == 1))
                        .count()
                / (double) batch.size();
    }

    private static Batch ring(int rows) {
        RandomStream random = RandomStream.of(9, "ring");
        float[] values = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 2;
            double radius = labels[row] == 0 ? random.nextDouble() : 1.3 + random.nextDouble() / 2;
            double angle = 2 * Math.PI * random.nextDouble();
            values[2 * row] = (float) (radius * Math.cos(angle));
            values[2 * row + 1] = (float) (radius * Math.sin(angle));
        }
        return HandMade.batch(new Examples(new FloatFeatures(rows, 2, values), labels));
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new Perforated(List.of(4), 1, 1, 1))
                .hasMessage("candidate-rounds must be at least 2 but was 1");
        assertThatThrownBy(() -> new Perforated(List.of(), 1, 1, 2))
                .hasMessage("hidden must be one size >= 1 or more but was []");
    }
}
