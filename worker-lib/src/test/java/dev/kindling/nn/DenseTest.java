package dev.kindling.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DenseTest {

    /** W = [[1, 2, 3], [4, 5, 6]], b = (10, 20, 30), behind one foreign value. */
    private static final float[] PARAMETERS = {-1, 1, 2, 3, 4, 5, 6, 10, 20, 30};

    private static final Dense LAYER = new Dense(2, 3, 1, 7);

    @Test
    void forwardIsTheProductWorkedByHand() {
        float[] outputs = new float[9];
        LAYER.forward(PARAMETERS, new float[] {1, 0, -1, 2}, 2, outputs);
        assertThat(outputs).containsExactly(11, 22, 33, 17, 28, 39, 0, 0, 0);
    }

    @Test
    void backwardGoesThroughTheTransposedWeights() {
        float[] inputDeltas = new float[6];
        Arrays.fill(inputDeltas, Float.NaN);
        LAYER.backward(PARAMETERS, new float[] {1, 0, -1, 2, 1, 0}, 2, inputDeltas);
        // (1 - 3, 4 - 6), (2 + 2, 8 + 5); rows that were not asked for stay as they were.
        assertThat(inputDeltas).containsExactly(-2, -2, 4, 13, Float.NaN, Float.NaN);
    }

    @Test
    void theGradientsHandedOverAreThoseWorkedByHand() {
        GradientSum sum = new GradientSum(PARAMETERS.length);
        float[] scratch = {9, 9, 9, 9};
        LAYER.update(PARAMETERS, new float[] {1, 2, 3, 4}, new float[] {1, 0, -1, 2, 1, 0}, 2, sum, scratch);
        assertThat(sum.gradient()).containsExactly(0, 7, 3, -1, 10, 4, -2, 3, 1, -1);
    }

    @Test
    void aLayerAddsItsTensorsToALayout() {
        Layout.Builder layout = Layout.builder();
        layout.add("before", 5);
        assertThat(Dense.add(layout, "x", 2, 3)).isEqualTo(new Dense(2, 3, 5, 11));
        assertThat(layout.build().tensor("x.bias").offset()).isEqualTo(11);
        assertThat(layout.build().size()).isEqualTo(14);
    }

    @Test
    void initialisationTouchesTheLayerAlone() {
        float[] parameters = PARAMETERS.clone();
        LAYER.initialise(parameters, 1, RandomStream.of(1, "init"));
        assertThat(parameters[0]).isEqualTo(-1);
        assertThat(Arrays.copyOfRange(parameters, 7, 10)).containsOnly(0);
        assertThat(Arrays.copyOfRange(parameters, 1, 7)).doesNotContain(1, 2, 3, 4, 5, 6);
    }

    @Test
    void reluClearsWhatIsNegativeAndItsDeltas() {
        float[] values = {-1, 0, 2, Float.NaN, -5};
        Activations.relu(values, 4);
        assertThat(values).containsExactly(0, 0, 2, Float.NaN, -5);
        float[] deltas = {7, 7, 7, 7};
        Activations.reluGradient(new float[] {0, Float.MIN_VALUE, 2, 0}, deltas, 3);
        assertThat(deltas).containsExactly(0, 7, 7, 7);
    }
}
