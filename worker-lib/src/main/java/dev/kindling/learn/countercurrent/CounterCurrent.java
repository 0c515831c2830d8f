package dev.kindling.learn.countercurrent;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.List;

/**
 * Counter-current learning (Kao, Hariharan, NeurIPS 2024, arXiv:2409.19841) of fully connected layers without biases. The forward
 * network takes images up, a_l = elu(a_(l-1) W_l), its last layer without elu; the feedback network takes the one-hot class vectors
 * down, c_(l-1) = elu(c_l V_l), its last layer without elu. Layer l of both has one width d_l, so that a class has a signal
 * c_l at every layer, {@code [classes, d_l]}. Layers l = 0..L-1 descend strength s (256 / d_l) mean((A_l C_l' - onehot)²), the mean over
 * examples and classes, the last forward layer cross-entropy. No gradient passes a layer's input: the loss of layer l moves W_l and
 * V_(l+1), that of layer 0, the images themselves, V_1. A pair of layers that share a loss is a block.
 *
 * @param hidden widths d_1 .. d_(L-1)
 * @param strength s
 * @param clip the largest Euclidean norm of a step's gradient, of all forward weights together and of all feedback weights
 *     together; 0 for no limit
 */
public record CounterCurrent(List<Integer> hidden, double strength, double clip) implements Learner {

    public CounterCurrent {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(
                !hidden.isEmpty() && hidden.stream().allMatch(size -> size >= 1),
                "hidden",
                "one size >= 1 or more",
                hidden);
        UserMistake.requireRange(
                strength > 0 && strength < Double.POSITIVE_INFINITY, "strength", "in (0, infinity)", strength);
        UserMistake.requireRange(clip >= 0 && clip < Double.POSITIVE_INFINITY, "clip", "in [0, infinity)", clip);
    }

    /** The paper's for MNIST: five layers of 256, strength 0.5, norm 1. */
    public static CounterCurrent defaults() {
        return new CounterCurrent(List.of(256, 256, 256, 256, 256), 0.5, 1);
    }

    @Override
    public Layout layout(Problem problem) {
        return Currents.of(hidden, problem).layout();
    }

    /** All weights normal with variance 1 / (3 in). */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        Currents.of(hidden, problem).initialise(parameters, random);
    }

    /** The loss of a step is the sum of the layers'. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new CurrentsTrainer(this, Currents.of(hidden, problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new ForwardClassifier(Currents.of(hidden, problem).up(), batchCapacity);
    }
}
