package dev.kindling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.nn.Activation;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static final int SIZE = 10_000;
    private static final float[] NONE = new float[0];

    private static PlacedLayer placed(double rate) {
        return new Dropout(rate).place(Shape.flat(SIZE), Layout.builder(), "drop");
    }

    private static float[] ones() {
        float[] ones = new float[SIZE];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void whatIsKeptIsScaledSoThatTheMeanStays() {
        float[] outputs = placed(0.2).open(1).train(NONE, ones(), 1, RandomStream.of(1, "drop"));
        int dropped = 0;
        int scaled = 0;
        for (int i = 0; i < SIZE; i++) {
            dropped += outputs[i] == 0 ? 1 : 0;
            scaled += outputs[i] == 1.25f ? 1 : 0;
        }
        assertThat(dropped + scaled).isEqualTo(SIZE);
        // Five standard deviations of a binomial number.
        assertThat(dropped / (double) SIZE).isCloseTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / SIZE)));
    }

    @Test
    void theGradientComesBackWhereValuesWentThrough() {
        Pass pass = placed(0.5).open(1);
        float[] outputs = pass.train(NONE, ones(), 1, RandomStream.of(1, "drop"));
        float[] deltas = new float[SIZE];
        pass.backward(NONE, ones(), ones(), 1, deltas, new GradientSum(0));
        assertThat(deltas).isEqualTo(Arrays.copyOf(outputs, SIZE));
    }

    @Test
    void inferenceAndHeldStatisticsDropNothing() {
        float[] inferred = placed(0.5).open(1).infer(NONE, ones(), 1);
        assertThat(Arrays.copyOf(inferred, SIZE)).isEqualTo(ones());
        float[] held = placed(0.5).held().open(1).train(NONE, ones(), 1, RandomStream.of(1, "drop"));
        assertThat(Arrays.copyOf(held, SIZE)).isEqualTo(ones());
    }

    @Test
    void whoIsDroppedIsAFunctionOfTheStream() {
        float[] first = placed(0.5).open(1).train(NONE, ones(), 1, RandomStream.of(1, "drop"));
        assertThat(placed(0.5).open(1).train(NONE, ones(), 1, RandomStream.of(1, "drop")))
                .isEqualTo(first);
        assertThat(placed(0.5).open(1).train(NONE, ones(), 1, RandomStream.of(2, "drop")))
                .isNotEqualTo(first);
    }

    @Test
    void networksDropAtTheEndOfEachBlockAndOnlyIfAsked() {
        DenseNetwork dense = new DenseNetwork(List.of(3, 2), Activation.RELU, Normalise.BATCH, 0.5);
        assertThat(dense.layersByBlock())
                .allMatch(block -> block.get(block.size() - 1).equals(new Dropout(0.5)));
        Vgg vgg = new Vgg(List.of(3, 4), List.of(2), 0.25);
        assertThat(vgg.layersByBlock())
                .allMatch(block -> block.get(block.size() - 1).equals(new Dropout(0.25)));
        assertThat(vgg.layersByBlock().get(1).get(2)).isEqualTo(new MaxPool(2));
        assertThat(DenseNetwork.defaults().layers()).noneMatch(Dropout.class::isInstance);
        assertThat(Vgg.defaults().layers()).noneMatch(Dropout.class::isInstance);
    }

    @Test
    void ratesOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new Vgg(List.of(3), List.of(), 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("dropout must be in [0, 1) but was 1.0");
        assertThatThrownBy(() -> new DenseNetwork(List.of(3), Activation.RELU, Normalise.NONE, -0.1))
                .isInstanceOf(UserMistake.class);
    }
}
