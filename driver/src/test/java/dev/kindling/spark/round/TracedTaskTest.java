package dev.kindling.spark.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.RoundContext;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import dev.kindling.spark.LogLines;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracedTaskTest {

    private static final RoundContext THIRD_OF_SIXTY = new RoundContext(1, 2, 60, 10);
    private static final Client SEVEN = new Client(7, new Examples(new FloatFeatures(1, 1, new float[1]), new int[1]));

    @Test
    void aClientThatIsLeftOutIsLoggedWithItsRoundAndIdAndWhy() {
        try (LogLines log = new LogLines(TracedTask.class.getName())) {
            run((client, into) -> into.tally().miss(Absence.NOT_FINITE));
            run((client, into) -> into.tally().report(1, 1, 1, 0));
            run((client, into) -> into.tally().miss(Absence.OUT_OF_RANGE));
            run((client, into) -> into.tally().miss(Absence.WRONG_SHAPE));
            run((client, into) -> into.tally().miss(Absence.DROPPED_OUT));

            String place = "WARN round=3 client=7 round 3 of 60, client 7: left out, ";
            assertThat(log.lines())
                    .containsExactly(
                            place + "its loss or a parameter is not finite; on-bad-client = fail says more",
                            place + "a change is out of range; on-bad-client = fail says more",
                            place + "its update has a wrong shape; on-bad-client = fail says more");
        }
    }

    @Test
    void whatAClientThrowsIsLoggedAndNamesRoundAndClient() {
        IllegalStateException cause = new IllegalStateException("on purpose");
        try (LogLines log = new LogLines(ClientFailure.class.getName())) {
            assertThatThrownBy(() -> run((client, into) -> {
                        throw cause;
                    }))
                    .isInstanceOf(ClientFailure.class)
                    .hasCause(cause)
                    .hasMessage("round 3 of 60, client 7: java.lang.IllegalStateException: on purpose");
            assertThat(log.lines())
                    .containsExactly("ERROR round=3 client=7 round 3 of 60, client 7: java.lang.IllegalStateException:"
                            + " on purpose");
        }
        assertThat(MDC.get("client")).isNull();
    }

    @Test
    void anErrorKeepsItsClassWhichSparkJudgesTheExecutorBy() {
        OutOfMemoryError full = new OutOfMemoryError("on purpose");
        try (LogLines log = new LogLines(ClientFailure.class.getName())) {
            assertThatThrownBy(() -> run((client, into) -> {
                        throw full;
                    }))
                    .isSameAs(full);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR round=3 client=7 round 3 of 60, client 7: java.lang.OutOfMemoryError");
        }
    }

    private static void run(ClientTask<Reported> task) {
        Tally tally = new Tally();
        new TracedTask<>(task, THIRD_OF_SIXTY).run(SEVEN, () -> tally);
    }
}
