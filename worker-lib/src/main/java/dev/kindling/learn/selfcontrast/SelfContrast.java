package dev.kindling.learn.selfcontrast;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.RowEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.List;

/**
 * Self-contrastive forward-forward learning (Chen, Liu, Laydevant, Grollier, Nature Communications 16, 5978, 2025, arXiv:2409.11593),
 * label-free: a positive is an image beside itself, a negative the image beside another one of the batch, whatever its class. Both
 * halves meet the same weights, so the first, linear layer sees x + x and x + x', which is how they are formed here. A block's goodness
 * g is the mean over channels of its squared outputs, at each position of a map; it descends the mean over pairs and positions of
 * softplus(positiveThreshold - g+) + softplus(g- - negativeThreshold) + penalty g+. Images, and what goes from block to block, are
 * brought to mean 0 and variance 1 over each example; no gradient passes from block to block.
 *
 * <p>A linear softmax head learns labels beside the blocks, from the standardised outputs of all of them, which learn nothing from it.
 * A batch of one example teaches the head alone, for there is no other example in it.
 *
 * <p>Against the paper's code: one negative for each positive, pairs formed at the input only, no augmentation, all blocks and the
 * head learn in the same step rather than one after another.
 *
 * @param network the blocks; its first layer is linear, as it is in every network here
 * @param positiveThreshold above which the goodness of positives shall be
 * @param negativeThreshold below which that of negatives shall be
 * @param penalty on the goodness of positives, "lamda" of the paper's code
 * @param side cells of a block's maps along each side that the head sees the means of
 */
public record SelfContrast(
        Architecture network, double positiveThreshold, double negativeThreshold, double penalty, int side)
        implements EncodingLearner {

    public SelfContrast {
        requireNotNegative("positive-threshold", positiveThreshold);
        requireNotNegative("negative-threshold", negativeThreshold);
        requireNotNegative("penalty", penalty);
        UserMistake.requireRange(side >= 1, "side", "at least 1", side);
    }

    private static void requireNotNegative(String key, double value) {
        UserMistake.requireRange(value >= 0 && value < Double.POSITIVE_INFINITY, key, "in [0, infinity)", value);
    }

    /** Two rectified layers of 1,000, thresholds 1, no penalty, means over 4x4 cells. */
    public static SelfContrast defaults() {
        return new SelfContrast(
                new DenseNetwork(List.of(1000, 1000), Activation.RELU, DenseNetwork.Normalise.NONE), 1, 1, 0, 4);
    }

    private PlacedContrast place(Problem problem) {
        return PlacedContrast.of(this, problem);
    }

    /** A block of tensors for each block of the network, the head's the last. */
    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    /** Blocks as their layers say, the head zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        place(problem).initialise(parameters, random);
    }

    /** The loss of a step is the sum of the blocks' and the head's cross-entropy. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new SelfContrastTrainer(this, place(problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new SelfContrastClassifier(place(problem), batchCapacity);
    }

    /** What the head reads. */
    @Override
    public Encoder encoder(Problem problem, Parameters parameters) {
        PlacedContrast placed = place(problem);
        float[] model = parameters.values();
        return new RowEncoder(problem.input(), placed.head().in(), () -> {
            Features features = new Features(placed, 1);
            return image -> features.of(model, image, 1);
        });
    }

    /** It scores classes. */
    @Override
    public void requireClasses() {}
}
