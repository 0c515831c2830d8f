package dev.kindling.spark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.NearestClassMean;
import dev.kindling.learn.closedform.StageSums;
import dev.kindling.metric.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageSumsWireTest {

    @Test
    void theMomentsOfAllRegressionsAndTheTallyArrive() {
        MomentsFormat narrow = new NearestClassMean().format(2, 3, Grid.DEFAULT);
        MomentsFormat wide = new NearestClassMean().format(2, 5, Grid.DEFAULT);
        Moments first = new Moments(narrow);
        Moments second = new Moments(wide);
        first.words()[1] = Long.MIN_VALUE;
        second.words()[wide.words() - 1] = 7;
        long[] counts = new Tally().words().clone();
        counts[0] = 3;
        StageSums arrived = Wire.roundTrip(new StageSums(List.of(first, second), Tally.ofWords(counts)));
        assertThat(arrived.tally().words()).isEqualTo(counts);
        assertThat(arrived.moments()).hasSize(2);
        assertThat(arrived.moments().get(0).format()).isEqualTo(narrow);
        assertThat(arrived.moments().get(0).words()).isEqualTo(first.words());
        assertThat(arrived.moments().get(1).words()).isEqualTo(second.words());
    }
}
