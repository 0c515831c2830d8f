package dev.kindling.learn.backprop;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
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
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.Pass;
import dev.kindling.nn.Layout;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/**
 * A network of any layers with a linear layer for the classes behind it, trained end to end by backpropagation; softmax
 * cross-entropy unless another loss is given. The whole network is one block. The encoder is the network without the linear
 * layer. Scores, features and embeddings of an example have the same bits in whatever batch it comes.
 *
 * @param network the layers
 */
public record NetworkBackprop(Architecture network) implements GradientLearner, EncodingLearner, GraphLearner {

    /** conv-4. */
    public static NetworkBackprop defaults() {
        return new NetworkBackprop(ConvNet.conv4());
    }

    private HeadedNetwork place(Problem problem) {
        return HeadedNetwork.of(network, problem);
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    /** The layers as they say; the linear layer normal with deviation 1 / sqrt(features), its biases zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        place(problem).initialise(parameters, random);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule, OutputLoss loss) {
        return new NetworkTrainer(place(problem), batchCapacity, rule, loss);
    }

    @Override
    public int featureWidth(Problem problem) {
        return place(problem).features();
    }

    /** The embeddings of the encoder. */
    @Override
    public FeatureMap featureMap(Problem problem, int batchCapacity) {
        HeadedNetwork placed = place(problem);
        Pass pass = placed.network().open(batchCapacity);
        return (parameters, batch, features) -> System.arraycopy(
                pass.infer(parameters, batch.inputs(), batch.size()), 0, features, 0, batch.size() * placed.features());
    }

    /** One example and label at a time, with the statistics of batch normalisation held: right for any layers, and slow. */
    @Override
    public FisherDiagonal fisher(Problem problem, int batchCapacity) {
        return new NetworkFisher(place(problem));
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        HeadedNetwork placed = place(problem);
        Pass pass = placed.network().open(batchCapacity);
        float[] logits = new float[Blas.lengthFor(batchCapacity, problem.classes())];
        return (parameters, batch, scores) -> {
            float[] features = pass.infer(parameters, batch.inputs(), batch.size());
            placed.head().forwardByRow(parameters, features, batch.size(), logits);
            System.arraycopy(logits, 0, scores, 0, batch.size() * problem.classes());
        };
    }

    @Override
    public Encoder encoder(Problem problem, Parameters parameters) {
        return new NetworkEncoder(place(problem).network(), parameters.values());
    }

    @Override
    public InferenceGraph graph(Problem problem) {
        HeadedNetwork placed = place(problem);
        GraphBuilder graph = new GraphBuilder(problem.input(), placed.layout());
        graph.dense(placed.network().describe(graph, graph.input()), placed.head());
        return graph.scores();
    }

    /** It scores classes. */
    @Override
    public void requireClasses() {}
}
