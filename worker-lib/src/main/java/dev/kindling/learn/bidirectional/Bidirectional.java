package dev.kindling.learn.bidirectional;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.List;

/**
 * Bidirectional learning (Pontes-Filho, Liwicki, IJCNN 2019, arXiv:1805.08006). The classifier goes up, h_l = sigmoid(h_(l-1) W_l + b_l),
 * its last layer without sigmoid; the generator goes down from the one-hot class through the transposed weights, g_(l-1) = sigmoid(g_l W_l' +
 * c_(l-1)), and ends at pixels. A step is one on the softmax cross-entropy of the classifier and then one on the generator's sigmoid
 * cross-entropy with the images, summed over pixels, of which each moves W and its own biases. Both use backpropagation: the
 * generator regularises, nothing is local. The paper has an optimiser with moments of its own for either; here they share one.
 *
 * @param hidden widths of the hidden layers, from the images on
 * @param weight of the generator's loss; 1 in the paper, 0 for a classifier alone
 */
public record Bidirectional(List<Integer> hidden, double weight) implements Learner {

    public Bidirectional {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(hidden.stream().allMatch(size -> size >= 1), "hidden", "a list of sizes >= 1", hidden);
        UserMistake.requireRange(
                weight >= 0 && weight < Double.POSITIVE_INFINITY, "weight", "in [0, infinity)", weight);
    }

    /** Two hidden layers of 200. */
    public static Bidirectional defaults() {
        return new Bidirectional(List.of(200, 200), 1);
    }

    @Override
    public Layout layout(Problem problem) {
        return SharedLayers.of(hidden, problem).layout();
    }

    /** Weights normal with deviation 0.1 (the authors'), biases zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        SharedLayers.of(hidden, problem).initialise(parameters, random);
    }

    /** The loss of a step is the classifier's and {@code weight} times the generator's. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new BothWays(SharedLayers.of(hidden, problem), weight, batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        UpwardPass up = new UpwardPass(SharedLayers.of(hidden, problem), batchCapacity);
        return (parameters, batch, scores) -> System.arraycopy(
                up.infer(parameters, batch.inputs(), batch.size()), 0, scores, 0, batch.size() * problem.classes());
    }

    /** What the generator draws for each class, {@code [classes, inputs]}, in (0, 1). */
    public float[] drawings(Problem problem, float[] parameters) {
        int size = problem.input().size();
        DownwardPass down = new DownwardPass(SharedLayers.of(hidden, problem));
        float[] drawn = new float[Blas.lengthFor(problem.classes(), size)];
        System.arraycopy(down.run(parameters), 0, drawn, 0, problem.classes() * size);
        dev.kindling.nn.Activation.SIGMOID.apply(drawn, problem.classes() * size);
        return java.util.Arrays.copyOf(drawn, problem.classes() * size);
    }

    /** Refuses what a sigmoid cannot draw. */
    static void requirePixels(Batch batch, int size) {
        for (int i = 0; i < batch.size() * size; i++) {
            float value = batch.inputs()[i];
            if (!(value >= 0 && value <= 1)) {
                throw UserMistake.of(
                        "input of learner bidirectional",
                        "values in [0, 1], which its generator can draw",
                        value,
                        "the training data",
                        "scale the features, or take another learner");
            }
        }
    }
}
