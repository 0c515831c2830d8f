package dev.kindling.spark.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.Operation;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.MonoForward;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is written is read and run by Deeplearning4j, and comes back. */
@Tag("slow")
class ExportedNetworkTest {

    private static final int MOST_ROWS = 7;
    private static final double TOLERANCE = 1e-5;
    private static final Problem SMALL = new Problem(new Shape(3, 14, 10), 4);
    private static final Problem COLUMNS = new Problem(Shape.flat(9), 3);

    record Case(String name, GraphLearner learner, Problem problem) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("perceptron", new Backprop(List.of(20, 10), Activation.SIGMOID), SMALL),
                new Case("dense, batch norm", new NetworkBackprop(dense(Normalise.BATCH)), COLUMNS),
                new Case("conv on maps of 3x2", new NetworkBackprop(new ConvNet(5, 2)), SMALL),
                new Case("vgg", new NetworkBackprop(new Vgg(List.of(4, 6, 8), List.of(2), 0.3)), SMALL),
                new Case("resnet", new NetworkBackprop(new ResNet(1, List.of(4, 6, 8))), SMALL),
                new Case(
                        "local-loss",
                        new LocalLossLearner(dense(Normalise.NONE), CrossEntropy.defaults(), Prediction.LAST_BLOCK),
                        SMALL),
                new Case(
                        "all blocks",
                        new LocalLossLearner(dense(Normalise.NONE), new MonoForward(), Prediction.ALL_BLOCKS),
                        COLUMNS));
    }

    private static DenseNetwork dense(Normalise normalise) {
        return new DenseNetwork(List.of(12, 7), Activation.RELU, normalise);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itGivesTheSameScoresInDeeplearning4jAndComesBack(Case some) throws IOException {
        for (float[] model : List.of(random(some), trained(some))) {
            byte[] zip = zip(some, model);
            for (int rows : new int[] {1, MOST_ROWS}) {
                requireSame(some, model, zip, batch(some.problem(), rows, 100 + rows));
            }
            if (some.learner().graph(some.problem()).isChain()) {
                requireComesBack(some, model, zip);
            }
        }
    }

    private static void requireSame(Case some, float[] model, byte[] zip, Batch batch) throws IOException {
        float[] expected = new float[batch.size() * some.problem().classes()];
        some.learner().classifier(some.problem(), batch.size()).scores(model, batch, expected);
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (some.name().equals("all blocks")) {
            // The last vertex is a sum of layers' outputs, not an output layer.
            requireClose(outputs(some, zip, batch, false), expected, largest);
            return;
        }
        requireClose(outputs(some, zip, batch, true), expected, largest);
        requireClose(
                outputs(some, zip, batch, false),
                softmax(expected, some.problem().classes()),
                1);
    }

    private static void requireClose(float[] found, float[] expected, double scale) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i] / scale).isCloseTo(expected[i] / scale, within(TOLERANCE));
        }
    }

    /** What comes out of the file as it is, or before the softmax of its last layer. */
    private static float[] outputs(Case some, byte[] zip, Batch batch, boolean scores) throws IOException {
        boolean stacked = some.learner().graph(some.problem()).isChain();
        INDArray input = input(some, batch);
        if (stacked) {
            MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip));
            if (scores) {
                withoutSoftmax(network.getOutputLayer());
            }
            return floats(network.output(input));
        }
        ComputationGraph network = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip));
        if (scores) {
            withoutSoftmax(network.getOutputLayer(0));
        }
        return floats(network.outputSingle(input));
    }

    private static void withoutSoftmax(org.deeplearning4j.nn.api.Layer last) {
        ((BaseLayer) last.conf().getLayer()).setActivationFn(new ActivationIdentity());
    }

    private static INDArray input(Case some, Batch batch) {
        Shape shape = some.problem().input();
        boolean rows = shape.height() == 1
                || some.learner().graph(some.problem()).operations().get(0) instanceof Operation.Flatten;
        int[] dimensions = rows
                ? new int[] {batch.size(), shape.size()}
                : new int[] {batch.size(), shape.channels(), shape.height(), shape.width()};
        float[] values = java.util.Arrays.copyOf(batch.inputs(), batch.size() * shape.size());
        return Nd4j.create(values, dimensions, 'c');
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static float[] softmax(float[] scores, int classes) {
        float[] probabilities = new float[scores.length];
        for (int row = 0; row < scores.length / classes; row++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(scores[row * classes + c]);
            }
            for (int c = 0; c < classes; c++) {
                probabilities[row * classes + c] = (float) (Math.exp(scores[row * classes + c]) / sum);
            }
        }
        return probabilities;
    }

    /** What the graph has of the model, to the bit but for mean squares. */
    private static void requireComesBack(Case some, float[] model, byte[] zip) {
        Layout layout = some.learner().layout(some.problem());
        float[] again = new float[layout.size()];
        ImportedWeights.ofDeeplearning4j(zip, "m.zip").into(some.learner().graph(some.problem()), again);
        for (Layout.Tensor tensor : layout.tensors()) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                if (tensor.name().endsWith("mean-square")) {
                    assertThat(again[i]).isCloseTo(model[i], within(2 * Math.ulp(model[i])));
                } else if (!tensor.name().startsWith("local0")) {
                    assertThat(again[i]).as(tensor.name()).isEqualTo(model[i]);
                }
            }
        }
    }

    @Test
    void anEncoderGivesTheSameEmbeddings() throws IOException {
        PrototypicalNetwork learner = new PrototypicalNetwork(new ConvNet(5, 3), 1);
        Case some = new Case("prototypical", learner, new Problem(new Shape(3, 14, 10), 4));
        float[] model = random(some);
        Encoder encoder = learner.encoder(some.problem(), new Parameters(learner.layout(some.problem()), model));
        Batch batch = batch(some.problem(), MOST_ROWS, 3);
        float[] expected = new float[MOST_ROWS * 5];
        encoder.open(some.problem().input(), MOST_ROWS).embed(batch.inputs(), MOST_ROWS, expected);

        requireClose(outputs(some, zip(some, model), batch, false), expected, 1);
    }

    @Test
    void whatDeeplearning4jHasNoLayerForIsRefusedInOneLine() {
        assertRefused(new NetworkBackprop(dense(Normalise.LAYER)), "no layer for a layer normalisation by itself");
        assertRefused(new PrototypicalNetwork(new ConvNet(5, 2), 1), "no layer for embeddings of maps");
        assertRefused(
                new LocalLossLearner(new ConvNet(5, 2), CrossEntropy.defaults(), Prediction.LAST_BLOCK),
                "no layer for means over cells of several sizes");
    }

    @Test
    void theFirstLayerThatDoesNotFitIsNamedWithBothShapes() throws IOException {
        Case perceptron = cases().get(0);
        byte[] zip = zip(perceptron, random(perceptron));
        assertMisfit(
                zip,
                new Backprop(List.of(20, 11)),
                "tensor hidden1.weight: expected shape [11, 20], found [10, 20] of layer layer2, in z;");
        assertMisfit(zip, new Backprop(List.of(20)), "tensor output.weight: expected shape [4, 20], found [10, 20]");
        assertMisfit(
                zip,
                new Backprop(List.of(20, 10, 4, 4)),
                "tensor hidden3.weight: expected shape [4, 4], found no more layers");
        assertMisfit(
                zip,
                new NetworkBackprop(new ConvNet(5, 2)),
                "tensor encoder.1.weight: expected shape [5, 3, 3, 3], found layer layer0 with W, b of shape [420, 20]");
        Case deeper = new Case("deeper", new Backprop(List.of(20, 10, 4)), SMALL);
        assertMisfit(
                zip(deeper, random(deeper)),
                new Backprop(List.of(20, 10)),
                "layer layer6: expected no more than the learner's 3 layers that learn, found one more");
    }

    @Test
    void aNetworkWithBranchesTakesNoLayersInOrder() throws IOException {
        Case resnet = cases().get(4);
        byte[] zip = zip(resnet, random(resnet));
        assertMisfit(
                zip,
                resnet.learner(),
                "start: layers of z are taken one behind another, but the learner's network has branches");
    }

    private static void assertRefused(GraphLearner learner, String message) {
        Case some = new Case("", learner, SMALL);
        assertThatThrownBy(() -> zip(some, random(some)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    private static void assertMisfit(byte[] zip, GraphLearner learner, String message) {
        float[] model = new float[learner.layout(SMALL).size()];
        assertThatThrownBy(() -> ImportedWeights.ofDeeplearning4j(zip, "z").into(learner.graph(SMALL), model))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    private static byte[] zip(Case some, float[] model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportedNetwork.write(some.learner().graph(some.problem()), model, out);
        return out.toByteArray();
    }

    private static float[] random(Case some) {
        Layout layout = some.learner().layout(some.problem());
        float[] values = new float[layout.size()];
        some.learner().initialise(some.problem(), values, RandomStream.of(5, "start"));
        RandomStream random = RandomStream.of(6, "moved");
        for (Layout.Tensor tensor : layout.tensors()) {
            boolean square = tensor.name().endsWith("mean-square");
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                values[i] += (float) (square ? 0.5 + random.nextFloat() : 0.1 * random.nextGaussian());
            }
        }
        return values;
    }

    private static float[] trained(Case some) {
        float[] values = new float[some.learner().layout(some.problem()).size()];
        some.learner().initialise(some.problem(), values, RandomStream.of(5, "start"));
        var trainer = some.learner().trainer(some.problem(), 12, new Sgd(0.05, 0.9, 0).start(values.length));
        for (int step = 0; step < 3; step++) {
            trainer.step(values, batch(some.problem(), 12, step), 1, RandomStream.of(step, "step"));
        }
        return values;
    }

    private static Batch batch(Problem problem, int rows, long seed) {
        int width = problem.input().size();
        RandomStream random = RandomStream.of(seed, "batch");
        float[] values = new float[rows * width];
        int[] labels = new int[rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            labels[i / width] = i / width % problem.classes();
        }
        Batch batch = new Batch(rows, width);
        batch.fill(new Examples(new FloatFeatures(rows, width, values), labels), 0, rows);
        return batch;
    }
}
