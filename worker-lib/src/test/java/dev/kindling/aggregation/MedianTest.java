package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void ofAnOddNumberItIsTheMiddleAndOfAnEvenNumberTheMeanOfTheMiddleTwo() {
        assertThat(Cohorts.merged(new Median(), new float[] {3, 1}, new float[] {-7, 1}, new float[] {4, 9}))
                .containsExactly(3, 1);
        assertThat(Cohorts.merged(new Median(), Cohorts.points(9, 1, 2, 4))).containsExactly(3);
        assertThat(Cohorts.merged(new Median(), Cohorts.points(Float.MAX_VALUE, Float.MAX_VALUE)))
                .containsExactly(Float.MAX_VALUE);
    }

    /** 11 clients, 5 of them anything: the breakdown point of the median is one half. */
    @Test
    void fewerThanHalfOfTheClientsCannotCarryItOutOfTheOthersValues() {
        float[][] updates = Cohorts.random(11, 50, 1);
        float[] worst = {Float.MAX_VALUE, -Float.MAX_VALUE, 1e30f, -1e9f, 1e20f};
        for (int liar = 0; liar < 5; liar++) {
            java.util.Arrays.fill(updates[2 * liar], worst[liar]);
        }
        float[] median = Cohorts.merged(new Median(), updates);
        for (int i = 0; i < median.length; i++) {
            float least = Float.MAX_VALUE;
            float most = -Float.MAX_VALUE;
            for (int honest : new int[] {1, 3, 5, 7, 9, 10}) {
                least = Math.min(least, updates[honest][i]);
                most = Math.max(most, updates[honest][i]);
            }
            assertThat(median[i]).isBetween(least, most);
        }
    }
}
