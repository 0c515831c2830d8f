package dev.kindling.spark.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.network.Activate;
import dev.kindling.network.ChannelsLast;
import dev.kindling.network.Conv2d;
import dev.kindling.network.ConvNet;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.Layer;
import dev.kindling.network.MaxPool;
import dev.kindling.network.Network;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Weights of other libraries' models in networks of ours. */
@Tag("slow")
class ImportedWeightsTest {

    private static final int ROWS = 3;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKerasModelsWeightsGiveWhatKerasDefines(boolean functional, @TempDir Path folder) throws IOException {
        KerasModels keras = new KerasModels(6, 2, 3, 5, 4);
        Path file = folder.resolve("model.h5");
        if (functional) {
            keras.writeFunctional(file);
        } else {
            keras.writeSequential(file);
        }
        Shape input = new Shape(2, 6, 6);
        List<Layer> layers = List.of(
                new ChannelsLast(),
                new Conv2d(3, 3, 1, 0, true),
                new Activate(Activation.RELU),
                new MaxPool(2),
                new FullyConnected(5, FullyConnected.Start.HE, true),
                new Activate(Activation.RELU),
                new FullyConnected(4, FullyConnected.Start.GLOROT, true));
        Layout.Builder builder = Layout.builder();
        Network network = Network.of(input, layers, builder, "l");
        GraphBuilder graph = new GraphBuilder(input, builder.build());
        network.describe(graph, graph.input());
        float[] model = new float[builder.size()];

        ImportedWeights.ofKeras(Files.readAllBytes(file), "m.h5").into(graph.scores(), model);

        float[] inputs = gaussian(ROWS * input.size());
        Network hidden = Network.of(input, layers.subList(0, 6), Layout.builder(), "l");
        float[] found = hidden.open(ROWS).infer(model, inputs, ROWS);
        for (int row = 0; row < ROWS; row++) {
            double[] image = new double[input.size()];
            for (int i = 0; i < image.length; i++) {
                image[i % 36 * 2 + i / 36] = inputs[row * image.length + i];
            }
            double[] expected = keras.hidden(image);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) found[row * 5 + i]).isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    @Test
    void biasesBeforeABatchNormalisationGoIntoItsMeans() throws IOException {
        Problem problem = new Problem(new Shape(2, 6, 4), 3);
        MultiLayerNetwork theirs = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .padding(1, 1)
                        .nOut(5)
                        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization.Builder().eps(1e-5).build())
                .layer(new ActivationLayer(org.nd4j.linalg.activations.Activation.RELU))
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nOut(3)
                        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                        .build())
                .setInputType(InputType.convolutional(6, 4, 2))
                .build());
        theirs.init();
        theirs.setParam("0_b", Nd4j.createFromArray(new float[][] {{0.5f, -1, 2, 0, 1}}));
        theirs.setParam("1_mean", Nd4j.createFromArray(new float[][] {{0, 0.25f, -1, 0, 3}}));
        theirs.setParam("1_log10stdev", Nd4j.createFromArray(new float[][] {{0, 0.5f, -0.5f, 0.125f, 1}}));
        NetworkBackprop learner = new NetworkBackprop(new ConvNet(5, 1));
        float[] model = new float[learner.layout(problem).size()];

        ImportedWeights.ofDeeplearning4j(new StackedLayers(theirs).bytes(), "m.zip")
                .into(learner.graph(problem), model);

        float[] inputs = gaussian(ROWS * 48);
        INDArray expected = theirs.output(Nd4j.create(inputs, new int[] {ROWS, 2, 6, 4}, 'c'));
        Batch batch = new Batch(ROWS, 48);
        batch.fill(new Examples(new FloatFeatures(ROWS, 48, inputs), new int[ROWS]), 0, ROWS);
        float[] scores = new float[ROWS * 3];
        learner.classifier(problem, ROWS).scores(model, batch, scores);
        float largest = expected.amaxNumber().floatValue();
        for (int i = 0; i < scores.length; i++) {
            assertThat(scores[i] / largest).isCloseTo(expected.getFloat(i / 3, i % 3) / largest, within(1e-5f));
        }
    }

    private static float[] gaussian(int count) {
        RandomStream random = RandomStream.of(4, "inputs");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
