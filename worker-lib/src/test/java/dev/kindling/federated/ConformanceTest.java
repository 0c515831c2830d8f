package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the papers say is the same must come out the same, up to rounding. */
class ConformanceTest {

    private static final double RATE = 0.25;
    private static final float ROUNDING = 2e-6f;

    @Test
    void oneFullBatchEpochOfAveragingIsGradientAveraging() {
        List<Client> clients =
                List.of(SmallFederation.client(0, 8), SmallFederation.client(1, 8), SmallFederation.client(2, 8));
        requireClose(
                SmallFederation.round(averaging(Weighting.BY_EXAMPLE), SmallFederation.start(), clients)
                        .model(),
                SmallFederation.round(gradients(Weighting.BY_EXAMPLE, 128), SmallFederation.start(), clients)
                        .model());
    }

    @Test
    void weightedByExamplesItIsOneCentralisedStepOnTheUnion() {
        List<Client> clients =
                List.of(SmallFederation.client(0, 3), SmallFederation.client(1, 17), SmallFederation.client(2, 8));
        Parameters expected = centralisedStep(clients, new double[] {3 / 28.0, 17 / 28.0, 8 / 28.0});
        for (FederatedMethod method : List.of(averaging(Weighting.BY_EXAMPLE), gradients(Weighting.BY_EXAMPLE, 128))) {
            requireClose(
                    SmallFederation.round(method, SmallFederation.start(), clients)
                            .model(),
                    expected);
        }
        // And what the weights are made of: the plain step on all examples in one batch.
        requireClose(expected, unionStep(clients));
    }

    @Test
    void weightedByClientEveryClientCountsTheSame() {
        List<Client> clients = List.of(SmallFederation.client(0, 3), SmallFederation.client(1, 17));
        Parameters expected = centralisedStep(clients, new double[] {0.5, 0.5});
        for (FederatedMethod method : List.of(averaging(Weighting.BY_CLIENT), gradients(Weighting.BY_CLIENT, 128))) {
            requireClose(
                    SmallFederation.round(method, SmallFederation.start(), clients)
                            .model(),
                    expected);
        }
        assertThat(expected.values()).isNotEqualTo(unionStep(clients).values());
    }

    @Test
    void theChunkOfGradientAveragingIsAMatterOfMemoryOnly() {
        List<Client> clients = List.of(SmallFederation.client(0, 17), SmallFederation.client(1, 5));
        Parameters whole = SmallFederation.round(gradients(Weighting.BY_EXAMPLE, 17), SmallFederation.start(), clients)
                .model();
        for (int chunk : new int[] {1, 2, 5, 16, 18}) {
            requireClose(
                    SmallFederation.round(gradients(Weighting.BY_EXAMPLE, chunk), SmallFederation.start(), clients)
                            .model(),
                    whole);
        }
    }

    @Test
    void theServerRateScalesTheMeanUpdate() {
        List<Client> clients = List.of(SmallFederation.client(0, 5));
        Parameters start = SmallFederation.start();
        Parameters one = SmallFederation.round(averaging(Weighting.BY_EXAMPLE), start, clients)
                .model();
        FedAvg halved = new FedAvg(1, 1000, Sgd.of(RATE), new Schedule.Constant(), Weighting.BY_EXAMPLE, 0.5);
        Parameters half = SmallFederation.round(halved, start, clients).model();
        for (int i = 0; i < start.size(); i++) {
            assertThat(half.values()[i] - start.values()[i])
                    .isCloseTo((one.values()[i] - start.values()[i]) / 2, within(ROUNDING));
        }
    }

    @Test
    void theWorkThatWasDoneIsTallied() {
        List<Client> clients = List.of(SmallFederation.client(0, 25), SmallFederation.client(1, 10));
        FedAvg method = new FedAvg(3, 10, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        var tally =
                SmallFederation.round(method, SmallFederation.start(), clients).tally();
        assertThat(tally.clients()).isEqualTo(2);
        assertThat(tally.examples()).isEqualTo(3 * 35);
        // 10 + 10 + 5 and 10, three times.
        assertThat(tally.steps()).isEqualTo(3 * (3 + 1));
        assertThat(tally.weight()).isEqualTo(35);
        assertThat(tally.meanLoss()).isBetween(0.1, 5.0);
    }

    private static FedAvg averaging(Weighting weighting) {
        return new FedAvg(1, 1000, Sgd.of(RATE), new Schedule.Constant(), weighting, 1);
    }

    private static FedSgd gradients(Weighting weighting, int chunk) {
        return new FedSgd(RATE, new Schedule.Constant(), weighting, chunk);
    }

    private static Parameters centralisedStep(List<Client> clients, double[] shares) {
        Parameters start = SmallFederation.start();
        double[] mean = new double[start.size()];
        for (int k = 0; k < shares.length; k++) {
            float[] gradient = gradient(start, clients.get(k).examples());
            for (int i = 0; i < mean.length; i++) {
                mean[i] += shares[k] * gradient[i];
            }
        }
        float[] moved = start.values().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= (float) (RATE * mean[i]);
        }
        return new Parameters(start.layout(), moved);
    }

    private static Parameters unionStep(List<Client> clients) {
        int total = clients.stream().mapToInt(c -> c.examples().size()).sum();
        float[] values = new float[4 * total];
        int[] labels = new int[total];
        int at = 0;
        for (Client client : clients) {
            for (int i = 0; i < client.examples().size(); i++) {
                client.examples().features().copyRow(i, values, 4 * at);
                labels[at++] = client.examples().label(i);
            }
        }
        Examples union = new Examples(new FloatFeatures(total, 4, values), labels);
        return centralisedStep(List.of(new Client(0, union)), new double[] {1});
    }

    private static float[] gradient(Parameters model, Examples examples) {
        GradientSum sum = new GradientSum(model.size());
        Batch batch = HandMade.batch(examples);
        SmallFederation.LEARNER
                .trainer(SmallFederation.PROBLEM, examples.size(), sum)
                .step(model.values().clone(), batch, 1, RandomStream.of(0, "unused"));
        return sum.gradient();
    }

    private static void requireClose(Parameters actual, Parameters expected) {
        assertThat(actual.values()).containsExactly(expected.values(), within(ROUNDING));
        float[] start = SmallFederation.start().values();
        double moved = 0;
        for (int i = 0; i < start.length; i++) {
            moved = Math.max(moved, Math.abs(start[i] - actual.values()[i]));
        }
        // Far enough that agreement within rounding says something.
        assertThat(moved).isGreaterThan(1000 * ROUNDING);
    }
}
