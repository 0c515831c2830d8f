package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.forwardforward.Goodness;
import dev.kindling.learn.forwardforward.Loss;
import dev.kindling.learn.forwardforward.Negatives;
import dev.kindling.learn.forwardforward.Normalisation;
import dev.kindling.learn.forwardforward.Prediction;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A learner that writes to its parameters beside the update rule. */
class PeerMeansTest {

    private static final ForwardForward LEARNER = new ForwardForward(
            List.of(6, 5),
            Loss.SWISH,
            Goodness.MEAN,
            2,
            6,
            Normalisation.RMS,
            Negatives.RANDOM,
            0.5,
            0.03,
            Prediction.GOODNESS,
            1);
    private static final Layout LAYOUT = LEARNER.layout(SmallFederation.PROBLEM);
    private static final Parameters START = start();
    private static final RoundContext CONTEXT = new RoundContext(3, 0, 10, 25);

    @Test
    void twoClientsInOneTaskGiveTheWordsOfTwoTasks() {
        Client first = SmallFederation.client(0, 7);
        Client second = SmallFederation.client(1, 18);
        for (FederatedMethod method : List.of(FedSgd.defaults(), FedAvg.defaults())) {
            UpdateSum together = task(method, first, second);
            UpdateSum apart = task(method, first);
            apart.add(task(method, second));
            assertThat(together.words()).isEqualTo(apart.words());
            assertThat(together.tally().clients()).isEqualTo(2);
        }
    }

    @Test
    void aBrokenClientDoesNotPoisonTheNext() {
        Client last = SmallFederation.client(2, 18);
        UpdateSum with = task(FedSgd.defaults(), SmallFederation.broken(1, Float.NaN), last);
        assertThat(with.tally().diverged()).isEqualTo(1);
        assertThat(with.words()).isEqualTo(task(FedSgd.defaults(), last).words());
    }

    @Test
    void theMeansMoveAndNobodyElseIsWrittenTo() {
        long[] words = task(FedSgd.defaults(), SmallFederation.client(0, 7)).words();
        Layout.Tensor peers = LAYOUT.tensors().stream()
                .filter(tensor -> tensor.name().contains("peer"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < peers.size(); i++) {
            assertThat(words[peers.offset() + i]).isNotZero();
        }
        assertThat(START).isEqualTo(start());
    }

    @SuppressWarnings("unchecked")
    private static UpdateSum task(FederatedMethod method, Client... clients) {
        FederatedAlgorithm<UpdateSum, ?> algorithm =
                (FederatedAlgorithm<UpdateSum, ?>) method.with(LEARNER, SmallFederation.PROBLEM);
        UpdateSum sum = UpdateSum.empty(LAYOUT.size());
        ClientTask<UpdateSum> task = algorithm.client().open(START, CONTEXT);
        for (Client client : clients) {
            task.run(client, sum);
        }
        return sum;
    }

    private static Parameters start() {
        float[] values = new float[LAYOUT.size()];
        LEARNER.initialise(SmallFederation.PROBLEM, values, RandomStream.of(1, "initial-model"));
        return new Parameters(LAYOUT, values);
    }
}
