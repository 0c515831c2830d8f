package dev.kindling.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Encoder;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.contrastive.PrototypeContrast;
import dev.kindling.learn.localloss.AugLocal;
import dev.kindling.learn.localloss.Auxiliary;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.Dgl;
import dev.kindling.learn.localloss.GroupGoodness;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Man;
import dev.kindling.learn.localloss.MonoForward;
import dev.kindling.learn.localloss.PredSim;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.localloss.WithClassifier;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.Renormalised;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is run by ONNX Runtime and compared with what Kindling computes. */
class OnnxFileTest {

    private static final int MOST_ROWS = 7;
    private static final double TOLERANCE = 1e-5;
    private static final Problem DIGITS = new Problem(new Shape(1, 28, 28), 10);
    private static final Problem SMALL = new Problem(new Shape(3, 14, 10), 4);
    private static final Problem COLUMNS = new Problem(Shape.flat(9), 3);

    record Case(String name, GraphLearner learner, Problem problem) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        DenseNetwork sigmoid = new DenseNetwork(List.of(12, 7), Activation.SIGMOID, Normalise.LAYER, 0.2);
        DenseNetwork relu = new DenseNetwork(List.of(12, 7), Activation.RELU, Normalise.BATCH);
        Vgg vgg = new Vgg(List.of(4, 6, 8), List.of(2), 0.3);
        return List.of(
                new Case("perceptron", new Backprop(List.of(20, 10), Activation.SIGMOID), DIGITS),
                new Case("softmax regression", new Backprop(List.of()), COLUMNS),
                new Case("dense, layer norm", new NetworkBackprop(sigmoid), SMALL),
                new Case("dense, batch norm", new NetworkBackprop(relu), COLUMNS),
                new Case("conv-4", new NetworkBackprop(ConvNet.conv4()), DIGITS),
                new Case("conv on maps of 3x2", new NetworkBackprop(new ConvNet(5, 2)), SMALL),
                new Case("vgg", new NetworkBackprop(vgg), SMALL),
                new Case("vgg on columns", new NetworkBackprop(new Vgg(List.of(3, 4), List.of())), COLUMNS),
                new Case("resnet", new NetworkBackprop(new ResNet(1, List.of(4, 6, 8))), SMALL),
                new Case("renormalised", new NetworkBackprop(new Renormalised(vgg)), SMALL),
                new Case("local-loss", local(vgg, Prediction.LAST_BLOCK, Auxiliary.Pool.defaults()), SMALL),
                new Case("local-loss, dgl", local(vgg, Prediction.ALL_BLOCKS, new Dgl()), SMALL),
                new Case(
                        "local-loss, man",
                        local(new ResNet(1, List.of(4, 6)), Prediction.ALL_BLOCKS, new Man(AugLocal.defaults(), 0.9)),
                        SMALL),
                new Case("mono-forward", new LocalLossLearner(relu, new MonoForward(), Prediction.ALL_BLOCKS), SMALL),
                new Case(
                        "with-classifier",
                        new LocalLossLearner(
                                vgg,
                                new WithClassifier(GroupGoodness.defaults(), Auxiliary.Pool.defaults()),
                                Prediction.LAST_BLOCK),
                        SMALL),
                new Case("predsim", new LocalLossLearner(vgg, PredSim.defaults(), Prediction.ALL_BLOCKS, 2), SMALL),
                new Case("prototypical", new PrototypicalNetwork(new ConvNet(5, 2), 1), SMALL),
                new Case(
                        "prototype-contrast",
                        new PrototypeContrast(new ConvNet(5, 2), List.of(8), 0.1, 2, 2, 0.1),
                        SMALL));
    }

    private static LocalLossLearner local(
            dev.kindling.network.Architecture network, Prediction prediction, Auxiliary auxiliary) {
        return new LocalLossLearner(network, new CrossEntropy(auxiliary), prediction);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aModelOfRandomNumbersGivesTheSameResultsInOnnxRuntime(Case some) throws Exception {
        requireSame(some, random(some));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTrainedModelGivesTheSameResultsInOnnxRuntime(Case some) throws Exception {
        requireSame(some, trained(some));
    }

    @Test
    void theFileSaysWhatItIs() throws Exception {
        Case conv = cases().get(5);
        try (OrtSession session = open(conv, random(conv))) {
            assertThat(session.getMetadata().getProducerName()).isEqualTo("kindling");
            assertThat(session.getMetadata().getCustomMetadata())
                    .isEqualTo(Map.of("kindling.classes", "[\"a\",\"b\"]", "kindling.model.sha256", "0f"));
            assertThat(shape(session.getInputInfo(), OnnxFile.INPUT)).containsExactly(-1, 3, 14, 10);
            assertThat(session.getOutputInfo().keySet()).containsExactly("scores", "probabilities");
            assertThat(shape(session.getOutputInfo(), OnnxFile.SCORES)).containsExactly(-1, 4);
        }
        Case columns = cases().get(1);
        try (OrtSession session = open(columns, random(columns))) {
            assertThat(shape(session.getInputInfo(), OnnxFile.INPUT)).containsExactly(-1, 9);
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        Case some = cases().get(8);
        assertThat(file(some, random(some))).isEqualTo(file(some, random(some)));
    }

    private static long[] shape(Map<String, NodeInfo> values, String name) {
        return ((TensorInfo) Objects.requireNonNull(values.get(name)).getInfo()).getShape();
    }

    private static void requireSame(Case some, float[] parameters) throws Exception {
        try (OrtSession session = open(some, parameters)) {
            for (int rows : new int[] {1, MOST_ROWS}) {
                Batch batch = Slopes.batch(some.problem(), rows, 100 + rows);
                float[] expected = ours(some, parameters, batch);
                double largest = 1;
                for (float value : expected) {
                    largest = Math.max(largest, Math.abs(value));
                }
                float[] found = theirs(session, some, batch, 0);
                assertThat(found).hasSameSizeAs(expected);
                for (int i = 0; i < found.length; i++) {
                    assertThat(found[i] / largest).isCloseTo(expected[i] / largest, within(TOLERANCE));
                }
                assertThat(spread(expected)).isGreaterThan(1e-3);
                if (session.getNumOutputs() == 2) {
                    requireSoftmax(
                            expected,
                            theirs(session, some, batch, 1),
                            some.problem().classes());
                }
            }
        }
    }

    /** Whether rows or columns differ at all: a network of zeros would agree with any other. */
    private static double spread(float[] values) {
        float least = values[0];
        float most = values[0];
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    private static void requireSoftmax(float[] scores, float[] probabilities, int classes) {
        for (int row = 0; row < scores.length / classes; row++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(scores[row * classes + c]);
            }
            for (int c = 0; c < classes; c++) {
                double expected = Math.exp(scores[row * classes + c]) / sum;
                assertThat((double) probabilities[row * classes + c]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    private static float[] ours(Case some, float[] parameters, Batch batch) {
        Learner learner = some.learner();
        if (learner instanceof PrototypicalNetwork || learner instanceof PrototypeContrast) {
            Encoder encoder = ((EncodingLearner) learner)
                    .encoder(some.problem(), new Parameters(learner.layout(some.problem()), parameters));
            float[] embeddings =
                    new float[batch.size() * encoder.dimension(some.problem().input())];
            encoder.open(some.problem().input(), batch.size()).embed(batch.inputs(), batch.size(), embeddings);
            return embeddings;
        }
        float[] scores = new float[batch.size() * some.problem().classes()];
        learner.classifier(some.problem(), batch.size()).scores(parameters, batch, scores);
        return scores;
    }

    private static float[] theirs(OrtSession session, Case some, Batch batch, int output) throws OrtException {
        Shape input = some.problem().input();
        long[] shape = shape(session.getInputInfo(), OnnxFile.INPUT).clone();
        shape[0] = batch.size();
        FloatBuffer values = FloatBuffer.wrap(batch.inputs(), 0, batch.size() * input.size());
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
                OrtSession.Result result = session.run(Map.of(OnnxFile.INPUT, tensor))) {
            FloatBuffer found = ((OnnxTensor) result.get(output)).getFloatBuffer();
            float[] array = new float[found.remaining()];
            found.get(array);
            return array;
        }
    }

    private static OrtSession open(Case some, float[] parameters) throws OrtException, IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(file(some, parameters), options);
        }
    }

    private static byte[] file(Case some, float[] parameters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> metadata = Map.of("kindling.classes", "[\"a\",\"b\"]", "kindling.model.sha256", "0f");
        OnnxFile.write(some.learner().graph(some.problem()), parameters, "1.2.3", metadata, out);
        return out.toByteArray();
    }

    /** As initialised, then everything moved, running statistics to some that could be. */
    private static float[] random(Case some) {
        Layout layout = some.learner().layout(some.problem());
        float[] values = new float[layout.size()];
        some.learner().initialise(some.problem(), values, RandomStream.of(5, "start"));
        RandomStream random = RandomStream.of(6, "moved");
        for (Layout.Tensor tensor : layout.tensors()) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                values[i] += (float)
                        (tensor.name().endsWith("mean-square")
                                ? 0.5 + random.nextFloat()
                                : 0.1 * random.nextGaussian());
            }
        }
        return values;
    }

    private static float[] trained(Case some) {
        Learner learner = some.learner();
        float[] values = new float[learner.layout(some.problem()).size()];
        learner.initialise(some.problem(), values, RandomStream.of(5, "start"));
        int rows = 3 * some.problem().classes();
        Trainer trainer = learner.trainer(some.problem(), rows, new Sgd(0.05, 0.9, 0).start(values.length));
        float[] before = Arrays.copyOf(values, values.length);
        for (int step = 0; step < 3; step++) {
            trainer.step(values, sortedBatch(some.problem(), rows, step), 1, RandomStream.of(step, "step"));
        }
        assertThat(values).isNotEqualTo(before);
        return values;
    }

    /** Labels in order, equally many of each: an episode, too. */
    private static Batch sortedBatch(Problem problem, int rows, long seed) {
        int width = problem.input().size();
        RandomStream random = RandomStream.of(seed, "batch");
        float[] values = new float[rows * width];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row * problem.classes() / rows;
            for (int i = 0; i < width; i++) {
                values[row * width + i] =
                        (float) random.nextGaussian() + (i % problem.classes() == labels[row] ? 1 : 0);
            }
        }
        Batch batch = new Batch(rows, width);
        batch.fill(new Examples(new FloatFeatures(rows, width, values), labels), 0, rows);
        return batch;
    }
}
