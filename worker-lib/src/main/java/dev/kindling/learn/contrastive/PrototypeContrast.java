package dev.kindling.learn.contrastive;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.FeatureMap;
import dev.kindling.learn.FisherDiagonal;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Activate;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An encoder f trained by supervised contrast (Khosla et al., NeurIPS 2020) of two views of each example behind a projection, and beside
 * it a free vector for each class, its prototype, that learns alpha times the mean of 1 - cos(f(x), p(y)) while f does not learn from it (Asadi
 * et al., ICML 2023). An example is of the class whose prototype has the largest cosine with its features. Views are the example
 * moved by whole pixels and with noise. Everything is one block and merges as parameters do.
 *
 * <p>A prototype begins as zeros, which means that its class has none: its first step goes along the gradient that a length of 1 would give.
 * Since only the classes in a batch are pulled, what is not zeros has been learnt.
 *
 * @param encoder the network from an example to its features
 * @param projection sizes of the layers between features and contrast, rectified but for the last, which is linear
 * @param temperature of the contrast, and what cosines are divided by where they are scores; above 0
 * @param alpha weight of the prototypes' loss, at least 0
 * @param shift most pixels that a view is moved up, down, left and right, at least 0; inputs without height are not moved
 * @param noise deviation of the normal noise of every value of a view, at least 0
 */
public record PrototypeContrast(
        Architecture encoder, List<Integer> projection, double temperature, double alpha, int shift, double noise)
        implements GradientLearner, EncodingLearner, GraphLearner {

    public PrototypeContrast {
        projection = List.copyOf(projection);
        requireRange(
                !projection.isEmpty() && projection.stream().allMatch(size -> size >= 1),
                "projection",
                "one size >= 1 or more",
                projection);
        requireRange(temperature > 0 && temperature < Double.POSITIVE_INFINITY, "temperature", "above 0", temperature);
        requireRange(alpha >= 0 && alpha < Double.POSITIVE_INFINITY, "alpha", "in [0, infinity)", alpha);
        requireRange(shift >= 0 && shift <= 1000, "shift", "in [0, 1000]", shift);
        requireRange(noise >= 0 && noise < Double.POSITIVE_INFINITY, "noise", "in [0, infinity)", noise);
    }

    /** conv-4, a projection of 512 and 128, temperature 0.1, alpha 2, views moved by up to 2 pixels with noise of 0.1. */
    public static PrototypeContrast defaults() {
        return new PrototypeContrast(ConvNet.conv4(), List.of(512, 128), 0.1, 2, 2, 0.1);
    }

    PlacedPrototypes place(Problem problem) {
        Layout.Builder builder = Layout.builder();
        Network features = Network.of(problem.input(), encoder.layers(), builder, "encoder.");
        Network projected = Network.of(features.output(), projectionLayers(), builder, "projection.");
        int prototypes =
                builder.add("prototypes", problem.classes(), features.output().size());
        return new PlacedPrototypes(features, projected, prototypes, problem.classes(), builder.build());
    }

    private List<Layer> projectionLayers() {
        List<Layer> layers = new ArrayList<>();
        for (int size : projection.subList(0, projection.size() - 1)) {
            layers.add(new FullyConnected(size, FullyConnected.Start.HE, true));
            layers.add(new Activate(Activation.RELU));
        }
        layers.add(new FullyConnected(projection.get(projection.size() - 1), FullyConnected.Start.GLOROT, true));
        return layers;
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    /** The layers as they say; prototypes zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        PlacedPrototypes placed = place(problem);
        placed.encoder().initialise(parameters, random);
        placed.projection().initialise(parameters, random);
        Arrays.fill(parameters, placed.prototypes(), placed.prototypes() + placed.prototypeValues(), 0);
    }

    /** Contrast and the prototypes' loss. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new ContrastTrainer(this, place(problem), batchCapacity, rule, null);
    }

    /** The same, and what keeps the relations to the prototypes that a predecessor had. */
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule, Predecessor predecessor) {
        return new ContrastTrainer(this, place(problem), batchCapacity, rule, predecessor);
    }

    /** Another loss in place of both, of the cosines divided by the temperature; on the examples as they are, and without the projection. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule, OutputLoss loss) {
        return new CosineTrainer(place(problem), temperature, batchCapacity, rule, loss);
    }

    /** Cosines divided by the temperature; -2 / temperature for a class without a prototype. */
    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new CosineClassifier(place(problem), temperature, batchCapacity);
    }

    @Override
    public int featureWidth(Problem problem) {
        return place(problem).features();
    }

    @Override
    public FeatureMap featureMap(Problem problem, int batchCapacity) {
        PlacedPrototypes placed = place(problem);
        Pass pass = placed.encoder().open(batchCapacity);
        return (parameters, batch, features) -> System.arraycopy(
                pass.infer(parameters, batch.inputs(), batch.size()), 0, features, 0, batch.size() * placed.features());
    }

    @Override
    public FisherDiagonal fisher(Problem problem, int batchCapacity) {
        throw new UserMistake(
                "learner prototype-contrast does not measure the Fisher information that strategy ewc asks for;"
                        + " take learner = network-backprop or another strategy");
    }

    @Override
    public Encoder encoder(Problem problem, Parameters parameters) {
        return new NetworkEncoder(place(problem).encoder(), parameters.values());
    }

    /** The encoder, without projection and prototypes. */
    @Override
    public InferenceGraph graph(Problem problem) {
        PlacedPrototypes placed = place(problem);
        GraphBuilder graph = new GraphBuilder(problem.input(), placed.layout());
        return graph.embedding(placed.encoder().describe(graph, graph.input()));
    }

    /** It scores classes. */
    @Override
    public void requireClasses() {}
}
