package dev.kindling.learn.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.hebbian.HebbianNetwork;
import dev.kindling.learn.hebbian.Storage;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without Spark: clients one after another in one task, or each in a task of its own. */
class ClosedFormTest {

    private static final Problem IMAGES = new Problem(new Shape(1, 6, 6), 3);
    private static final int ROWS = 240;

    static List<ClosedFormLearner> learners() {
        return List.of(
                new CaFo(new Vgg(List.of(3, 4), List.of(1)), 2, 1),
                new CaFo(new DenseNetwork(List.of(7), Activation.RELU, DenseNetwork.Normalise.NONE), 1, 0.1),
                new ForwardProjection(List.of(9, 8), ForwardProjection.Potential.SIGN, 1),
                new ForwardProjection(List.of(9), ForwardProjection.Potential.TANH, 1),
                new HebbianNetwork(new Storage.Supervised(), 0.5, 1, true));
    }

    private static float[] row(int number) {
        RandomStream random = RandomStream.of(5, "row", number);
        float[] values = new float[36];
        for (int i = 0; i < 36; i++) {
            values[i] = (float) (0.3 * random.nextGaussian() + ((i / 6) % 3 == number % 3 ? 1 : 0));
        }
        return values;
    }

    /** Rows {@code from} to {@code to}. */
    private static Client client(int id, int from, int to) {
        float[] values = new float[(to - from) * 36];
        int[] labels = new int[to - from];
        for (int row = from; row < to; row++) {
            System.arraycopy(row(row), 0, values, (row - from) * 36, 36);
            labels[row - from] = row % 3;
        }
        return new Client(id, new Examples(new FloatFeatures(to - from, 36, values), labels));
    }

    private static List<Client> dealt(int size) {
        List<Client> clients = new ArrayList<>();
        for (int from = 0; from < ROWS; from += size) {
            clients.add(client(clients.size(), from, Math.min(ROWS, from + size)));
        }
        return clients;
    }

    private static Parameters start(ClosedFormLearner learner) {
        Layout layout = learner.layout(IMAGES);
        float[] values = new float[layout.size()];
        learner.initialise(IMAGES, values, RandomStream.of(1, "initial-model"));
        return new Parameters(layout, values);
    }

    @SuppressWarnings("unchecked")
    private static FederatedAlgorithm<StageSums, SolvedStage> algorithm(ClosedFormLearner learner) {
        return (FederatedAlgorithm<StageSums, SolvedStage>) new ClosedForm().with(learner, IMAGES, new Mean());
    }

    private static SolvedStage solve(ClosedFormLearner learner, List<Client> clients, boolean apart) {
        SolvedStage solved = null;
        Parameters model = start(learner);
        for (int round = 0; round < learner.stages(); round++) {
            RoundContext context = new RoundContext(3, round, learner.stages(), ROWS);
            StageMerge merge = (StageMerge) algorithm(learner).merge().open(model, context);
            solved = merge.finish(sums(learner, model, context, clients, apart));
            model = solved.model();
        }
        return java.util.Objects.requireNonNull(solved);
    }

