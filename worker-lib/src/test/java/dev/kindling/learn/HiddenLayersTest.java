package dev.kindling.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.forwardforward.Negatives;
import dev.kindling.learn.forwardforward.Prediction;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenLayersTest {

    private static final Problem TWO = new Problem(Shape.flat(2), 2);

    /** Weights [[1, -1], [2, 1]] with biases 0.5, 0; then [[1], [2]] with bias 1; then what no hidden layer reads. */
    @Test
    void backpropEmbedsWithTheActivationsOfAHiddenLayer() throws Exception {
        Backprop learner = new Backprop(List.of(2, 1));
        Parameters model = new Parameters(learner.layout(TWO), new float[] {1, -1, 2, 1, 0.5f, 0, 1, 2, 1, 9, 9, 9, 9});

        assertThat(learner.hiddenLayers()).containsExactly("hidden0", "hidden1");
        assertThat(embed(learner.encoder(TWO, model, "hidden0"), 1, 2, 3, -1)).containsExactly(5.5f, 1, 1.5f, 0);
        assertThat(embed(learner.encoder(TWO, model, "0"), 1, 2)).containsExactly(5.5f, 1);
        assertThat(embed(learner.encoder(TWO, model, ""), 1, 2, 3, -1)).containsExactly(8.5f, 2.5f);
        assertThat(new Backprop(List.of()).encoder(TWO, model, "")).isEqualTo(new Pixels());
    }

    /** Weights diag(1, 2), then [[0, 1], [-1, 0]]: (3, 4) becomes (3, 8), (0, 3), each brought to length sqrt(2). */
    @Test
    void forwardForwardEmbedsWithNormalisedActivities() throws Exception {
        ForwardForward learner = hybrid(List.of(2, 2));
        float[] values = new float[learner.layout(TWO).size()];
        System.arraycopy(new float[] {1, 0, 0, 2, 0, 0, 0, 1, -1, 0, 0, 0}, 0, values, 0, 12);
        Parameters model = new Parameters(learner.layout(TWO), values);
        double unit = Math.sqrt(2 / 73.0);

        requireClose(embed(learner.encoder(TWO, model, "hidden.0"), 3, 4), 3 * unit, 8 * unit);
        requireClose(embed(learner.encoder(TWO, model, ""), 3, 4), 0, Math.sqrt(2));
        requireClose(embed(learner.encoder(TWO, model, "1"), 3, 4), 0, Math.sqrt(2));
    }

    @Test
    void withoutANamedLayerForwardForwardPutsAllButTheFirstSideBySide() throws Exception {
        ForwardForward learner = hybrid(List.of(5, 4, 3));
        float[] values = new float[learner.layout(TWO).size()];
        learner.initialise(TWO, values, RandomStream.of(1, "start"));
        Parameters model = new Parameters(learner.layout(TWO), values);

        float[] second = embed(learner.encoder(TWO, model, "1"), 0.3f, 0.8f);
        float[] third = embed(learner.encoder(TWO, model, "2"), 0.3f, 0.8f);
        float[] both = Arrays.copyOf(second, 7);
        System.arraycopy(third, 0, both, 4, 3);
        assertThat(embed(learner.encoder(TWO, model, ""), 0.3f, 0.8f)).isEqualTo(both);
    }

    @Test
    void aRowHasTheSameBitsInWhateverPlaceOfABatch() throws Exception {
        Problem problem = new Problem(Shape.flat(100), 10);
        Backprop learner = new Backprop(List.of(60, 70));
        float[] values = new float[learner.layout(problem).size()];
        learner.initialise(problem, values, RandomStream.of(2, "start"));
        float[] row = new float[100];
        RandomStream random = RandomStream.of(3, "row");
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian();
        }
        Encoder encoder = learner.encoder(problem, new Parameters(learner.layout(problem), values), "");
        float[] batch = new float[17 * 100];
        for (int place = 0; place < 17; place++) {
            System.arraycopy(row, 0, batch, place * 100, 100);
        }
        float[] embeddings = new float[17 * 70];
        encoder.open(problem.input(), 17).embed(batch, 17, embeddings);
        float[] alone = new float[70];
        encoder.open(problem.input(), 1).embed(row, 1, alone);
        for (int place = 0; place < 17; place++) {
            assertThat(Arrays.copyOfRange(embeddings, place * 70, place * 70 + 70))
                    .isEqualTo(alone);
        }
    }

    @Test
    void aLayerThatIsNotThereIsNamedWithThoseThatAre() {
        Backprop learner = new Backprop(List.of(3));
        Parameters model = new Parameters(
                learner.layout(TWO), new float[learner.layout(TWO).size()]);
        for (String layer : List.of("output", "1", "-1")) {
            assertThatThrownBy(() -> learner.encoder(TWO, model, layer))
                    .isInstanceOf(UserMistake.class)
                    .hasMessage("layer: expected one of the hidden layers [hidden0] or a number below 1, found " + layer
                            + "; name the layer whose activations shall be used");
        }
    }

    private static ForwardForward hybrid(List<Integer> hidden) {
        ForwardForward defaults = ForwardForward.defaults();
        return new ForwardForward(
                hidden,
                defaults.loss(),
                defaults.goodness(),
                defaults.threshold(),
                defaults.alpha(),
                defaults.normalisation(),
                Negatives.HYBRID,
                defaults.randomShare(),
                0,
                Prediction.SOFTMAX,
                1);
    }

    /** What executors get: the encoder as Java serialises it. */
    private static float[] embed(Encoder encoder, float... inputs) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(encoder);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Encoder there = (Encoder) in.readObject();
            float[] embeddings = new float[inputs.length / 2 * there.dimension(TWO.input())];
            there.open(TWO.input(), 4).embed(inputs, inputs.length / 2, embeddings);
            return embeddings;
        }
    }

    private static void requireClose(float[] found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(1e-6));
        }
    }
}
