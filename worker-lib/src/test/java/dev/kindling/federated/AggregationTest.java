package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.ClippedMean;
import dev.kindling.aggregation.CohortSlice;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.aggregation.CoordinateRule;
import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.aggregation.TrimmedMean;
import dev.kindling.data.Client;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AggregationTest {

    private static final FedAvg BY_CLIENT =
            new FedAvg(1, 5, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_CLIENT, 1);

    private final Parameters start = SmallFederation.start();
    private final List<Client> clients =
            List.of(SmallFederation.client(0, 9), SmallFederation.client(1, 20), SmallFederation.client(2, 12));

    @Test
    void anUntrimmedMeanIsTheMeanOfEqualWeightsUpToFloat32() {
        float[] mean = summed(new Mean(), clients).values();
        float[] untrimmed = sideBySide(new TrimmedMean(0), clients).values();
        for (int i = 0; i < mean.length; i++) {
            // An update is rounded to float32 before it is cut, the mean takes it as double.
            assertThat(untrimmed[i]).isCloseTo(mean[i], Offset.offset(1e-7f));
        }
        assertThat(sideBySide(new Median(), clients).values()).isNotEqualTo(untrimmed);
    }

    @Test
    void aClientThatIsNotFiniteIsLeftOutAndCounted() {
        List<Client> withBroken = new ArrayList<>(clients);
        withBroken.add(1, SmallFederation.broken(7, Float.NaN));
        withBroken.add(SmallFederation.broken(8, Float.POSITIVE_INFINITY));
        MeanUpdate merged = sideBySide(new Median(), withBroken);
        assertThat(merged.tally().clients()).isEqualTo(3);
        assertThat(merged.tally().diverged()).isEqualTo(2);
        assertThat(merged.tally().examples()).isEqualTo(41);
        assertThat(merged.values()).isEqualTo(sideBySide(new Median(), clients).values());
        MeanUpdate clipped = summed(new ClippedMean(1), withBroken);
        assertThat(clipped.tally().diverged()).isEqualTo(2);
        assertThat(length(clipped.values())).isBetween(1e-3, 1.0);
    }

    @Test
    void aClipThatNobodyReachesIsTheMeanBitForBit() {
        assertThat(summed(new ClippedMean(1e6), clients).values())
                .isEqualTo(summed(new Mean(), clients).values());
    }

    @Test
    void aClippedClientMovesTheModelByTheNorm() {
        List<Client> one = List.of(clients.get(1));
        float[] whole = summed(new Mean(), one).values();
        float[] clipped = summed(new ClippedMean(0.01), one).values();
        assertThat(length(whole)).isGreaterThan(0.02);
        assertThat(length(clipped)).isCloseTo(0.01, Offset.offset(1e-8));
        for (int i = 0; i < whole.length; i++) {
            assertThat((double) clipped[i]).isCloseTo(whole[i] * 0.01 / length(whole), Offset.offset(1e-8));
        }
    }

    @Test
    void theTypeOfTheAggregationDecidesHowARoundMerges() {
        assertThat(BY_CLIENT.with(SmallFederation.LEARNER, SmallFederation.PROBLEM, new Median()))
                .isInstanceOf(CohortAlgorithm.class);
        assertThat(BY_CLIENT.with(SmallFederation.LEARNER, SmallFederation.PROBLEM, new ClippedMean(1)))
                .isInstanceOf(FederatedAlgorithm.class);
    }

    private static double length(float[] update) {
        double squares = 0;
        for (float value : update) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private MeanUpdate sideBySide(CoordinateRule rule, List<Client> cohort) {
        CohortAlgorithm algorithm =
                (CohortAlgorithm) BY_CLIENT.with(SmallFederation.LEARNER, SmallFederation.PROBLEM, rule);
        CohortSlicing slicing = new CohortSlicing(start.size(), cohort.size());
        CohortTask task = algorithm.open(start, new RoundContext(3, 0, 10, cohort.size()), slicing);
        List<ClientSlice> slices = new ArrayList<>();
        for (Client client : cohort) {
            task.run(client).forEachRemaining(slices::add);
        }
        return slicing.join(
                List.of(CohortSlice.gather(slices.iterator(), slicing, 0).merge(rule)));
    }

    @SuppressWarnings("unchecked")
    private MeanUpdate summed(dev.kindling.aggregation.SumRule rule, List<Client> cohort) {
        FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm = (FederatedAlgorithm<UpdateSum, MeanUpdate>)
                BY_CLIENT.with(SmallFederation.LEARNER, SmallFederation.PROBLEM, rule);
        RoundContext context = new RoundContext(3, 0, 10, cohort.size());
        SlicedMerge<UpdateSum, MeanUpdate> merge = algorithm.merge().open(start, context);
        UpdateSum state = merge.zero();
        ClientTask<UpdateSum> task = algorithm.client().open(start, context);
        cohort.forEach(client -> task.run(client, state));
        return merge.join(List.of(merge.finish(state)));
    }
}