    private static StageSums sums(
            ClosedFormLearner learner, Parameters model, RoundContext context, List<Client> clients, boolean apart) {
        StageMerge merge = (StageMerge) algorithm(learner).merge().open(model, context);
        StageSums all = merge.zero();
        ClientTask<StageSums> task = algorithm(learner).client().open(model, context);
        for (Client client : clients) {
            StageSums into = apart ? merge.zero() : all;
            ClientTask<StageSums> own = apart ? algorithm(learner).client().open(model, context) : task;
            own.run(client, into);
            if (apart) {
                merge.merge(all, into);
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theModelHasTheSameBitsHoweverExamplesAreDealtToClientsAndTasks(ClosedFormLearner learner) {
        SolvedStage expected = solve(learner, dealt(ROWS), false);
        for (int size : new int[] {1, 7, 64}) {
            List<Client> clients = dealt(size);
            assertThat(solve(learner, clients, true).model()).isEqualTo(expected.model());
            Collections.reverse(clients);
            SolvedStage reversed = solve(learner, clients, false);
            assertThat(reversed.model()).isEqualTo(expected.model());
            assertThat(reversed.tally().meanLoss()).isEqualTo(expected.tally().meanLoss());
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aClientThatIsTakenOutWasNeverThere(ClosedFormLearner learner) {
        Parameters model = start(learner);
        RoundContext context = new RoundContext(3, 0, learner.stages(), ROWS);
        StageMerge merge = (StageMerge) algorithm(learner).merge().open(model, context);
        List<Client> clients = dealt(40);
        StageSums all = sums(learner, model, context, clients, false);
        StageSums one = sums(learner, model, context, List.of(clients.get(2)), false);
        List<Client> others = new ArrayList<>(clients);
        others.remove(2);
        StageSums without = sums(learner, model, context, others, false);
        SolvedStage left = merge.finish(merge.subtract(all, one));
        for (int i = 0; i < without.moments().size(); i++) {
            assertThat(all.moments().get(i).words())
                    .isEqualTo(without.moments().get(i).words());
        }
        assertThat(left.model()).isEqualTo(merge.finish(without).model());
        assertThat(left.tally().clients()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void barsAreToldApartAndTheLossIsTheSquaredErrorOfTheRegressions(ClosedFormLearner learner) {
        SolvedStage solved = solve(learner, dealt(50), false);
        assertThat(accuracy(learner, solved.model())).isGreaterThan(0.95);
        assertThat(solved.tally().meanLoss()).isBetween(0.001, 1.0);
        assertThat(solved.tally().examples()).isEqualTo(ROWS);
    }

    private static double accuracy(ClosedFormLearner learner, Parameters model) {
        Batch batch = new Batch(100, 36);
        batch.fill(client(0, ROWS, ROWS + 100).examples(), 0, 100);
        Classifier classifier = learner.classifier(IMAGES, 100);
        float[] scores = new float[400];
        classifier.scores(model.values(), batch, scores);
        int right = 0;
        for (int row = 0; row < 100; row++) {
            int best = 0;
            for (int c = 1; c < 3; c++) {
                best = scores[row * 3 + c] > scores[row * 3 + best] ? c : best;
            }
            right += best == batch.label(row) ? 1 : 0;
        }
        return right / 100.0;
    }

    /** (A'A + lambda I) W = A' (sign(A Q) + sign(Y U)), worked out row by row in double. */
    @Test
    void aHiddenLayerIsTheRidgeRegressionToItsProjectedTargets() {
        int in = 37;
        int out = 9;
        ForwardProjection learner = new ForwardProjection(List.of(out), ForwardProjection.Potential.SIGN, 1);
        Parameters model = start(learner);
        RoundContext context = new RoundContext(3, 0, 2, ROWS);
        StageMerge merge = (StageMerge) algorithm(learner).merge().open(model, context);
        float[] solved = merge.finish(sums(learner, model, context, dealt(ROWS), false))
                .model()
                .values();
        double[] projection = drawn("forward-projection-inputs", 36 * out);
        double[] codes = drawn("forward-projection-labels", 3 * out);
        double[][] normal = new double[in][in];
        double[][] right = new double[in][out];
        for (int number = 0; number < ROWS; number++) {
            float[] row = Arrays.copyOf(row(number), in);
            row[36] = 1;
            for (int o = 0; o < out; o++) {
                double sum = 0;
                for (int i = 0; i < 36; i++) {
                    sum += row[i] * projection[i * out + o];
                }
                double target = Math.signum(sum) + Math.signum(codes[number % 3 * out + o]);
                for (int i = 0; i < in; i++) {
                    right[i][o] += row[i] * target;
                }
            }
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < in; j++) {
                    normal[i][j] += row[i] * (double) row[j];
                }
            }
        }
        Layout layout = learner.layout(IMAGES);
        int weight = layout.tensors().get(0).offset();
        int bias = layout.tensors().get(1).offset();
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double left = i < 36 ? solved[weight + i * out + o] : solved[bias + o];
                for (int j = 0; j < in; j++) {
                    left += normal[i][j] * (j < 36 ? solved[weight + j * out + o] : solved[bias + o]);
                }
                assertThat(left).isCloseTo(right[i][o], within(0.05));
            }
        }
    }

    private static double[] drawn(String purpose, int count) {
        RandomStream random = RandomStream.of(3, purpose, 0);
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** What a read-out reports is what its predictions miss, example by example. */
    @Test
    void theLossOfAReadOutIsWhatItsPredictionsMiss() {
        ForwardProjection learner = new ForwardProjection(List.of(9), ForwardProjection.Potential.SIGN, 1);
        SolvedStage solved = solve(learner, dealt(ROWS), false);
        Batch batch = new Batch(ROWS, 36);
        batch.fill(client(0, 0, ROWS).examples(), 0, ROWS);
        float[] scores = new float[ROWS * 4];
        learner.classifier(IMAGES, ROWS).scores(solved.model().values(), batch, scores);
        double error = 0;
        for (int i = 0; i < ROWS * 3; i++) {
            double missed = scores[i] - (batch.label(i / 3) == i % 3 ? 1 : 0);
            error += missed * missed;
        }
        assertThat(solved.tally().meanLoss()).isCloseTo(error / ROWS, within(1e-3));
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedAndTheKeyNamed() {
        CaFo cafo = CaFo.defaults();
        assertThatThrownBy(() -> ClosedForm.requireFits(FedAvg.defaults(), cafo, new Mean(), 1, false))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("algorithm = closed-form");
        assertThatThrownBy(
                        () -> ClosedForm.requireFits(new ClosedForm(), new Backprop(List.of(2)), new Mean(), 1, false))
                .hasMessageContaining("learner = cafo");
        assertThatThrownBy(() ->
                        ClosedForm.requireFits(new ClosedForm(), ForwardProjection.defaults(), new Mean(), 5, false))
                .hasMessageContaining("rounds = 3");
        assertThatThrownBy(() -> ClosedForm.requireFits(new ClosedForm(), cafo, new Median(), 1, false))
                .hasMessageContaining("merge");
        assertThatThrownBy(() -> ClosedForm.requireFits(new ClosedForm(), cafo, new Mean(), 1, true))
                .hasMessageContaining("attackers");
        ClosedForm.requireFits(new ClosedForm(), cafo, new Mean(), 1, false);
        ClosedForm.requireFits(FedAvg.defaults(), new Backprop(List.of(2)), new Median(), 7, true);
    }
}
