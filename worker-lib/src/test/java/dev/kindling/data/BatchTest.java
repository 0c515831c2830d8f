package dev.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final Examples THREE = HandMade.examples(new float[][] {{1, 2}, {3, 4}, {5, 6}}, 7, 8, 9);

    @Test
    void aBatchHoldsTheExamplesOfTheOrderThatItWasFilledWith() {
        Batch batch = new Batch(2, 2);
        batch.fill(THREE, new int[] {1, 2, 0, 2}, 1, 3);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(Arrays.copyOf(batch.inputs(), 4)).containsExactly(5, 6, 1, 2);
        assertThat(batch.label(0)).isEqualTo(9);
        assertThat(batch.label(1)).isEqualTo(7);
    }

    @Test
    void aSmallerFillAfterALargerOneIsSmaller() {
        Batch batch = new Batch(3, 2);
        batch.fill(THREE, 0, 3);
        batch.fill(THREE, 2, 3);
        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.capacity()).isEqualTo(3);
        assertThat(Arrays.copyOf(batch.inputs(), 2)).containsExactly(5, 6);
        assertThat(batch.label(0)).isEqualTo(9);
    }

    @Test
    void aRangeIsTheIdentityOrder() {
        Batch range = new Batch(3, 2);
        range.fill(THREE, 1, 3);
        Batch order = new Batch(3, 2);
        order.fill(THREE, new int[] {0, 1, 2}, 1, 3);
        assertThat(range.inputs()).isEqualTo(order.inputs());
        assertThat(range.size()).isEqualTo(order.size());
    }

    @Test
    void examplesOfAnotherWidthAreRefusedNotInterleaved() {
        Batch batch = new Batch(4, 3);
        assertThatThrownBy(() -> batch.fill(THREE, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch of width 3 cannot hold examples of width 2");
        assertThatThrownBy(() -> batch.fill(THREE, new int[] {0}, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreExamplesThanTheBatchHasRoomForAreRefused() {
        Batch batch = new Batch(2, 2);
        assertThatThrownBy(() -> batch.fill(THREE, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Batch(0, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
