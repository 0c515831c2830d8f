package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Sgd;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DivergingClientTest {

    static Stream<FederatedMethod> methods() {
        return Stream.of(
                averaging(Sgd.of(0.1)), averaging(new Sgd(0.1, 0.9, 0)), averaging(Adam.of(0.01)), FedSgd.defaults());
    }

    /** The round goes on as if the cohort had been the others: nothing of the broken client stays in a task's buffers. */
    @ParameterizedTest
    @MethodSource("methods")
    void aClientWithBrokenDataIsLeftOutAndCountedAndInfectsNobody(FederatedMethod method) {
        Client first = SmallFederation.client(0, 5);
        Client last = SmallFederation.client(2, 5);
        SmallFederation.Result without = SmallFederation.round(method, SmallFederation.start(), List.of(first, last));
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE}) {
            SmallFederation.Result with = SmallFederation.round(
                    method, SmallFederation.start(), List.of(first, SmallFederation.broken(1, bad), last));
            assertThat(with.tally().diverged()).isEqualTo(1);
            assertThat(with.tally().clients()).isEqualTo(2);
            assertThat(with.tally().meanLoss()).isEqualTo(without.tally().meanLoss());
            float[] expected = without.model().values();
            for (int i = 0; i < expected.length; i++) {
                // Shares of fifteen in place of ten, corrected once: the last bit may differ.
                assertThat(Math.abs(with.model().values()[i] - expected[i]))
                        .isLessThanOrEqualTo(Math.ulp(Math.max(1f, expected[i])));
            }
        }
    }

    @Test
    void anInfiniteRateLeavesEverybodyOutAndTheModelAsItWas() {
        // Within the range of a double, beyond that of a float.
        SmallFederation.Result result = SmallFederation.round(
                averaging(Sgd.of(1e300)),
                SmallFederation.start(),
                List.of(SmallFederation.client(0, 5), SmallFederation.client(1, 5)));
        assertThat(result.tally().diverged()).isEqualTo(2);
        assertThat(result.tally().clients()).isZero();
        assertThat(result.tally().meanLoss()).isNaN();
        assertThat(result.model()).isEqualTo(SmallFederation.start());
    }

    @Test
    void anUpdateBeyondTheHeadRoomIsLeftOutThoughItIsFinite() {
        SmallFederation.Result result = SmallFederation.round(
                averaging(Sgd.of(1e5)), SmallFederation.start(), List.of(SmallFederation.client(0, 5)));
        assertThat(result.tally().diverged()).isEqualTo(1);
        assertThat(result.model()).isEqualTo(SmallFederation.start());
    }

    private static FedAvg averaging(Optimizer optimizer) {
        return new FedAvg(1, 5, optimizer, new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
    }
}
