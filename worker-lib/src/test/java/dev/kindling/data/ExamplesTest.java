package dev.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExamplesTest {

    @Test
    void selectedRowsComeInTheOrderAskedForAndMayRepeat() {
        Examples floats = HandMade.examples(new float[][] {{1, 2}, {3, 4}, {5, 6}}, 7, 8, 9);
        assertThat(floats.select(new int[] {2, 0, 2}))
                .isEqualTo(HandMade.examples(new float[][] {{5, 6}, {1, 2}, {5, 6}}, 9, 7, 9));
        Examples pixels = new Examples(new PixelFeatures(2, 2, new byte[] {1, 2, 3, 4}), new int[] {5, 6});
        assertThat(pixels.select(new int[] {1}))
                .isEqualTo(new Examples(new PixelFeatures(1, 2, new byte[] {3, 4}), new int[] {6}));
        assertThat(pixels.select(new int[0]).size()).isZero();
    }

    @Test
    void aSelectionIsACopy() {
        FloatFeatures original = new FloatFeatures(1, 1, new float[] {1});
        Examples selected = new Examples(original, new int[] {0}).select(new int[] {0});
        original.values()[0] = 2;
        assertThat(((FloatFeatures) selected.features()).values()).containsExactly(1);
    }

    @Test
    void columnsOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> HandMade.examples(new float[][] {{1}}, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("examples: 1 rows of features but 2 labels");
        assertThatThrownBy(() -> new PixelFeatures(2, 2, new byte[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FloatFeatures(2, 2, new float[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Client(-1, HandMade.examples(new float[][] {{1}}, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
