package dev.kindling.learn.noprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContinuousNoPropTest {

    private static final Problem SMALL = new Problem(new Shape(2, 4, 4), 3);
    private static final int ROWS = 7;
    private static final Architecture DENSE = new DenseNetwork(List.of(5), Activation.SIGMOID, Normalise.NONE);
    private static final Architecture CONV = new ConvNet(3, 2);
    private static final Embedding ONE_HOT = new Embedding.OneHot();
    private static final Embedding LEARNED = new Embedding.Learned(4);
    /** Shares between which the weight of every time is near one. */
    private static final TimeSchedule FIXED = new FixedSchedule(0.2, 0.8);

    private static final TimeSchedule FREE = new LearnedSchedule(0.2, 0.8, 4);

    private static NoPropCt ct(Architecture network, Embedding embedding, TimeSchedule schedule, boolean noise) {
        return new NoPropCt(network, 6, embedding, 1, schedule, Integrator.HEUN, 3, noise);
    }

    private static NoPropFm fm(Architecture network, Embedding embedding, boolean noise) {
        return new NoPropFm(network, 6, embedding, 0.1, Integrator.HEUN, 3, noise);
    }

    static List<Learner> learners() {
        return List.of(
                ct(DENSE, ONE_HOT, FIXED, false),
                ct(CONV, ONE_HOT, FREE, false),
                ct(DENSE, LEARNED, FREE, false),
                fm(CONV, ONE_HOT, false),
                fm(DENSE, LEARNED, false));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theGradientOfEveryTensorIsTheSlopeOfTheLoss(Learner learner) {
        Slopes.require(learner, SMALL, Slopes.batch(SMALL, ROWS, 1), tensor -> true);
    }

    /** Every third value is looked at: rates, shifts and shares of seven sigmoids. */
    @Test
    void theGradientByAScheduleIsTheSlopeOfTheLoss() {
        Learner learner = ct(DENSE, LEARNED, new LearnedSchedule(0.2, 0.8, 7), false);
        Slopes.require(learner, SMALL, Slopes.batch(SMALL, ROWS, 2), tensor -> tensor.name()
                .equals("schedule"));
    }

    static Stream<SchedulePass> schedules() {
        RandomStream random = RandomStream.of(3, "schedules");
        return Stream.iterate(0, i -> i + 1).limit(5).map(i -> {
            TimeSchedule schedule = i == 0 ? new FixedSchedule(0.01, 0.99) : new LearnedSchedule(0.01, 0.99, 4);
            float[] parameters = new float[schedule.size()];
            schedule.initialise(parameters, 0);
            for (int p = 0; p < parameters.length; p++) {
                parameters[p] += (float) (i * random.nextGaussian() / 2);
            }
            SchedulePass pass = schedule.open(0);
            pass.begin(parameters);
            return pass;
        });
    }

    /** Weights are slopes of the signal-to-noise ratio: never negative, and their integral is what the ratio grows by. */
    @ParameterizedTest
    @MethodSource("schedules")
    void theSignalGrowsFromLeastToMostWhateverWasLearned(SchedulePass schedule) {
        schedule.at(0);
        assertThat(schedule.signal()).isCloseTo(0.01, within(1e-9));
        schedule.at(1);
        assertThat(schedule.signal()).isCloseTo(0.99, within(1e-9));
        int steps = 20_000;
        double sum = 0;
        double before = 0;
        for (int i = 0; i < steps; i++) {
            schedule.at((i + 0.5) / steps);
            assertThat(schedule.signal()).isGreaterThan(before);
            assertThat(schedule.ratioSlope()).isPositive();
            before = schedule.signal();
            sum += schedule.ratioSlope() / steps;
        }
        assertThat(sum).isCloseTo(99 - 1 / 99.0, within(1e-3));
    }

    /** dy = y dc over [0, 1] ends at e. */
    @Test
    void eulersErrorHalvesWithTheStepAndHeunsIsQuartered() {
        assertThat(error(Integrator.EULER, 20) / error(Integrator.EULER, 40)).isCloseTo(2, within(0.1));
        assertThat(error(Integrator.HEUN, 20) / error(Integrator.HEUN, 40)).isCloseTo(4, within(0.2));
    }

    private static double error(Integrator integrator, int steps) {
        float[] states = {1, 7};
        new Integration(integrator, 2).run(clock(steps), states, 1, (point, y) -> y.clone());
        assertThat(states[1]).isEqualTo(7);
        return Math.E - states[0];
    }

    private static double[] clock(int steps) {
        double[] clock = new double[steps + 1];
        Arrays.setAll(clock, point -> (double) point / steps);
        return clock;
    }

    /** v = (u - z) / (1 - t) leads to u from wherever it begins, in any number of steps. */
    @Test
    void theExactVelocityOfFlowMatchingEndsAtTheLabel() {
        for (int steps : new int[] {1, 3, 10}) {
            double[] clock = clock(steps);
            float[] states = {-3, 0.5f};
            new Integration(Integrator.EULER, 2).run(clock, states, 2, (point, z) ->
                    new float[] {(float) ((1 - z[0]) / (1 - clock[point])), (float) ((0 - z[1]) / (1 - clock[point]))});
            assertThat(states[0]).isCloseTo(1, within(1e-6f));
            assertThat(states[1]).isCloseTo(0, within(1e-6f));
        }
    }

    /** With û = u the probability flow keeps its noise and ends at sqrt(s) u, less what of u the start did not have. */
    @ParameterizedTest
    @EnumSource
    void aNetworkThatKnowsTheLabelArrivesInAnyNumberOfSteps(Integrator integrator) {
        for (int steps : new int[] {1, 5}) {
            NoPropCt ct = new NoPropCt(DENSE, 6, ONE_HOT, 1, FIXED, integrator, steps, false);
            float[] parameters = Slopes.point(ct, SMALL, 3);
            say(ct, parameters, 0, 0, 90);
            set(parameters, ct.layout(SMALL).tensor("head.weight"), 1, 0, 0, 0, 1, 0, 0, 0, 1);
            set(parameters, ct.layout(SMALL).tensor("head.bias"), 0, 0, 0);
            // sqrt(SNR) grows from 1/2 to 2, and sqrt(1 - 0.8) = 0.4472.
            float expected = (float) (1.5 * Math.sqrt(0.2));
            assertThat(scores(ct, parameters, Slopes.batch(SMALL, 2, 1))[5]).isCloseTo(expected, within(1e-6f));
            assertThat(scores(ct, parameters, Slopes.batch(SMALL, 2, 1))[4]).isCloseTo(0, within(1e-6f));

            NoPropFm fm = new NoPropFm(DENSE, 6, ONE_HOT, 0.1, integrator, steps, false);
            parameters = Slopes.point(fm, SMALL, 3);
            say(fm, parameters, 0, 1, 0);
            float[] scores = scores(fm, parameters, Slopes.batch(SMALL, 2, 1));
            assertThat(scores[3]).isCloseTo(-1, within(1e-5f));
            assertThat(scores[4]).isCloseTo(0, within(1e-5f));
        }
    }

    /** Makes the network say the same of every image. */
    private static void say(Learner learner, float[] parameters, float... outputs) {
        Layout layout = learner.layout(SMALL);
        set(parameters, layout.tensor("joined4.weight"), new float[3 * 3]);
        set(parameters, layout.tensor("joined4.bias"), outputs);
    }

    private static void set(float[] parameters, Layout.Tensor tensor, float... values) {
        assertThat(tensor.size()).isEqualTo(values.length);
        System.arraycopy(values, 0, parameters, tensor.offset(), values.length);
    }

    private static float[] scores(Learner learner, float[] parameters, Batch batch) {
        float[] scores = new float[batch.size() * SMALL.classes()];
        learner.classifier(SMALL, batch.size()).scores(parameters, batch, scores);
        return scores;
    }

    static Stream<Learner> withAndWithoutNoise() {
        return Stream.of(
                ct(CONV, LEARNED, FREE, false),
                ct(CONV, LEARNED, FREE, true),
                fm(CONV, LEARNED, false),
                fm(CONV, LEARNED, true));
    }

    @ParameterizedTest
    @MethodSource("withAndWithoutNoise")
    void scoresOfAnImageDoNotDependOnItsBatch(Learner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] all = scores(learner, parameters, batch);
        Batch one = new Batch(1, batch.width());
        one.fill(Slopes.batch(SMALL, 1, 2));
        System.arraycopy(batch.inputs(), 5 * batch.width(), one.inputs(), 0, batch.width());
        assertThat(scores(learner, parameters, one)).isEqualTo(Arrays.copyOfRange(all, 15, 18));
    }

    @Test
    void predictionDrawsNoiseOnlyWhereItIsAskedFor() {
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] parameters = Slopes.point(fm(CONV, LEARNED, false), SMALL, 3);
        assertThat(scores(fm(CONV, LEARNED, true), parameters, batch))
                .isNotEqualTo(scores(fm(CONV, LEARNED, false), parameters, batch));
        parameters = Slopes.point(ct(CONV, LEARNED, FREE, false), SMALL, 3);
        assertThat(scores(ct(CONV, LEARNED, FREE, true), parameters, batch))
                .isNotEqualTo(scores(ct(CONV, LEARNED, FREE, false), parameters, batch));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aStepAllocatesNothingOnceWarm(Learner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new NoPropFm(DENSE, 6, ONE_HOT, -1, Integrator.EULER, 3, false))
                .hasMessage("sigma must be in [0, infinity) but was -1.0");
        assertThatThrownBy(() -> new NoPropCt(DENSE, 6, ONE_HOT, 1, FIXED, Integrator.EULER, 0, false))
                .hasMessage("steps must be at least 1 but was 0");
        assertThatThrownBy(() -> new LearnedSchedule(0.01, 1, 4)).hasMessage("most must be in (0, 1) but was 1.0");
        assertThatThrownBy(() -> new LearnedSchedule(0.01, 0.9, 0)).hasMessage("units must be at least 1 but was 0");
    }
}
