package dev.kindling.spark.dl4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Tag("slow")
class Dl4jEncoderTest {

    private static final Shape INPUT = new Shape(2, 9, 7);
    private static final int ROWS = 13;
    private static final int WIDTH = 6;

    @Test
    void aMultiLayerNetworksEmbeddingsAreItsOwnActivations() throws Exception {
        MultiLayerNetwork network = stacked();
        byte[] zip = new StackedLayers(network).bytes();

        ImportedEncoder hidden = ImportedEncoder.ofDeeplearning4j(zip, "", INPUT, "m.zip");
        ImportedEncoder pooled = ImportedEncoder.ofDeeplearning4j(zip, "2", INPUT, "m.zip");

        List<INDArray> theirs = network.feedForward(Nd4j.create(inputs(), new int[] {ROWS, INPUT.size()}, 'c'), false);
        assertThat(hidden.layer()).isEqualTo("hidden");
        assertThat(hidden.parameters()).isEqualTo(network.numParams());
        requireClose(embedded(hidden.encoder()), theirs.get(4));
        assertThat(pooled.encoder().dimension(INPUT)).isEqualTo(4 * 3 * 2);
        requireClose(embedded(pooled.encoder()), theirs.get(3));
    }

    @Test
    void aGraphsEmbeddingsAreThoseOfTheLayerThatFeedsTheOutput() throws Exception {
        ComputationGraph graph = wired();
        byte[] zip = new WiredLayers(graph).bytes();

        ImportedEncoder hidden = ImportedEncoder.ofDeeplearning4j(zip, "", INPUT, "m.zip");
        ImportedEncoder left = ImportedEncoder.ofDeeplearning4j(zip, "left", INPUT, "m.zip");

        INDArray images = Nd4j.create(inputs(), new int[] {ROWS, 2, 9, 7}, 'c');
        assertThat(hidden.layer()).isEqualTo("hidden");
        assertThat(hidden.layers()).containsExactlyInAnyOrder("left", "right", "both", "hidden", "answer");
        Map<String, INDArray> theirs = graph.feedForward(images, false);
        requireClose(embedded(hidden.encoder()), requireNonNull(theirs.get("hidden")));
        requireClose(embedded(left.encoder()), requireNonNull(theirs.get("left")));
    }

    @Test
    void aRowHasTheSameBitsInWhateverBatchOnWhateverThreadAfterWhateverJourney() throws Exception {
        Encoder encoder = ImportedEncoder.ofDeeplearning4j(new StackedLayers(stacked()).bytes(), "", INPUT, "m.zip")
                .encoder();
        float[] together = embedded(encoder);
        Encoder travelled = travelled(encoder);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<float[]>> alone = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                int one = row;
                alone.add(threads.submit(() -> alone(travelled.open(INPUT, 4), one)));
            }
            for (int row = 0; row < ROWS; row++) {
                assertThat(alone.get(row).get())
                        .isEqualTo(java.util.Arrays.copyOfRange(together, row * WIDTH, (row + 1) * WIDTH));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsNoModelOrTakesOtherInputsIsSaidInOneLine() throws Exception {
        byte[] zip = new StackedLayers(stacked()).bytes();
        byte[] cut = java.util.Arrays.copyOf(zip, zip.length - zip.length / 3);

        assertMistake(zip, "hiden", INPUT, "layer: expected one of [layer0, layer1, layer2, hidden, layer4]");
        assertMistake(zip, "-1", INPUT, "or a number below 5, found -1, in m.zip");
        assertMistake(
                zip, "", new Shape(2, 9, 8), "images of another size: expected what the model takes, found 2x9x8");
        assertMistake(cut, "", INPUT, "m.zip: no model that Deeplearning4j can read");
        assertMistake("no".getBytes(StandardCharsets.UTF_8), "", INPUT, "m.zip: expected a Deeplearning4j model");
    }

    private static void assertMistake(byte[] file, String layer, Shape input, String message) {
        assertThatThrownBy(() -> ImportedEncoder.ofDeeplearning4j(file, layer, input, "m.zip"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    private static MultiLayerNetwork stacked() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(4).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .build())
                .layer(new DenseLayer.Builder().name("hidden").nOut(WIDTH).build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(9, 7, 2))
                .build());
        network.init();
        return network;
    }

    private static ComputationGraph wired() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(6)
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("images")
                .addLayer("left", new ConvolutionLayer.Builder(3, 3).nOut(3).build(), "images")
                .addLayer("right", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "images")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("hidden", new DenseLayer.Builder().nOut(WIDTH).build(), "both")
                .addLayer(
                        "answer",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "hidden")
                .setOutputs("answer")
                .setInputTypes(InputType.convolutional(9, 7, 2))
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    private static float[] inputs() {
        RandomStream random = RandomStream.of(4, "inputs");
        float[] inputs = new float[ROWS * INPUT.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        return inputs;
    }

    private static float[] embedded(Encoder encoder) {
        float[] embeddings = new float[ROWS * encoder.dimension(INPUT)];
        encoder.open(INPUT, ROWS).embed(inputs(), ROWS, embeddings);
        return embeddings;
    }

    private static float[] alone(Embedder embedder, int row) {
        float[] one = new float[WIDTH];
        embedder.embed(java.util.Arrays.copyOfRange(inputs(), row * INPUT.size(), (row + 1) * INPUT.size()), 1, one);
        return one;
    }

    private static Encoder travelled(Encoder encoder) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(encoder);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Encoder) in.readObject();
        }
    }

    private static void requireClose(float[] embeddings, INDArray theirs) {
        float[] expected = theirs.dup('c').data().asFloat();
        assertThat(embeddings).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(embeddings[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }
}
