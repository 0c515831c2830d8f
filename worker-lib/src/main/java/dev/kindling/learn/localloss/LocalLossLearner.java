package dev.kindling.learn.localloss;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.Value;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.LayerwiseLearner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.Problem;
import dev.kindling.learn.StackedBlocks;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network whose blocks each descend a loss of their own. The outputs of a block go to the next one as they are, but no gradient
 * ever comes back from there: what a block learns does not depend on the blocks behind it. All learn in the same step, on the same
 * minibatch. A model has a block of tensors for each, its local loss's among them; the encoder is the last block's outputs.
 *
 * @param network the blocks
 * @param loss what each descends
 * @param prediction whose scores choose the class
 * @param modules how many modules the network's blocks are joined to, each with one loss and a gradient of its own; 0 for one a block
 */
public record LocalLossLearner(Architecture network, LocalLoss loss, Prediction prediction, int modules)
        implements EncodingLearner, StackedBlocks, GraphLearner, LayerwiseLearner {

    public LocalLossLearner {
        int blocks = network.layersByBlock().size();
        UserMistake.requireRange(
                modules >= 0 && modules <= blocks, "modules", "in [0, " + blocks + "], the network's blocks,", modules);
    }

    /** Each block a module. */
    public LocalLossLearner(Architecture network, LocalLoss loss, Prediction prediction) {
        this(network, loss, prediction, 0);
    }

    /** Three rectified layers of 1,000, local cross-entropy, prediction by the last. */
    public static LocalLossLearner defaults() {
        return new LocalLossLearner(DenseNetwork.defaults(), CrossEntropy.defaults(), Prediction.LAST_BLOCK);
    }

    private LocalBlocks place(Problem problem) {
        return LocalBlocks.of(network, modules, loss, problem);
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        place(problem).initialise(parameters, random);
    }

    /** The loss of a step is the sum of the blocks'. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new BlocksTrainer(place(problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        LocalBlocks placed = place(problem);
        int last = placed.count() - 1;
        int first = prediction == Prediction.ALL_BLOCKS ? 0 : last;
        return new BlocksClassifier(placed, first, last, problem.classes(), batchCapacity);
    }

    @Override
    public List<String> predictors(Problem problem) {
        return IntStream.rangeClosed(1, LocalBlocks.count(network, modules))
                .mapToObj(block -> "block " + block)
                .toList();
    }

    /** By a block's own classifier. */
    @Override
    public Classifier classifier(Problem problem, int batchCapacity, int predictor) {
        return new BlocksClassifier(place(problem), predictor, predictor, problem.classes(), batchCapacity);
    }

    @Override
    public Encoder encoder(Problem problem, Parameters parameters) {
        return new NetworkEncoder(Network.chain(place(problem).blocks()), parameters.values());
    }

    @Override
    public int blocksApart() {
        return LocalBlocks.count(network, modules);
    }

    /** A block whose loss imitates the next one's weights, or draws the image, cannot be trained apart. */
    @Override
    public Set<BlockSchedule> schedules() {
        return loss.needsAllBlocks() ? EnumSet.of(BlockSchedule.TOGETHER) : StackedBlocks.super.schedules();
    }

    @Override
    public LoneBlock block(Problem problem, int block) {
        Shape input = problem.input();
        for (Network below : place(problem).blocks().subList(0, block)) {
            input = below.output();
        }
        return new LoneBlock(new LocalBlock(network, modules, loss, block), new Problem(input, problem.classes()));
    }

    @Override
    public Encoder outputs(Problem problem, int block, Parameters own) {
        Problem read = block(problem, block).problem();
        return new NetworkEncoder(
                LocalBlocks.alone(network, modules, loss, block, read).blocks().get(0), own.values());
    }

    /** All blocks and the classifiers that are asked. */
    @Override
    public InferenceGraph graph(Problem problem) {
        LocalBlocks placed = place(problem);
        GraphBuilder graph = new GraphBuilder(problem.input(), placed.layout());
        Value value = graph.input();
        Value sum = null;
        for (int b = 0; b < placed.count(); b++) {
            value = placed.blocks().get(b).describe(graph, value);
            if (prediction == Prediction.ALL_BLOCKS || b + 1 == placed.count()) {
                Value scores = placed.losses().get(b).describe(graph, value);
                sum = sum == null ? scores : graph.sum(sum, scores);
            }
        }
        return graph.scores();
    }

    /** It scores classes. */
    @Override
    public void requireClasses() {}
}
