package dev.kindling.learn.noprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoPropTest {

    private static final Problem SMALL = new Problem(new Shape(2, 4, 4), 3);
    private static final int ROWS = 7;
    private static final Architecture DENSE = new DenseNetwork(List.of(5), Activation.SIGMOID, Normalise.NONE);
    /** Shares at which every block has a weight near one. */
    private static final CosineSchedule EVEN = new CosineSchedule(0.2, 0.8);

    private static NoPropDt small(Architecture network, Embedding embedding) {
        return new NoPropDt(network, 3, 6, embedding, 1, EVEN, false, 0);
    }

    static List<NoPropDt> learners() {
        return List.of(
                small(DENSE, new Embedding.OneHot()),
                small(new ConvNet(3, 2), new Embedding.OneHot()),
                small(DENSE, new Embedding.Learned(4)));
    }

    /** No block's loss depends on another's parameters, so the sum's slope by each is the slope of its own loss. */
    @ParameterizedTest
    @MethodSource("learners")
    void theGradientOfEveryBlockAndOfTheEmbeddingsIsTheSlopeOfTheLoss(NoPropDt learner) {
        Slopes.require(learner, SMALL, Slopes.batch(SMALL, ROWS, 1), tensor -> true);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatABlockLearnsDoesNotDependOnOtherBlocks(NoPropDt learner) {
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] gradient = Slopes.gradient(learner, SMALL, parameters, batch);
        Layout layout = learner.layout(SMALL);
        assertThat(layout.blocks()).isEqualTo(4);
        for (int block = 0; block < 3; block++) {
            float[] other = parameters.clone();
            int start = layout.blockStart(block);
            int end = layout.blockStart(block + 1);
            for (int i = 0; i < layout.blockStart(3); i++) {
                other[i] = i >= start && i < end ? other[i] : -0.7f * other[i] + 0.1f;
            }
            float[] changed = Slopes.gradient(learner, SMALL, other, batch);
            assertThat(Arrays.copyOfRange(changed, start, end)).isEqualTo(Arrays.copyOfRange(gradient, start, end));
            assertThat(changed).isNotEqualTo(gradient);
        }
    }

    @Test
    void aStepIsThePosteriorOfTheForwardNoise() {
        CosineSchedule schedule = CosineSchedule.defaults();
        for (int t = 1; t <= 10; t++) {
            CosineSchedule.Step step = schedule.step(t, 10);
            double before = schedule.signal(t - 1, 10);
            double behind = schedule.signal(t, 10);
            assertThat(behind).isGreaterThan(before);
            assertThat(step.ofEmbedding() + step.ofState() * Math.sqrt(before))
                    .isCloseTo(Math.sqrt(behind), within(1e-12));
            assertThat(step.ofState() * step.ofState() * (1 - before) + step.variance())
                    .isCloseTo(1 - behind, within(1e-12));
        }
        assertThat(schedule.ratio(0, 10)).isCloseTo(1 / 99.0, within(1e-12));
        assertThat(schedule.ratio(10, 10)).isCloseTo(99, within(1e-9));
        // s_0 = 0.2, s_1 = 0.5, s_2 = 0.8; alpha_0 = 0.4: a = sqrt(.5) .6 / .8, b = sqrt(.4) .5 / .8, c = .5 .6 / .8.
        CosineSchedule.Step worked = EVEN.step(1, 2);
        assertThat(worked.ofEmbedding()).isCloseTo(0.5303300859, within(1e-9));
        assertThat(worked.ofState()).isCloseTo(0.3952847075, within(1e-9));
        assertThat(worked.variance()).isCloseTo(0.375, within(1e-9));
        // T eta / 2 (SNR(1) - SNR(0)) = 2 (1 - 0.25) / 2.
        assertThat(new NoPropDt(DENSE, 2, 6, new Embedding.OneHot(), 1, EVEN, false, 0).weight(1))
                .isCloseTo(0.75, within(1e-12));
    }

    /** The share at t = T weighs the loss of the only block; the noise that the block sees is that of t = 0. */
    @Test
    void aBlockSeesTheNoiseOfTheStepBeforeIt() {
        float[] weighed = blockGradient(new CosineSchedule(0.2, 0.8));
        float[] more = blockGradient(new CosineSchedule(0.2, 0.9));
        float[] noisier = blockGradient(new CosineSchedule(0.1, 0.8));
        double ratio = (9 - 0.25) / (4 - 0.25);
        for (int i = 0; i < weighed.length; i++) {
            assertThat((double) more[i]).isCloseTo(ratio * weighed[i], within(1e-5 + 1e-4 * Math.abs(more[i])));
            noisier[i] *= (float) ((4 - 0.25) / (4 - 1 / 9.0));
        }
        assertThat(distance(noisier, weighed)).isGreaterThan(0.01);
    }

    private static float[] blockGradient(CosineSchedule schedule) {
        NoPropDt one = new NoPropDt(DENSE, 1, 6, new Embedding.OneHot(), 1, schedule, false, 0);
        float[] gradient = Slopes.gradient(one, SMALL, Slopes.point(one, SMALL, 7), Slopes.batch(SMALL, ROWS, 1));
        return Arrays.copyOf(gradient, one.layout(SMALL).blockStart(1));
    }

    private static double distance(float[] one, float[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }

    /** Blocks whose last weights are zero say the same of every image: their biases. */
    @Test
    void inferenceIsTheChainWorkedByHand() {
        NoPropDt learner = new NoPropDt(DENSE, 2, 4, new Embedding.OneHot(), 1, EVEN, false, 0);
        Problem two = new Problem(new Shape(1, 2, 2), 2);
        float[] parameters = Slopes.point(learner, two, 3);
        Layout layout = learner.layout(two);
        set(parameters, layout.tensor("block0.joined4.weight"), 0, 0, 0, 0);
        set(parameters, layout.tensor("block1.joined4.weight"), 0, 0, 0, 0);
        set(parameters, layout.tensor("block0.joined4.bias"), (float) Math.log(3), 0);
        set(parameters, layout.tensor("block1.joined4.bias"), 0, (float) Math.log(4));
        set(parameters, layout.tensor("head.weight"), 1, 2, 3, 5);
        set(parameters, layout.tensor("head.bias"), 0.5f, 0);
        // u1 = (.75, .25), u2 = (.2, .8); z1 = a1 u1; z2 = a2 u2 + b2 z1 with a2 = sqrt(.8) .375 / .5, b2 = sqrt(.625)
        // .2 / .5.
        double a1 = 0.5303300859;
        double a2 = 0.6708203932;
        double b2 = 0.3162277660;
        double first = a2 * 0.2 + b2 * a1 * 0.75;
        double second = a2 * 0.8 + b2 * a1 * 0.25;
        float[] scores = scores(learner, two, parameters, Slopes.batch(two, 2, 1));
        assertThat(scores[2]).isCloseTo((float) (first + 3 * second + 0.5), within(1e-5f));
        assertThat(scores[3]).isCloseTo((float) (2 * first + 5 * second), within(1e-5f));
        assertThat(scores(learner.scoredBy(2), two, parameters, Slopes.batch(two, 2, 1)))
                .containsExactly(0, (float) Math.log(4), 0, (float) Math.log(4));
        float[] byTheFirst = new float[4];
        learner.classifier(two, 2, 0).scores(parameters, Slopes.batch(two, 2, 1), byTheFirst);
        assertThat(byTheFirst).containsExactly((float) Math.log(3), 0, (float) Math.log(3), 0);
    }

    private static void set(float[] parameters, Layout.Tensor tensor, float... values) {
        assertThat(tensor.size()).isEqualTo(values.length);
        System.arraycopy(values, 0, parameters, tensor.offset(), values.length);
    }

    private static float[] scores(NoPropDt learner, Problem problem, float[] parameters, Batch batch) {
        float[] scores = new float[batch.size() * problem.classes()];
        learner.classifier(problem, batch.size()).scores(parameters, batch, scores);
        return scores;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scoresOfAnImageDoNotDependOnItsBatch(boolean noise) {
        NoPropDt learner = new NoPropDt(new ConvNet(3, 2), 3, 6, new Embedding.Learned(4), 1, EVEN, noise, 0);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] all = scores(learner, SMALL, parameters, batch);
        Batch one = new Batch(1, batch.width());
        one.fill(Slopes.batch(SMALL, 1, 2));
        System.arraycopy(batch.inputs(), 5 * batch.width(), one.inputs(), 0, batch.width());
        assertThat(scores(learner, SMALL, parameters, one)).isEqualTo(Arrays.copyOfRange(all, 15, 18));
        NoPropDt other = new NoPropDt(new ConvNet(3, 2), 3, 6, new Embedding.Learned(4), 1, EVEN, !noise, 0);
        assertThat(scores(other, SMALL, parameters, batch)).isNotEqualTo(all);
    }

    @Test
    void learnedEmbeddingsBeginAtRightAngles() {
        float[] table = new float[3 * 5];
        new Embedding.Learned(5).initialise(table, 0, 3, RandomStream.of(1, "start"));
        for (int one = 0; one < 3; one++) {
            for (int other = 0; other < 3; other++) {
                double product = 0;
                for (int i = 0; i < 5; i++) {
                    product += table[one * 5 + i] * table[other * 5 + i];
                }
                assertThat(product).isCloseTo(one == other ? 1 : 0, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theHeadBeginsAsTheEmbeddings(NoPropDt learner) {
        Layout layout = learner.layout(SMALL);
        float[] parameters = new float[layout.size()];
        learner.initialise(SMALL, parameters, RandomStream.of(1, "start"));
        int head = layout.tensor("head.weight").offset();
        boolean learned = learner.embedding().isLearned();
        int dimension = learned ? 4 : 3;
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < dimension; i++) {
                float expected =
                        learned ? parameters[layout.tensor("embeddings").offset() + c * dimension + i] : c == i ? 1 : 0;
                assertThat(parameters[head + i * 3 + c]).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aStepAllocatesNothingOnceWarm(NoPropDt learner) {
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> NoPropDt.defaults().scoredBy(11))
                .isInstanceOf(UserMistake.class)
                .hasMessage("scored-by must be in [0, blocks = 10] but was 11");
        assertThatThrownBy(() -> new CosineSchedule(0.5, 0.4))
                .hasMessage("least must be in (0, most = 0.4) but was 0.5");
    }
}
