package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Client;
import dev.kindling.fault.RunFailure;
import dev.kindling.federated.fault.Attack;
import dev.kindling.federated.fault.Attackers;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.metric.Absence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad update under both policies, for both ways of training. */
class BadClientTest {

    private static final List<Client> CLIENTS = List.of(
            SmallFederation.client(0, 5),
            SmallFederation.client(1, 5),
            SmallFederation.client(2, 5),
            SmallFederation.client(3, 5));

    /** Of four clients, with {@link SmallFederation}'s seed, a quarter is this one. */
    private static final int ATTACKER = 3;

    static Stream<Arguments> kinds() {
        return Stream.of(FedAvg.defaults(), FedSgd.defaults())
                .flatMap(method -> Stream.of(
                        Arguments.of(
                                method,
                                new Attack.NotANumber(),
                                Absence.NOT_FINITE,
                                "expected finite parameters,"
                                        + " found NaN at (hidden|output)[\\w.]*\\[\\d+(, \\d+)?\\]"),
                        Arguments.of(
                                method,
                                new Attack.Infinite(),
                                Absence.NOT_FINITE,
                                "expected finite parameters," + " found -?Infinity at [\\w.]+\\[\\d+(, \\d+)?\\]"),
                        Arguments.of(
                                method,
                                new Attack.Huge(1e30),
                                Absence.OUT_OF_RANGE,
                                "expected changes below"
                                        + " (256|512).0, found \\d\\.\\d+E(2[789]|30) at [\\w.]+\\[\\d+(, \\d+)?\\]"),
                        Arguments.of(
                                method,
                                new Attack.WrongShape(),
                                Absence.WRONG_SHAPE,
                                "expected 51 parameters," + " found 52")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void skipLeavesThemOutAsAWholeAndCountsThem(FederatedMethod method, Attack attack, Absence why, String what) {
        SmallFederation.Result with =
                SmallFederation.round(attacked(method, attack), SmallFederation.start(), CLIENTS, OnBadClient.SKIP);
        SmallFederation.Result without =
                SmallFederation.round(method, SmallFederation.start(), CLIENTS.subList(0, 3), OnBadClient.FAIL);
        assertThat(with.tally().absent(why)).isEqualTo(1);
        assertThat(with.tally().diverged()).isEqualTo(1);
        assertThat(with.tally().asked()).isEqualTo(4);
        assertThat(with.tally().meanLoss()).isEqualTo(without.tally().meanLoss());
        float[] expected = without.model().values();
        for (int i = 0; i < expected.length; i++) {
            // Shares of twenty in place of fifteen, corrected once: the last bit may differ.
            assertThat(Math.abs(with.model().values()[i] - expected[i]))
                    .isLessThanOrEqualTo(Math.ulp(Math.max(1f, expected[i])));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void failNamesRoundClientAndWhatWasWrong(FederatedMethod method, Attack attack, Absence why, String what) {
        assertThatThrownBy(() -> SmallFederation.round(
                        attacked(method, attack), SmallFederation.start(), CLIENTS, OnBadClient.FAIL))
                .isInstanceOf(RunFailure.class)
                .hasMessageMatching("update of client " + ATTACKER + " in round 1: " + what
                        + "; on-bad-client = skip leaves such clients out, also from a run that goes on with --resume");
    }

    @Test
    void aLossThatIsNoNumberIsNamedWhereTheParametersAreFinite() {
        float[] global = SmallFederation.start().values();
        ClientUpdate update = new ClientUpdate(global, global.clone(), 1, 1, 1, Double.NaN);
        assertThat(BadUpdate.unfit(update, SmallFederation.start()))
                .isEqualTo(new BadUpdate(Absence.NOT_FINITE, "expected a finite loss, found NaN"));
        assertThat(BadUpdate.unfit(new ClientUpdate(global, global.clone(), 1, 1, 1, 2.0), SmallFederation.start()))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void attacksWithinRangeAreMergedAndMoveTheModelElsewhere(FederatedMethod method) {
        SmallFederation.Result honest =
                SmallFederation.round(method, SmallFederation.start(), CLIENTS, OnBadClient.FAIL);
        for (Attack attack : List.of(new Attack.SignFlip(1), new Attack.ScaledNoise(1), new Attack.Huge(50))) {
            SmallFederation.Result with =
                    SmallFederation.round(attacked(method, attack), SmallFederation.start(), CLIENTS, OnBadClient.FAIL);
            assertThat(with.tally().clients()).isEqualTo(4);
            assertThat(with.tally().meanLoss()).isEqualTo(honest.tally().meanLoss());
            assertThat(with.model()).isNotEqualTo(honest.model());
        }
    }

    static Stream<FederatedMethod> methods() {
        return Stream.of(FedAvg.defaults(), FedSgd.defaults());
    }

    private static FederatedMethod attacked(FederatedMethod method, Attack attack) {
        return (FederatedMethod) new Attackers(0.25, attack).over(method, CLIENTS.size());
    }

    @Test
    void sumsThatAreNoUpdatesAreNotForged() {
        RoundMethod sums = new ClosedForm();
        assertThat(Attackers.none().over(sums, 4)).isSameAs(sums);
        assertThatThrownBy(() -> new Attackers(0.25, new Attack.Huge(50)).over(sums, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no updates to forge in ClosedForm[]");
    }
}
