package dev.kindling.learn.prototypical;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/**
 * An encoder trained by episodes (Snell, Swersky, Zemel 2017): the mean of a few examples of a class, its support, shall be
 * nearest to the class' other examples, its queries. Its minibatches are episodes, so it is trained by an algorithm that
 * draws them.
 *
 * @param encoder the network from an example to its embedding
 * @param shots support of a class in an episode; the paper found it best to train with as many as will be used
 */
public record PrototypicalNetwork(Architecture encoder, int shots) implements EncodingLearner, GraphLearner {

    public PrototypicalNetwork {
        UserMistake.requireRange(shots >= 1, "shots", "at least 1", shots);
    }

    /** conv-4, one shot. */
    public static PrototypicalNetwork defaults() {
        return new PrototypicalNetwork(ConvNet.conv4(), 1);
    }

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        network(problem, layout);
        return layout.build();
    }

    @Override
    public Encoder encoder(Problem problem, Parameters parameters) {
        return new NetworkEncoder(network(problem), parameters.values());
    }

    /** The encoder. */
    @Override
    public InferenceGraph graph(Problem problem) {
        GraphBuilder graph = new GraphBuilder(problem.input(), layout(problem));
        return graph.embedding(network(problem).describe(graph, graph.input()));
    }

    private Network network(Problem problem) {
        return network(problem, Layout.builder());
    }

    private Network network(Problem problem, Layout.Builder layout) {
        return Network.of(problem.input(), encoder.layers(), layout, "encoder.");
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        network(problem).initialise(parameters, random);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new EpisodeTrainer(network(problem), shots, batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        throw noClasses();
    }

    @Override
    public void requireClasses() {
        throw noClasses();
    }

    private static UserMistake noClasses() {
        return new UserMistake(
                "learner prototypical is an encoder and scores no classes by itself; set measure = episodes");
    }
}
